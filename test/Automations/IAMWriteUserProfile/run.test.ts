import { describe, expect, test } from 'vitest'
import { IAMWriteUserProfile } from '../../../Automations/IAMWriteUserProfile/index.ts'
import type { Entry, JsonObject } from '../../../kit/wire.ts'
import { parseQuery } from '../../../warroom/indicators/query.ts'
import { answering, errorEntry, note } from '../answering.ts'
import { ran } from '../ran.ts'

const profile = (id: string, value: string, CustomFields: JsonObject = {}): JsonObject => ({
  id,
  value,
  indicator_type: 'User Profile',
  CustomFields,
})
const incident = (id: string, type: string, CustomFields: JsonObject, status = 1): JsonObject => ({
  id,
  type,
  status,
  CustomFields,
})
const ok = [note('ok')]

/** A host with these profiles and incidents, in incident 5; and the commands that it was given. */
function room(iocs: JsonObject[], data: JsonObject[] = [], answers: Record<string, Entry[]> = {}) {
  return answering(
    {
      getIncidents: [note({ total: data.length, data })],
      setIndicator: ok,
      createNewIndicator: [note({ id: '9' })],
      deleteIndicators: ok,
      ...answers,
    },
    { investigation: { id: '5' }, searchIndicators: async () => ({ total: iocs.length, iocs }) },
  )
}
const written = (more: JsonObject) => ({
  'IAM(true)': {
    WrittenUserProfile: { Value: 'ann@x', Id: '1', Created: false, Processed: false, HeldBy: [], ...more },
  },
})

describe('a profile that is there', () => {
  test('is written by its id, as it is spelt, and no other that a search finds', async () => {
    const others = [profile('2', 'joann@x'), { ...profile('3', 'ann@x'), indicator_type: 'Email' }]
    const { host, calls } = room([...others, profile('1', 'Ann@x', { isprocessed: 'True' })])
    const args = { value: 'ann@x', fields: '{"title":"Lead","city":""}', force_sync: 'false' }
    const { context } = await ran(IAMWriteUserProfile, args, host)
    expect(calls).toEqual([
      ['setIndicator', { id: '1', title: 'Lead', forcesync: false, customFields: '{"city":""}' }],
    ])
    expect(context).toEqual(written({ Value: 'Ann@x', Processed: true }))
  })

  test('of two in different case the one that is spelt so is meant', async () => {
    const { host } = room([profile('1', 'Ann@x'), profile('2', 'ann@x')])
    expect((await ran(IAMWriteUserProfile, { value: 'ann@x' }, host)).context).toEqual(written({ Id: '2' }))
  })

  test('is not touched when there is nothing to write', async () => {
    const { host, calls } = room([profile('1', 'ann@x')])
    expect((await ran(IAMWriteUserProfile, { value: 'ann@x' }, host)).context).toEqual(written({}))
    expect(calls).toEqual([])
  })

  test('an error of the platform is its own error', async () => {
    const { host } = room([profile('1', 'ann@x')], [], { setIndicator: [errorEntry('no field "cty"')] })
    await expect(ran(IAMWriteUserProfile, { value: 'ann@x', fields: { cty: 'x' } }, host)).rejects.toThrow(
      'setIndicator failed: no field "cty"',
    )
  })
})

describe('a profile that is missing', () => {
  test('is an error that names it', async () => {
    const { host, calls } = room([])
    await expect(ran(IAMWriteUserProfile, { value: 'ann@x' }, host)).rejects.toThrow('"ann@x"')
    expect(calls).toEqual([])
  })

  test.each<[Entry['Contents'], string]>([
    [{ id: '9' }, '9'],
    ['Indicator was created.', ''],
  ])('is created when it is asked for; the platform answers %j', async (answer, Id) => {
    const { host, calls } = room([], [], { createNewIndicator: [note(answer)] })
    const args = { value: 'ann@x', create: 'true', fields: { title: '' }, ad_account_status: 'enabled' }
    const { context, readable } = await ran(IAMWriteUserProfile, args, host)
    expect(calls).toEqual([
      [
        'createNewIndicator',
        { value: 'ann@x', type: 'User Profile', email: 'ann@x', adaccountstatus: 'Enabled' },
      ],
    ])
    expect(context).toEqual({
      ...written({ Id, Created: true }),
      'CreatedIndicator(true)': { ID: Id, Value: 'ann@x' },
    })
    expect(readable).toBe('The User Profile ann@x was created.')
  })
})

