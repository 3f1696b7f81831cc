import { describe, expect, test } from 'vitest'
import { IAMDecideUserSync } from '../../../Automations/IAMDecideUserSync/index.ts'
import { shown } from '../../../Automations/IAMDecideUserSync/profile-text.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { ran } from '../ran.ts'
import { profile } from './people.ts'
import { indicator, platformWith } from './platform.ts'

const REPORT = {
  email: 'ann@a.b',
  username: 'ann@a.b',
  employeeid: 'E1',
  displayname: 'Ann Lee',
  hiredate: '2026-12-02T00:00:00Z',
  manageremailaddress: 'boss@a.b',
  reportdigest: 'a.b',
}
const incident = (type: string, userprofile: JsonObject | string, more: JsonObject = {}): JsonObject => ({
  type: `IAM - ${type}`,
  CustomFields: { userprofile },
  ...more,
})
const HELD = { ...REPORT, username: 'ann@a.b', adaccountstatus: 'Enabled', oktauserid: '00u1' }
const ANN = indicator('ann@a.b', HELD)

/** What the context has after a run. */
async function sync(one: JsonObject, all: JsonObject[], args: JsonObject = {}): Promise<JsonObject> {
  const { context, contents, readable } = await ran(IAMDecideUserSync, args, platformWith(all, one))
  const told = context?.['IAM.UserSync(true)'] as JsonObject
  expect(contents).toEqual(told)
  expect(readable).toBe(`${String(told.Path)}: ${String(told.Reason)}`)
  return told
}

test('of a new hire all outputs', async () => {
  const { hiredate, manageremailaddress } = REPORT
  expect(await sync(incident('New Hire', REPORT), [])).toEqual({
    Path: 'New Hire',
    Type: 'IAM - New Hire',
    Source: 'HR',
    Reason: 'Ann Lee has no User Profile yet.',
    Value: '',
    Indicator: { value: 'ann@a.b' },
    IsTemporary: false,
    IsMoved: false,
    IsOverwritten: false,
    ConflictValue: '',
    Supersedes: ['Sync User', 'New Hire', 'Update User', 'Rehire User'].map(name => `IAM - ${name}`),
    AccountStatus: '',
    Seen: { reportdigest: 'a.b' },
    DaysToHire: 10,
    DisplayName: 'Ann Lee',
    Email: 'ann@a.b',
    EmployeeId: 'E1',
    ManagerEmail: 'boss@a.b',
    OtherTemporary: [],
    UserProfile: {
      email: 'ann@a.b',
      username: 'ann@a.b',
      employeeid: 'E1',
      displayname: 'Ann Lee',
      hiredate,
      manageremailaddress,
    },
    ProfileFields: REPORT,
    MovedFields: REPORT,
  })
})

test('every output that is declared is given in every case', async () => {
  const declared = IAMDecideUserSync.outputs.map(({ path }) => path.split('.')[2])
  const cases = [{}, incident('New Hire', REPORT), incident('Terminate User', { email: 'x@y.z' })]
  for (const one of cases)
    expect(Object.keys(await sync(one, [])).sort()).toEqual([...new Set(declared)].sort())
})

