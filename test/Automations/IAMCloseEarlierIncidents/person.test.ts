import { describe, expect, test } from 'vitest'
import { IAMCloseEarlierIncidents } from '../../../Automations/IAMCloseEarlierIncidents/index.ts'
import { isAbout, type Person } from '../../../Automations/IAMCloseEarlierIncidents/person.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { parseQuery } from '../../../warroom/indicators/query.ts'
import { answering, note } from '../answering.ts'
import { inRoom, lineOf } from '../in-room.ts'
import { ran } from '../ran.ts'

const ANN: Person = { employeeId: 'E1', names: ['ann@x', ''], userId: '00u1' }
const TYPE = 'IAM - Sync User'

test.each<[JsonObject, Person, boolean]>([
  [{ employeeid: 'e1' }, ANN, true],
  [{ employeeid: ' E1 ', email: 'other@x' }, ANN, true],
  [{ employeeid: 'E2', email: 'ann@x' }, ANN, false],
  [{ employeeid: 'E2', userid: '00u1' }, ANN, false],
  [{ email: 'ANN@x' }, ANN, true],
  [{ username: 'Ann@X' }, ANN, true],
  [{ employeeid: '', email: 'ann@x' }, ANN, true],
  [{ employeeid: 'E1' }, { ...ANN, employeeId: '' }, false],
  [{ employeeid: 'E9', email: 'ann@x' }, { ...ANN, employeeId: '' }, true],
  [{ userid: '00U1', username: 'renamed@x' }, ANN, true],
  [{ email: 'bob@x', username: 'bob@x', userid: '00u2' }, ANN, false],
  [{}, ANN, false],
  [{ employeeid: '', email: '', userid: '' }, { employeeId: '', names: [''], userId: '' }, false],
])('an incident with %j is about %j: %j', (CustomFields, person, expected) => {
  expect(isAbout({ id: '1', CustomFields }, person)).toBe(expected)
})

describe('incidents of one person', () => {
  const incident = (id: string, CustomFields: JsonObject, more: JsonObject = {}): JsonObject => ({
    id,
    type: TYPE,
    status: 1,
    CustomFields,
    ...more,
  })
  const data = [
    incident('1', { employeeid: 'E1', email: 'ann@x' }),
    incident('2', { employeeid: 'E2', email: 'bob@x' }),
    incident('3', { email: 'Ann@x' }, { status: 0 }),
    incident('4', { userid: '00u1', username: 'ann.old@x' }),
    incident('5', { employeeid: 'E1' }, { status: 2 }),
    incident('6', { employeeid: 'E1' }, { type: 'IAM - Sync User 2' }),
    incident('7', { employeeid: 'E1' }),
    incident('8', { employeeid: 'E1' }),
  ]
  const given = { incident: incident('7', {}), investigation: { id: '7' } }
  const closing = () =>
    answering({ getIncidents: [note({ total: data.length, data })], closeInvestigation: [note('ok')] }, given)

  test.each<[JsonObject, string[]]>([
    [{ employee_id: 'e1' }, ['1']],
    [{ employee_id: 'E1', email: 'ANN@X' }, ['1', '3']],
    [{ employee_id: 'E1', email: 'ann@x', user_id: '00u1' }, ['1', '3', '4']],
    [{ email: 'ann@x' }, ['1', '3']],
    [{ employee_id: 'E3', email: 'nobody@x' }, []],
  ])('%j closes %j', async (args, closed) => {
    const { host, calls } = closing()
    const { context } = await ran(IAMCloseEarlierIncidents, { type: TYPE, ...args }, host)
    expect(context).toEqual({ 'IAM(true)': { ClosedIncidents: closed } })
    const closes = calls.filter(([name]) => name === 'closeInvestigation')
    expect(closes.map(([, { id }]) => id)).toEqual(closed)
    for (const [, { closeReason, closeNotes }] of closes)
      expect([closeReason, closeNotes]).toEqual(['Duplicate', 'Incident 7 about the same person came later.'])
  })

  test('only open ones of the type are looked for', async () => {
    const { host, calls } = closing()
    await ran(IAMCloseEarlierIncidents, { type: 'A "B" (C)', email: 'ann@x' }, host)
    expect(parseQuery(String(calls[0]?.[1].query))).toMatchObject({
      kind: 'and',
      parts: [
        { field: 'type', text: 'A "B" (C)' },
        { kind: 'not', part: { field: 'status', text: 'closed' } },
      ],
    })
  })

  test.each<[string | string[], string[]]>([
    [`${TYPE},IAM - Sync User 2`, ['1', '6']],
    [
      [TYPE, 'IAM - Sync User 2'],
      ['1', '6'],
    ],
    ['IAM - Sync User 2', ['6']],
    [['IAM - Terminate User', 'IAM - New Hire'], []],
  ])('of the types %j are closed %j', async (type, closed) => {
    const { host, calls } = closing()
    const { context } = await ran(IAMCloseEarlierIncidents, { type, employee_id: 'E1' }, host)
    expect(context).toEqual({ 'IAM(true)': { ClosedIncidents: closed } })
    expect(calls.filter(([name]) => name === 'getIncidents')).toHaveLength(1)
  })

  test('of several types one is of a person: without a name nobody’s are closed', async () => {
    const { host, calls } = closing()
    const type = ['IAM - Configuration', 'IAM - Terminate User']
    const { readable } = await ran(IAMCloseEarlierIncidents, { type }, host)
    expect(calls).toEqual([])
    expect(readable).toContain('whose IAM - Configuration, IAM - Terminate User is meant')
  })

  test('when nobody is named, those of everybody stay open', async () => {
    const { host, calls } = closing()
    const { context, readable } = await ran(
      IAMCloseEarlierIncidents,
      { type: TYPE, employee_id: '', email: ' ' },
      host,
    )
    expect(calls).toEqual([])
    expect(context).toEqual({ 'IAM(true)': { ClosedIncidents: [] } })
    expect(readable).toContain('none of employee_id, email and user_id says whose IAM - Sync User is meant')
  })
})

test('in the war room, the one before is closed and that of another person is not', async () => {
  const create = (name: string, fields: JsonObject) =>
    lineOf('createNewIncident', { name, type: TYPE, ...(fields as Record<string, string>) })
  const told = await inRoom([
    create('one', { employeeid: 'E1', email: 'ann@x' }),
    create('two', { employeeid: 'E2', email: 'bob@x' }),
    create('three', { employeeid: 'E1', email: 'ann.lee@x' }),
    '/incident 3',
    lineOf('IAMCloseEarlierIncidents', { type: TYPE, employee_id: 'E1', email: 'ann.lee@x' }),
    '/incident 1',
    '/incident 2',
    '/incident 3',
  ])
  const [one, two, three] = told.slice(5).map(({ value }) => value as JsonObject)
  expect(one).toMatchObject({
    status: 2,
    closeReason: 'Duplicate',
    closeNotes: 'Incident 3 about the same person came later.',
  })
  expect([two?.status, three?.status]).toEqual([1, 1])
})