describe('Is Processed', () => {
  const there = profile('1', 'ann@x', { employeeid: 'E1', isprocessed: true })

  test.each<[string, JsonObject, string[]]>([
    ['another of the employee', incident('4', 'IAM - Update User', { employeeid: 'e1' }), ['4']],
    ['a later one, by e-mail', incident('8', 'IAM - AD User Activation', { email: 'ANN@x' }, 0), ['8']],
    ['this one', incident('5', 'IAM - Update User', { employeeid: 'E1' }), []],
    ['one that is closed', incident('4', 'IAM - Update User', { employeeid: 'E1' }, 2), []],
    ['one of another type', incident('4', 'IAM - App Add', { employeeid: 'E1' }), []],
    ['another person’s', incident('4', 'IAM - New Hire', { employeeid: 'E2', email: 'ann@x' }), []],
  ])('ends, or is held: %s', async (_, open, HeldBy) => {
    const { host, calls } = room([there], [open])
    const result = await ran(IAMWriteUserProfile, { value: 'ann@x', is_processed: 'false' }, host)
    expect(calls.at(-1)).toEqual(['setIndicator', { id: '1', isprocessed: HeldBy.length > 0 }])
    expect(result.context).toEqual(written({ Processed: HeldBy.length > 0, HeldBy }))
    if (HeldBy.length)
      expect(result.readable).toContain(
        `Is Processed stays true: of the person incident ${HeldBy[0]} is open.`,
      )
  })

  test('each of several is named, the oldest first; all types of the HR report are looked for', async () => {
    const open = ['30', '4'].map(id => incident(id, 'IAM - Terminate User', { employeeid: 'E1' }))
    const { host, calls } = room([there], open)
    const { readable } = await ran(IAMWriteUserProfile, { value: 'ann@x', is_processed: 'no' }, host)
    expect(readable).toContain('of the person incidents 4, 30 are open')
    const query = parseQuery(String(calls[0]?.[1].query))
    expect(query).toMatchObject({ kind: 'and', parts: [{ kind: 'or' }, { kind: 'not' }] })
    expect(JSON.stringify(query).match(/"IAM - [^"]+"/g)).toHaveLength(7)
  })

  test('begins without a look at other incidents', async () => {
    const { host, calls } = room([there])
    const { context } = await ran(IAMWriteUserProfile, { value: 'ann@x', is_processed: 'yes' }, host)
    expect(calls).toEqual([['setIndicator', { id: '1', isprocessed: true }]])
    expect(context).toEqual(written({ Processed: true }))
  })
})

describe('in the place of another', () => {
  const old = profile('1', 'old"*@x', { title: 'Clerk', oktauserid: '00u1' })
  const args = { value: 'ann@x', replaces: 'old"*@x', fields: { city: 'Oslo' } }

  test('the new one is written whole, then the old one is deleted', async () => {
    const { host, calls } = room([old])
    const { readable } = await ran(IAMWriteUserProfile, args, host)
    const [[created, fields] = [], [deleted, { query, ...rest } = {}] = []] = calls
    expect([created, deleted]).toEqual(['createNewIndicator', 'deleteIndicators'])
    expect(fields).toMatchObject({ email: 'ann@x', title: 'Clerk', oktauserid: '00u1', city: 'Oslo' })
    expect(rest).toEqual({ reason: 'ann@x has taken its place.', doNotWhitelist: 'true' })
    expect(parseQuery(String(query))).toMatchObject({
      kind: 'and',
      parts: [
        { field: 'type', text: 'User Profile' },
        { field: 'value', text: 'old"*@x', hasWildcards: false },
        { field: 'id', text: '1' },
      ],
    })
    expect(readable).toContain('old"*@x was deleted; its fields are here now.')
  })

  test('nothing is deleted when the new one cannot be written', async () => {
    const { host, calls } = room([old], [], { createNewIndicator: [errorEntry('full')] })
    await expect(ran(IAMWriteUserProfile, args, host)).rejects.toThrow('createNewIndicator failed: full')
    expect(calls.map(([name]) => name)).toEqual(['createNewIndicator'])
  })

  test.each(['ann@x', 'ANN@x'])('it is not deleted when it is the same: %s', async replaces => {
    const { host, calls } = room([profile('1', 'ann@x')])
    await ran(IAMWriteUserProfile, { ...args, replaces }, host)
    expect(calls).toEqual([['setIndicator', { id: '1', city: 'Oslo' }]])
  })
})

describe('a temporary profile that was decided against', () => {
  const args = { value: 'ann@x', delete_temporary: 'true' }

  test.each<JsonObject>([
    { istemporaryuser: true },
    { istemporaryuser: 'True' },
    { temporaryuserprofile: 'yes' },
  ])('with %j is deleted, and nothing is written', async fields => {
    const { host, calls } = room([profile('1', 'ann@x', fields)])
    const told = await IAMWriteUserProfile.run({ ...args, create: false, delete_temporary: true }, host)
    expect(told).toBe('The temporary User Profile ann@x was deleted.')
    expect(calls).toMatchObject([['deleteIndicators', { doNotWhitelist: 'true' }]])
  })

  test('one that is gone already is no error', async () => {
    const { host, calls } = room([])
    const told = await IAMWriteUserProfile.run({ ...args, create: false, delete_temporary: true }, host)
    expect(told).toBe('There is no User Profile ann@x; nothing was deleted.')
    expect(calls).toEqual([])
  })

  test('one that stands for a person is not deleted', async () => {
    const { host, calls } = room([profile('1', 'ann@x', { istemporaryuser: false })])
    await expect(ran(IAMWriteUserProfile, args, host)).rejects.toThrow(
      'The User Profile "ann@x" is not temporary, so it is not deleted.',
    )
    expect(calls).toEqual([])
  })
})