describe('the outputs', () => {
  const NEW = { ...REPORT, email: 'new@a.b', username: 'new@a.b' }
  const LEE = indicator('lee@a.b', { displayname: 'Ann Lee', employeeid: 'E2', adaccountstatus: 'Disabled' })
  type Row = [string, JsonObject, JsonObject[], JsonObject, JsonObject]
  test.each<Row>([
    [
      'a new e-mail, with text for a profile',
      incident('Update User', JSON.stringify(NEW)),
      [ANN],
      {},
      {
        Path: 'New Identity',
        Value: 'ann@a.b',
        Indicator: { value: 'new@a.b' },
        IsMoved: true,
        IsTemporary: false,
      },
    ],
    [
      'a new e-mail that is approved',
      incident('Update User', NEW),
      [ANN],
      { identity_approved: 'true' },
      {
        Path: 'Known',
        Type: 'IAM - Update User',
        IsMoved: true,
        AccountStatus: 'Enabled',
        Email: 'new@a.b',
        ProfileFields: { ...NEW, formeridentity: '' },
        MovedFields: { ...NEW, formeridentity: '{"email":"ann@a.b","username":"ann@a.b"}' },
        UserProfile: expect.objectContaining({
          email: 'new@a.b',
          olduserdata: expect.objectContaining({ email: 'ann@a.b', username: 'ann@a.b' }),
        }),
      },
    ],
    [
      'a name that is taken',
      incident('Sync User', REPORT),
      [LEE],
      {},
      {
        Path: 'Name Taken',
        Type: 'IAM - Sync User',
        Value: '',
        ConflictValue: 'lee@a.b',
        Indicator: { value: 'ann@a.b' },
      },
    ],
    [
      'the report means the other one',
      incident('Sync User', REPORT),
      [LEE],
      { conflicting_person: 'lee@a.b' },
      {
        Path: 'Known',
        Type: 'IAM - Rehire User',
        Value: 'lee@a.b',
        Indicator: { value: 'lee@a.b' },
        IsMoved: false,
        ConflictValue: '',
        Email: 'lee@a.b',
        IsOverwritten: true,
        ProfileFields: {
          ...{ ...REPORT, email: 'lee@a.b', username: 'lee@a.b' },
          ...{ terminationtrigger: '', conversionhire: true },
        },
      },
    ],
    [
      'they are two people',
      incident('Sync User', REPORT),
      [LEE],
      { is_another_person: 'true' },
      { Path: 'New Hire', Type: 'IAM - New Hire', Value: '', Indicator: { value: 'ann@a.b' } },
    ],
    [
      'the report means one who has another name by now',
      incident('Sync User', REPORT),
      [LEE],
      { conflicting_person: 'gone@a.b' },
      { Path: 'Name Taken', ConflictValue: 'lee@a.b', IsOverwritten: false },
    ],
    [
      'an incident that is out of date',
      incident('Update User', { ...NEW, olduserdata: { reportdigest: 'a.a' } }),
      [indicator('ann@a.b', { ...HELD, reportdigest: 'a.c' })],
      { identity_approved: 'true' },
      { Path: 'Nobody', Value: 'ann@a.b', Indicator: { value: 'ann@a.b' }, IsMoved: false, Email: 'ann@a.b' },
    ],
    [
      'a termination of one who only waits for a decision',
      incident('Terminate User', REPORT),
      [indicator('other@a.b', { employeeid: 'E1', istemporaryuser: true })],
      {},
      { Path: 'Nobody', Value: 'other@a.b', IsTemporary: true, Indicator: { value: 'other@a.b' } },
    ],
    [
      'a termination of one whose new e-mail has not come to every account',
      incident('Terminate User', { ...REPORT, email: 'else@a.b' }),
      [indicator('ann@a.b', { ...HELD, formeridentity: '{"email":"old@a.b"}' })],
      {},
      {
        Path: 'Known',
        Email: 'ann@a.b',
        UserProfile: expect.objectContaining({
          email: 'ann@a.b',
          olduserdata: expect.objectContaining({ email: 'old@a.b', username: 'old@a.b' }),
        }),
        ProfileFields: { ...REPORT, formeridentity: '' },
      },
    ],
    [
      'what waits for a decision',
      incident('New Hire', REPORT),
      [indicator('other@a.b', { employeeid: 'E1', temporaryuserprofile: 'true' })],
      {},
      {
        Path: 'New Hire',
        Value: 'other@a.b',
        IsTemporary: true,
        IsMoved: false,
        Indicator: { value: 'ann@a.b' },
      },
    ],
    [
      'a termination leaves the value where it is',
      incident('Terminate User', { ...NEW, employmentstatus: 'Terminated' }),
      [indicator('value@a.b', HELD)],
      {},
      {
        Path: 'Known',
        Source: 'HR',
        Value: 'value@a.b',
        Indicator: { value: 'value@a.b' },
        IsMoved: false,
        ProfileFields: { ...REPORT, employmentstatus: 'Terminated' },
      },
    ],
    [
      'an orphan',
      {
        ...incident('Terminate User', { ...HELD, sourceinstance: 'Workday_1' }),
        CustomFields: { terminationtrigger: 'Orphan', userprofile: HELD },
      },
      [ANN],
      {},
      { Path: 'Known', Source: 'Orphan', ProfileFields: { terminationtrigger: 'Orphan' }, Email: 'ann@a.b' },
    ],
    [
      'an involuntary termination of somebody who has another login by now',
      {
        type: 'IAM - Terminate User',
        sourceBrand: 'Okta IAM',
        sourceInstance: 'Okta_1',
        CustomFields: { userid: '00u1', username: 'ann.new@a.b', displayname: 'Ann New' },
      },
      [ANN],
      {},
      {
        Path: 'Known',
        Source: 'TUFE',
        Value: 'ann@a.b',
        Email: 'ann@a.b',
        EmployeeId: 'E1',
        ProfileFields: { terminationtrigger: 'TUFE' },
        UserProfile: expect.objectContaining({ email: 'ann@a.b', displayname: 'Ann Lee' }),
      },
    ],
    [
      'a login that is somebody else’s by now',
      {
        type: 'IAM - Terminate User',
        sourceBrand: 'Okta IAM',
        CustomFields: { userid: '00u9', username: 'ann@a.b' },
      },
      [ANN],
      {},
      { Path: 'Refused', Value: '' },
    ],
    [
      'by hand with only an e-mail',
      { type: 'IAM - Update User', CustomFields: { email: 'Ann@A.b' } },
      [indicator('ann@a.b', { ...HELD, username: 'ann.lee' })],
      {},
      {
        Path: 'Known',
        Value: 'ann@a.b',
        Seen: {},
        ProfileFields: { email: 'ann@a.b', username: 'ann.lee' },
        UserProfile: expect.objectContaining({ username: 'ann.lee', employeeid: 'E1' }),
      },
    ],
    [
      'two profiles of one person',
      incident('Update User', NEW),
      [ANN, indicator('lee@a.b', { employeeid: 'E1' })],
      {},
      { Path: 'Refused', Value: '' },
    ],
    [
      'rubbish for a profile',
      incident('New Hire', '{"email":'),
      [ANN],
      {},
      { Path: 'Refused', UserProfile: {}, ProfileFields: {}, DaysToHire: null },
    ],
    [
      'the playground',
      {},
      [ANN],
      {},
      { Path: 'Refused', Type: '', Indicator: { value: '' }, DisplayName: '' },
    ],
  ])('%s', async (_, one, all, args, expected) => {
    const told = await sync(one, all, args)
    expect(Object.fromEntries(Object.keys(expected).map(name => [name, told[name] ?? null]))).toEqual(
      expected,
    )
  })
})

test.each<[JsonObject, string]>([
  [{}, 'x@a.b'],
  [{ displayname: ' ', title: null, department: ['HR'] }, 'x@a.b'],
  [{ title: 'Clerk', department: 'HR', employeeid: 7 }, 'x@a.b (employee id 7, Clerk, HR)'],
  [{ displayname: 'Ann', adaccountstatus: 'Pending' }, 'x@a.b (Ann, AD account Pending)'],
])('a profile with %j is shown as %s', (fields, text) => {
  expect(shown(profile('x@a.b', fields))).toBe(text)
})
