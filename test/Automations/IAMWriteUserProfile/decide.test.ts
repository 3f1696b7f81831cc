import { describe, expect, test } from 'vitest'
import {
  type Found,
  fieldsToWrite,
  refuseWrong,
  type Wish,
} from '../../../Automations/IAMWriteUserProfile/decide.ts'
import { personOf } from '../../../Automations/IAMWriteUserProfile/holders.ts'
import type { Profile } from '../../../Automations/IAMWriteUserProfile/profile.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const wish = (more: Partial<Wish> = {}): Wish => ({ value: 'ann@x', fields: {}, create: false, ...more })
const profile = (value: string, fields: JsonObject = {}): Profile => ({ id: '7', value, fields })
const OLD = profile('ann.old@x', {
  email: 'ann.old@x',
  username: 'ann',
  oktauserid: '00u1',
  applications: [{ instance: 'CRM' }],
  adaccountstatus: 'Enabled',
  isprocessed: true,
  title: 'Clerk',
})

describe('what is written', () => {
  test.each<[string, Partial<Wish>, JsonObject]>([
    ['nothing', {}, {}],
    ['fields', { fields: { title: 'Lead', terminationdate: '' } }, { title: 'Lead', terminationdate: '' }],
    ['null leaves a field', { fields: { title: null } }, {}],
    [
      'not what the incident has beside',
      { fields: { olduserdata: { a: 1 }, mergeduserprofile: {}, isprocessed: false } },
      {},
    ],
    ['flags', { isTemporary: true, forceSync: false }, { istemporaryuser: true, forcesync: false }],
    [
      'arguments before fields',
      { fields: { forcesync: true, adaccountstatus: '' }, forceSync: false, adAccountStatus: 'Pending' },
      { forcesync: false, adaccountstatus: 'Pending' },
    ],
    ['Is Processed', { isProcessed: true }, { isprocessed: true }],
    ['Is Processed ends', { isProcessed: false }, { isprocessed: false }],
  ])('%s', (_, more, fields) => {
    expect(fieldsToWrite(wish(more), { present: profile('ann@x', { title: 'Clerk' }) }, [])).toEqual(fields)
  })

  test('Is Processed stays true while another incident holds it (L13)', () => {
    const found = { present: profile('ann@x') }
    expect(fieldsToWrite(wish({ isProcessed: false }), found, ['4'])).toEqual({ isprocessed: true })
  })

  test('a new profile has its e-mail, unless HR has another', () => {
    expect(fieldsToWrite(wish({ create: true }), {}, [])).toEqual({ email: 'ann@x' })
    expect(fieldsToWrite(wish({ create: true, fields: { email: 'Ann@X' } }), {}, [])).toEqual({
      email: 'Ann@X',
    })
  })

  test('in the place of another it has what that one had beneath what is given', () => {
    const fields = { title: 'Lead', username: 'ann.lee' }
    const found = { replaced: OLD, present: profile('ann@x', { istemporaryuser: true }) }
    expect(fieldsToWrite(wish({ fields, isProcessed: false }), found, [])).toEqual({
      ...OLD.fields,
      email: 'ann@x',
      title: 'Lead',
      username: 'ann.lee',
      istemporaryuser: false,
      isprocessed: false,
    })
  })

  test('the other name of Is Temporary User is written where it stands already (L11)', () => {
    const found = { present: profile('ann@x', { temporaryuserprofile: true }) }
    expect(fieldsToWrite(wish({ isTemporary: false }), found, [])).toEqual({
      istemporaryuser: false,
      temporaryuserprofile: false,
    })
  })
})

describe('what is refused', () => {
  const SOMEBODY = 'The User Profile "ann@x" is that of the employee 1 and not of 2; nothing was written.'

  test.each<[string, Partial<Wish>, Found, string]>([
    ['no profile', {}, {}, 'There is no User Profile "ann@x"; give create=true to make it'],
    ['neither of the two', { replaces: 'old@x' }, {}, 'nor "old@x", whose place it was to take; give create'],
    [
      'somebody else has the e-mail',
      { fields: { employeeid: '2' }, create: true },
      { present: profile('ann@x', { employeeid: '1' }) },
      SOMEBODY,
    ],
    [
      'also when it would be replaced, and nothing is given',
      { replaces: 'ann.old@x' },
      {
        present: profile('ann@x', { employeeid: '1' }),
        replaced: profile('ann.old@x', { employeeid: '2' }),
      },
      SOMEBODY,
    ],
    [
      'the profile to be deleted is somebody else’s',
      { replaces: 'ann.old@x', fields: { employeeid: '2' } },
      { replaced: profile('ann.old@x', { employeeid: 1 }) },
      'The User Profile "ann.old@x" is that of the employee 1 and not of 2',
    ],
    [
      'no field',
      { fields: { type: 'Email' } },
      { present: profile('ann@x') },
      '"type" in fields is no field',
    ],
  ])('%s', (_, more, found, message) => {
    expect(() => refuseWrong(wish(more), found)).toThrow(message)
  })

  test.each<[string, Partial<Wish>, Found]>([
    ['the profile is there', {}, { present: profile('ann@x') }],
    ['it is to be made', { create: true }, {}],
    ['another becomes it', { replaces: 'ann.old@x' }, { replaced: OLD }],
    ['another has become it', { replaces: 'ann.old@x' }, { present: profile('ann@x') }],
    [
      'one of the two ids is not known',
      { fields: { employeeid: '2' } },
      { present: profile('ann@x', { employeeid: '' }) },
    ],
    [
      'somebody decided that it is another employee',
      { fields: { employeeid: '2' }, isAnotherEmployee: true },
      { present: profile('ann@x', { employeeid: '1' }) },
    ],
    ['the same person', { fields: { employeeid: 2 } }, { present: profile('ann@x', { employeeid: '2 ' }) }],
  ])('not when %s', (_, more, found) => {
    expect(() => refuseWrong(wish(more), found)).not.toThrow()
  })
})

test('the person is known by what is given, by the profile and by the one it replaces', () => {
  const found = { present: profile('ann@x', { email: 'Ann@x', employeeid: 'E1' }), replaced: OLD }
  expect(personOf(wish({ fields: { username: 'al' }, replaces: 'ann.old@x' }), found)).toEqual({
    employeeId: 'E1',
    names: ['ann@x', 'ann.old@x', 'al', 'Ann@x', 'ann.old@x', 'ann'],
    userId: '00u1',
  })
  expect(personOf(wish(), {})).toEqual({ employeeId: '', names: ['ann@x'], userId: '' })
})
