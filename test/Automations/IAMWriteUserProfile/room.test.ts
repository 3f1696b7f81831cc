import { expect, test } from 'vitest'
import { jsonArgument } from '../../../Automations/carry-out.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { inRoom, lineOf, type Told } from '../in-room.ts'

const write = (args: Record<string, Json>) => lineOf('IAMWriteUserProfile', args)
const make = (value: string, fields: JsonObject, type = 'User Profile') =>
  lineOf('createNewIndicator', { value, type, customFields: fields })
const READ = lineOf('findIndicators', { query: '*' })
const WRITTEN = '/context IAM.WrittenUserProfile'

/** The indicators that a line found, by value and type. */
const foundBy = (told: Told | undefined): Record<string, JsonObject> =>
  Object.fromEntries(
    ((told?.entries?.[0]?.Contents ?? []) as JsonObject[]).map(one => [
      `${one.value} ${one.indicator_type}`,
      one.CustomFields as JsonObject,
    ]),
  )
/** What the last line that reads found. */
const last = (told: Told[]) => foundBy(told.at(-1))

test('a profile is created, then written; an indicator of another type is not', async () => {
  const fields = { title: 'Clerk ${incident.id}', terminationdate: '2026-12-31T00:00:00Z', employeeid: '1' }
  const told = await inRoom([
    make('ann@x', { source: 'mail' }, 'Email'),
    write({ value: 'ann@x', fields: jsonArgument(fields) }),
    write({
      value: 'ann@x',
      fields: jsonArgument(fields),
      create: 'true',
      is_processed: 'true',
      ad_account_status: 'Pending',
    }),
    WRITTEN,
    READ,
    write({
      value: 'ANN@x',
      fields: { terminationdate: '', prehireflag: '', city: 'Oslo', title: null },
      is_processed: 'false',
    }),
    WRITTEN,
    READ,
  ])
  expect(told[1]?.entries).toMatchObject([
    { Type: 4, Contents: expect.stringContaining('There is no User Profile "ann@x"') },
  ])
  expect(told[3]?.value).toEqual({ Value: 'ann@x', Id: '2', Created: true, Processed: true, HeldBy: [] })
  const first = { ...fields, email: 'ann@x', adaccountstatus: 'Pending', isprocessed: true }
  expect(foundBy(told[4])['ann@x User Profile']).toEqual(first)
  expect(told[6]?.value).toEqual({ Value: 'ann@x', Id: '2', Created: false, Processed: false, HeldBy: [] })
  expect(last(told)['ann@x User Profile']).toEqual({
    ...first,
    terminationdate: '',
    prehireflag: '',
    city: 'Oslo',
    isprocessed: false,
  })
  expect(last(told)['ann@x Email']).toEqual(foundBy(told[4])['ann@x Email'])
})

test('another open incident of the person keeps Is Processed true, until it is closed', async () => {
  const create = (type: string, fields: Record<string, string>) =>
    lineOf('createNewIncident', { name: type, type, ...fields })
  const done = write({ value: 'ann@x', is_processed: 'false' })
  const told = await inRoom([
    make('ann@x', { employeeid: '1', isprocessed: true }),
    create('IAM - Update User', { employeeid: '1', email: 'ann@x' }),
    create('IAM - AD User Activation', { employeeid: '1', email: 'ann@x' }),
    create('IAM - Update User', { employeeid: '2', email: 'bob@x' }),
    '/incident 1',
    done,
    WRITTEN,
    '!closeInvestigation id=1',
    '/incident 2',
    done,
    WRITTEN,
    READ,
  ])
  expect(told[6]?.value).toMatchObject({ Processed: true, HeldBy: ['2'] })
  expect(told[10]?.value).toMatchObject({ Processed: false, HeldBy: [] })
  expect(last(told)['ann@x User Profile']).toEqual({ employeeid: '1', isprocessed: false })
})

const OLD = {
  employeeid: '1',
  email: 'old@x',
  username: 'old@x',
  oktauserid: '00u1',
  applications: [{ application: 'CRM', instance: 'CRM_1', status: 'Active' }],
  appprofiles: '{"CRM_1":{"id":"7"}}',
  adaccountstatus: 'Enabled',
  terminationdate: '2026-12-31',
  isprocessed: true,
}
const MOVE = write({
  value: 'new@x',
  replaces: 'old@x',
  fields: { email: 'new@x', username: 'new@x', terminationdate: '', title: 'Lead' },
  is_temporary: 'false',
  is_processed: 'false',
})
const { terminationdate: _, ...KEPT } = OLD
const NEW = {
  ...KEPT,
  email: 'new@x',
  username: 'new@x',
  title: 'Lead',
  istemporaryuser: false,
  isprocessed: false,
}
const TEMPORARY = make('new@x', { employeeid: '1', title: 'Lead', istemporaryuser: true, isprocessed: true })

test.each<[string, string[], JsonObject]>([
  ['with nobody there', [make('old@x', OLD), MOVE], NEW],
  ['twice', [make('old@x', OLD), MOVE, MOVE], { ...NEW, terminationdate: '' }],
  ['over a temporary profile', [make('old@x', OLD), TEMPORARY, MOVE], { ...NEW, terminationdate: '' }],
  [
    'again, after an end between the write and the deletion',
    [make('old@x', OLD), MOVE, make('old@x', OLD), MOVE],
    { ...NEW, terminationdate: '' },
  ],
])('a new e-mail, %s: one profile with what the old one had', async (_name, lines, fields) => {
  const told = await inRoom([...lines, make('new@x', {}, 'Email'), READ])
  expect(told.flatMap(({ error }) => error ?? [])).toEqual([])
  expect(last(told)).toEqual({ 'new@x User Profile': fields, 'new@x Email': {} })
})

test('the profile of another employee is neither written nor deleted', async () => {
  const told = await inRoom([
    make('old@x', OLD),
    make('new@x', { employeeid: '2' }),
    MOVE,
    write({ value: 'new@x', fields: { employeeid: '3', title: 'Lead' }, create: 'true' }),
    READ,
  ])
  for (const [at, not] of [
    [2, '1'],
    [3, '3'],
  ] as const)
    expect(told[at]?.entries).toMatchObject([
      {
        Type: 4,
        Contents: expect.stringContaining(`"new@x" is that of the employee 2 and not of ${not}`),
      },
    ])
  expect(last(told)).toEqual({ 'old@x User Profile': OLD, 'new@x User Profile': { employeeid: '2' } })
})
