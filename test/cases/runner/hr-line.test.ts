import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { incidentLine } from './hr-line.ts'

const ANN = {
  email: 'ann.lee@x.example',
  username: 'alee',
  employeeid: '1001',
  displayname: 'Ann Lee',
  title: 'Buyer',
}

let state: string
beforeEach(() => {
  state = mkdtempSync(path.join(tmpdir(), 'state-'))
  mkdirSync(path.join(state, 'incidents', '0'), { recursive: true })
  const profile = { value: ANN.email, indicator_type: 'User Profile', CustomFields: ANN }
  writeFileSync(path.join(state, 'indicators.jsonl'), `{"v":1}\n${JSON.stringify(profile)}\n`)
})
afterEach(() => rmSync(state, { recursive: true }))

/** The incident that a line makes. */
function made(line: string) {
  const [, type, name, custom = ''] =
    /^!createNewIncident type="(.+?)" name="(.+?)" customFields=`(.*)`$/s.exec(incidentLine(line, state)) ??
    []
  const { userprofile, ...fields } = JSON.parse(custom) as JsonObject
  return { type, name, fields, profile: JSON.parse(String(userprofile)) as JsonObject }
}

describe('an incident of HR', () => {
  it('has what is said, and what follows from the e-mail', () => {
    const fields = {
      ...{ email: 'bea.kay@x.example', username: 'bea.kay@x.example', givenname: 'Bea', surname: 'Kay' },
      ...{
        displayname: 'Bea Kay',
        employeeid: '1002',
        hiredate: '2026-03-20T00:00:00Z',
        reportdigest: 't1.d1',
      },
    }
    const found = made('hr New Hire {email: bea.kay@x.example, employeeid: 1002, hiredate: 2026-03-20}')
    expect(found).toEqual({
      ...{ type: 'IAM - New Hire', name: 'New Hire: Bea Kay', fields },
      profile: { ...fields, sourcepriority: 1, sourceoftruth: 'Workday', sourceinstance: 'HR' },
    })
  })

  it('counts the digests by the incidents', () => {
    mkdirSync(path.join(state, 'incidents', '1'))
    expect(made('hr AD User Activation {email: ann.lee@x.example}').fields.reportdigest).toBe('t2.d2')
  })

  it.each<[string, string, JsonObject | undefined]>([
    ['of whoever has the employee id', 'hr Update User {email: a@x.example, employeeid: 1001}', ANN],
    ['of nobody', 'hr Update User {email: a@x.example, employeeid: 1009}', undefined],
    ['of nobody for a new hire', 'hr New Hire {email: a@x.example, employeeid: 1001}', undefined],
    ['that is named', 'hr New Hire {email: a@x.example, olduserdata: ann.lee@x.example}', ANN],
    [
      'of nobody as is said',
      'hr Update User {email: a@x.example, employeeid: 1001, olduserdata: null}',
      undefined,
    ],
  ])('holds the old profile %s', (_, line, old) => expect(made(line).profile.olduserdata).toEqual(old))

  it('holds the profile with the same name beneath the report, with its own e-mail and username', () => {
    const line =
      'hr Sync User {email: ann.lee2@x.example, surname: Lee, employeeid: 1002, mergeduserprofile: ann.lee@x.example}'
    expect(made(line).profile.mergeduserprofile).toEqual({
      ...{ ...ANN, employeeid: '1002', givenname: 'Ann', surname: 'Lee' },
    })
  })

  it('of an orphan holds the profile', () => {
    const found = made('hr Terminate User {email: ann.lee@x.example, orphan: true}')
    expect(found).toMatchObject({ type: 'IAM - Terminate User', name: 'Orphan: Ann Lee' })
    expect(found.fields).toMatchObject({
      terminationtrigger: 'Orphan',
      reportdigest: 'Orphan',
      username: 'alee',
    })
    expect(found.profile).toEqual({ ...ANN, sourceinstance: 'HR' })
  })
})

it.each([
  ['hr New Hire', /expected hr TYPE/],
  [
    'hr Update User {email: a@x.example, olduserdata: b@x.example}',
    /no User Profile "b@x.example"; there are ann/,
  ],
  ['hr Terminate User {email: b@x.example, orphan: true}', /no User Profile "b@x.example"/],
])('%s is refused', (line, expected) => expect(() => incidentLine(line, state)).toThrow(expected))
