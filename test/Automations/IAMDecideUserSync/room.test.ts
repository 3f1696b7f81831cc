import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { inRoom, lineOf, type Told } from '../in-room.ts'

const person = (email: string, more: JsonObject = {}): JsonObject => ({ email, username: email, ...more })
const profile = (value: string, fields: JsonObject): string =>
  lineOf('createNewIndicator', { type: 'User Profile', value, customFields: fields })

/** Lines after which the context of a new incident has what is decided; with the type it would run its playbook. */
const decided = (at: number, type: string, customFields: JsonObject, args: Record<string, Json> = {}) => [
  lineOf('createNewIncident', { name: type, customFields }),
  `/incident ${at}`,
  lineOf('setIncident', { type: `IAM - ${type}` }),
  lineOf('IAMDecideUserSync', args),
  '/context IAM.UserSync',
]
/** What was decided, in order, as far as is asked for. */
const syncs = (told: Told[]) =>
  told.flatMap(({ line, value }) => (line === '/context IAM.UserSync' ? [value] : []))
const errors = (told: Told[]) =>
  told.flatMap(({ line, error, entries = [] }) =>
    error !== undefined || entries.some(({ Type }) => Type === 4) ? [line] : [],
  )

test('in the war room an incident of each path, of profiles that its search finds', async () => {
  const jose = { employeeid: 'E4', displayname: 'Jose\u0301  Garci\u0301a', oktauserid: '00u4' }
  const ann = { employeeid: 'E1', displayname: 'Ann "Kit" Lee*', city: 'Ulm', adaccountstatus: 'Enabled' }
  const told = await inRoom([
    profile('ann@a.b', person('ann@a.b', ann)),
    profile('jose@a.b', person('jose@a.b', jose)),
    profile('jo*@a.b', { istemporaryuser: true, employeeid: 'E5' }),
    ...decided(1, 'New Hire', {
      userprofile: JSON.stringify(person('new@a.b', { employeeid: 'E9', displayname: 'New' })),
    }),
    ...decided(2, 'Update User', {
      userprofile: { ...person('ANN@a.b', ann), city: '' },
    }),
    ...decided(3, 'Update User', { userprofile: JSON.stringify(person('ann.new@a.b', ann)) }),
    ...decided(4, 'Sync User', {
      userprofile: JSON.stringify(
        person('jg@a.b', { employeeid: 'E8', displayname: 'Jos\u00e9 GARC\u00cdA' }),
      ),
    }),
    ...decided(5, 'Terminate User', { email: 'nobody@a.b' }),
    ...decided(6, 'New Hire', { email: 'jose@a.b', employeeid: 'E7' }),
    ...decided(7, 'Terminate User', { terminationtrigger: 'TUFE', userid: '00u4', username: 'moved@a.b' }),
    ...decided(8, 'New Hire', { email: 'jo*@a.b', employeeid: 'E5' }),
  ])
  expect(errors(told)).toEqual([])
  expect(syncs(told)).toMatchObject([
    { Path: 'New Hire', Type: 'IAM - New Hire', Value: '', Indicator: { value: 'new@a.b' } },
    {
      Path: 'Known',
      Value: 'ann@a.b',
      UserProfile: { email: 'ann@a.b', city: '', olduserdata: { city: 'Ulm' } },
      ProfileFields: { city: '' },
    },
    { Path: 'New Identity', Value: 'ann@a.b', IsMoved: true, Indicator: { value: 'ann.new@a.b' } },
    { Path: 'Name Taken', ConflictValue: 'jose@a.b', Value: '' },
    { Path: 'Nobody', Type: 'IAM - Terminate User' },
    { Path: 'Refused', Reason: expect.stringContaining('The e-mail jose@a.b is that of jose@a.b') },
    {
      Path: 'Known',
      Source: 'TUFE',
      Value: 'jose@a.b',
      ProfileFields: { terminationtrigger: 'TUFE' },
      UserProfile: { email: 'jose@a.b' },
    },
    { Path: 'New Hire', Value: 'jo*@a.b', IsTemporary: true },
  ])
})

test('an answer replaces what was decided before, every member of it', async () => {
  const told = await inRoom([
    profile('lee@a.b', person('lee@a.b', { employeeid: 'E2', displayname: 'Ann Lee' })),
    ...decided(1, 'Sync User', { email: 'ann@a.b', employeeid: 'E1', displayname: 'Ann Lee', city: 'Ulm' }),
    '!IAMDecideUserSync conflicting_person=lee@a.b',
    '/context IAM.UserSync',
    '!IAMDecideUserSync is_another_person=yes',
    '/context IAM.UserSync',
    '!IAMDecideUserSync is_another_person=perhaps',
  ])
  expect(errors(told)).toEqual(['!IAMDecideUserSync is_another_person=perhaps'])
  const [asked, other, two] = syncs(told) as JsonObject[]
  expect(asked).toMatchObject({ Path: 'Name Taken', ConflictValue: 'lee@a.b' })
  expect(other).toMatchObject({
    Path: 'Known',
    Type: 'IAM - Update User',
    Value: 'lee@a.b',
    ConflictValue: '',
  })
  expect(other?.ProfileFields).toEqual({
    email: 'lee@a.b',
    username: 'lee@a.b',
    employeeid: 'E1',
    displayname: 'Ann Lee',
    city: 'Ulm',
    conversionhire: true,
  })
  expect(two).toMatchObject({ Path: 'New Hire', Type: 'IAM - New Hire', Value: '' })
  expect(two?.UserProfile).toEqual({
    email: 'ann@a.b',
    username: 'ann@a.b',
    employeeid: 'E1',
    displayname: 'Ann Lee',
    city: 'Ulm',
  })
})
