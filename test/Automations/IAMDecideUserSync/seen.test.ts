import { describe, expect, test } from 'vitest'
import { decideSync } from '../../../Automations/IAMDecideUserSync/decide.ts'
import { hasSeenNewer } from '../../../Automations/IAMDecideUserSync/seen.ts'
import type { Wanted } from '../../../Automations/IAMDecideUserSync/wanted.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { ANN, answers, met, TEMPORARY, wanted, withFields } from './people.ts'

const UPDATE = 'IAM - Update User'
const isOld = (given: Partial<Wanted>, fields: JsonObject) =>
  hasSeenNewer(wanted({ type: UPDATE, ...given }), withFields(ANN, fields)) !== undefined

describe('an incident of the report is out of date', () => {
  test.each<[string, unknown, unknown, unknown, boolean]>([
    ['another entry was seen since', 'x.own', 'x.new', 'x.old', true],
    ['an entry was seen, and the person was new when it was raised', 'x.own', 'x.new', undefined, true],
    ['its own entry was seen', 'x.own', 'x.own', 'x.old', false],
    ['its own, in another text of the report', 'x.own', 'y.own', 'x.old', false],
    ['the one before is the last that was seen', 'x.own', 'y.old', 'x.old', false],
    ['nothing was seen yet', 'x.own', undefined, 'x.old', false],
    ['it is to be looked at again', 'x.own', 'again.again', 'x.old', false],
    ['it was kept', 'x.own', 'kept.kept', 'x.old', false],
    ['a text without its mapped part', 'x.own', 'new', 'x.old', false],
    ['by hand there is no entry', undefined, 'x.new', undefined, false],
    ['its own text without a mapped part', 'own', 'x.new', 'x.old', false],
    ['rubbish', { a: 1 }, ['x.new'], 'x.old', false],
  ])('%s', (_, own, seen, old, is) => {
    const fields = own === undefined ? {} : { reportdigest: own as JsonObject }
    const given = { fields, old: old === undefined ? {} : { reportdigest: old as string } }
    expect(isOld(given, seen === undefined ? {} : { reportdigest: seen as string })).toBe(is)
  })

  const LATE = { fields: { reportdigest: 'x.own' }, old: { reportdigest: 'x.old' } }
  const seen = (adaccountstatus: string) => ({ reportdigest: 'x.new', adaccountstatus })
  test.each<[string, string, boolean]>([
    ['IAM - New Hire', '', false],
    ['IAM - New Hire', 'Pending', false],
    ['IAM - New Hire', 'Enabled', false],
    ['IAM - New Hire', 'Disabled', true],
    ['IAM - Rehire User', 'Enabled', false],
    ['IAM - Rehire User', ' disabled', true],
    ['IAM - Sync User', 'Enabled', true],
    ['IAM - Update User', 'Enabled', true],
    ['IAM - Terminate User', 'Enabled', true],
    ['IAM - AD User Activation', 'Pending', true],
    ['IAM - AD User Deactivation', 'Enabled', true],
  ])('%s of somebody whose account is "%s": %s', (type, status, is) => {
    expect(isOld({ ...LATE, type }, seen(status))).toBe(is)
  })

  test.each(['TUFE', 'Orphan'] as const)('one of %s never is', source => {
    expect(isOld({ ...LATE, source }, seen('Enabled'))).toBe(false)
  })

  test('one of nobody known never is', () => {
    expect(hasSeenNewer(wanted({ type: UPDATE, ...LATE }), undefined)).toBeUndefined()
  })

  test.each([ANN, TEMPORARY])('it changes nothing of the profile, before any question: %j', one => {
    const own = [withFields(one, { reportdigest: 'x.new', displayname: 'Old Name' })]
    const late = wanted({ type: UPDATE, email: 'new@a.b', ...LATE })
    const { path, reason, profile, isMoved } = decideSync(late, met({ own, nameOwners: [] }), answers())
    expect([path, profile, isMoved]).toEqual(['Nobody', own[0], undefined])
    expect(reason).toMatch(
      /^The report has had news of ann@a.b \(Old Name, employee id E1\) since this incident; .* Nothing was changed/,
    )
  })
})
