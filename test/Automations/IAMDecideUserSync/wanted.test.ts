import { describe, expect, test } from 'vitest'
import {
  saysWhoItIs,
  superseded,
  type Wanted,
  wantedBy,
} from '../../../Automations/IAMDecideUserSync/wanted.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const PROFILE = {
  email: 'Ann@A.b',
  username: 'ANN',
  employeeid: 'E1',
  displayname: 'Ann Lee',
  title: 'Clerk',
  reportdigest: 'a.b',
}
const OLD = { email: 'old@a.b', oktauserid: '00u1' }

/** What is wanted of an incident with these custom fields. */
const of = (CustomFields: JsonObject, more: JsonObject = {}) =>
  wantedBy({ type: 'IAM - Update User', sourceBrand: 'Workday IAM', CustomFields, ...more })

const ANN: Partial<Wanted> = { email: 'ann@a.b', username: 'ann', employeeId: 'E1', displayName: 'Ann Lee' }

describe('what an incident wants', () => {
  test.each<[string, JsonObject, Partial<Wanted>]>([
    [
      'of the report, as text',
      { userprofile: JSON.stringify({ ...PROFILE, olduserdata: OLD, mergeduserprofile: { title: 'x' } }) },
      { ...ANN, source: 'HR', type: 'IAM - Update User', fields: PROFILE, old: OLD },
    ],
    [
      'of the report, as an object',
      { userprofile: { ...PROFILE, olduserdata: OLD } },
      { ...ANN, fields: PROFILE, old: OLD },
    ],
    ['olduserdata that is none', { userprofile: { ...PROFILE, olduserdata: [1] } }, { ...ANN, old: {} }],
    ['olduserdata that is text', { userprofile: { ...PROFILE, olduserdata: 'x' } }, { ...ANN, old: {} }],
    [
      'by hand, only an e-mail',
      { email: ' Ann@a.b ' },
      { email: 'ann@a.b', username: '', employeeId: '', displayName: '', fields: { email: ' Ann@a.b ' } },
    ],
    [
      'a profile that says less than the fields beside it',
      {
        userprofile: '{"title":"x","email":"","employeeid":["E9"]}',
        email: 'Ann@a.b',
        username: 'Ann',
        employeeid: 7,
      },
      { email: 'ann@a.b', username: 'ann', employeeId: '7', displayName: '' },
    ],
    ['the profile goes before the fields', { userprofile: PROFILE, email: 'x@y.z', employeeid: 'E9' }, ANN],
    ['an employee id that is a number', { userprofile: { employeeid: 7 } }, { employeeId: '7' }],
    ['rubbish for a profile', { userprofile: '{"email":', email: 'ann@a.b' }, { email: 'ann@a.b' }],
    [
      'rubbish in a profile',
      { userprofile: '{"email":{"a":1},"displayname":[]}' },
      { email: '', displayName: '' },
    ],
    [
      'nothing',
      {},
      { email: '', username: '', employeeId: '', userId: '', fields: {}, old: {}, source: 'HR' },
    ],
  ])('%s', (_, custom, expected) => {
    expect(of(custom)).toMatchObject(expected)
  })

  test('an incident without fields wants nothing of nobody', () => {
    expect(wantedBy({})).toMatchObject({ type: '', source: 'HR', email: '', userId: '' })
    expect(wantedBy({ CustomFields: 'x' })).toMatchObject({ fields: {} })
  })

  test('a deactivation in Okta: login, id and the instance of the org', () => {
    const okta = { sourceBrand: 'Okta IAM', sourceInstance: 'Okta EU', type: 'IAM - Terminate User' }
    expect(of({ username: 'Ann@a.b', userid: '00U1', displayname: 'Ann' }, okta)).toMatchObject({
      source: 'TUFE',
      email: '',
      username: 'ann@a.b',
      userId: '00U1',
      oktaInstance: 'Okta EU',
    })
    expect(of({ userid: '00u1' }, { sourceInstance: 'Workday_1' })).toMatchObject({ oktaInstance: '' })
  })
})

test.each<[JsonObject, JsonObject, string]>([
  [{}, {}, 'HR'],
  [{ sourceBrand: 'Manual' }, {}, 'HR'],
  [{ sourceBrand: 'Okta IAM' }, {}, 'TUFE'],
  [{ sourceBrand: 'Okta IAM - Ours' }, {}, 'TUFE'],
  [{ sourceBrand: 'Manual' }, { terminationtrigger: 'TUFE' }, 'TUFE'],
  [{ sourceBrand: 'Manual' }, { terminationtrigger: ' tufe ' }, 'TUFE'],
  [{ sourceBrand: 'Workday IAM' }, { terminationtrigger: 'Orphan' }, 'Orphan'],
  [{ sourceBrand: 'Okta IAM' }, { terminationtrigger: 'Orphan' }, 'Orphan'],
  [{}, { terminationtrigger: 'anything' }, 'HR'],
  [{ sourceBrand: ['Okta IAM'] }, {}, 'HR'],
])('%j %j is of %s', (incident, CustomFields, source) => {
  expect(wantedBy({ ...incident, CustomFields }).source).toBe(source)
})

test.each([
  ['IAM - Sync User', true],
  ['IAM - New Hire', true],
  ['IAM - Update User', true],
  ['IAM - Rehire User', true],
  ['IAM - Terminate User', false],
  ['IAM - AD User Activation', false],
  ['IAM - AD User Deactivation', false],
  ['', false],
])('%s says who somebody is: %s', (type, does) => {
  expect(saysWhoItIs(type)).toBe(does)
})

const SYNC_TYPES = ['Sync User', 'New Hire', 'Update User', 'Rehire User']
const AD_TYPES = ['AD User Activation', 'AD User Deactivation']
test.each([
  ['Terminate User', [...SYNC_TYPES, ...AD_TYPES, 'Terminate User']],
  ['New Hire', SYNC_TYPES],
  ['Rehire User', SYNC_TYPES],
  ['Update User', ['Sync User', 'Update User']],
  ['Sync User', ['Sync User', 'Update User']],
  ['AD User Activation', AD_TYPES],
  ['AD User Deactivation', AD_TYPES],
])('%s takes the place of earlier ones of %j', (type, types) => {
  expect(superseded(`IAM - ${type}`)).toEqual(types.map(name => `IAM - ${name}`))
})
