import { describe, expect, test } from 'vitest'
import { burstInstance, burstZip } from '../burst.ts'
import { closed, contentsOf, type TestRoom, testRoom } from '../engine/room.ts'

/** A war room with the fields of the fetching stand-in, after some lines. */
async function roomAfter(...lines: string[]): Promise<TestRoom> {
  const room = await testRoom({ packs: [burstZip()], yaml: burstInstance(), now: '2026-03-01T08:00:00Z' })
  for (const line of lines) expect(JSON.stringify(await room.session.run(line))).not.toContain('"error"')
  return room
}

async function incident(room: TestRoom, id = '1'): Promise<Record<string, unknown>> {
  const { incident: found } = room.session.parts.state.room.investigations.get(id) ?? {}
  return found ?? {}
}

describe('createNewIncident', () => {
  test('makes an active incident that is neither classified nor mapped', async () => {
    const room = await roomAfter(
      '!createNewIncident name="New hire" type="Burst Odd" severity=High mailaddress=a@x customFields=`{"burstdate":"2026-01-01"}` labels=`[{"type":"k","value":"v"}]`',
    )
    expect(await incident(room)).toMatchObject({
      id: '1',
      name: 'New hire',
      type: 'Burst Odd',
      status: 1,
      severity: 3,
      created: expect.stringMatching(/^2026-03-01T08:00/),
      CustomFields: { mailaddress: 'a@x', burstdate: '2026-01-01' },
      labels: [
        { type: 'k', value: 'v' },
        { type: 'Instance', value: 'admin' },
        { type: 'Brand', value: 'Manual' },
      ],
    })
    expect(await contentsOf(room, '/context CreatedIncidentID')).toEqual({ value: '1' })
    await room.session.run('!createNewIncident second')
    expect(await contentsOf(room, '/incidents')).toMatchObject({
      value: [{ id: '1' }, { id: '2', name: 'second' }],
    })
    const again = await testRoom({ packs: [burstZip()], yaml: burstInstance(), state: await closed(room) })
    expect(await contentsOf(again, '/incident 1')).toMatchObject({ value: { name: 'New hire' } })
  })
})

describe('setIncident', () => {
  test.each<[string, Record<string, unknown>]>([
    ['owner=ann', { owner: 'ann' }],
    ['name=Other', { name: 'Other' }],
    ['severity=0.5', { severity: 0.5 }],
    ['severity=critical', { severity: 4 }],
    ['type="Burst Odd"', { type: 'Burst Odd' }],
    ['mailaddress=b@x', { CustomFields: { mailaddress: 'b@x', burstdate: '2026-01-01' } }],
    ['"Mail Address"=b@x', { CustomFields: { mailaddress: 'a@x' } }],
    [
      'customFields=`{"mailaddress":"c@x"}`',
      { CustomFields: { mailaddress: 'c@x', burstdate: '2026-01-01' } },
    ],
    ['mailaddress=""', { CustomFields: { mailaddress: 'a@x', burstdate: '2026-01-01' } }],
    ['mailaddress="" deleteEmptyField=true', { CustomFields: { burstdate: '2026-01-01' } }],
    ['replacePlaybook=P', { playbookId: 'P' }],
    ['dueDate=2026-04-01', { dueDate: '2026-04-01' }],
    [
      'addLabels=`[{"type":"a","value":"1"},{"b":"2"}]`',
      {
        labels: expect.arrayContaining([
          { type: 'a', value: '1' },
          { type: 'b', value: '2' },
        ]),
      },
    ],
    ['labels=`[{"type":"a","value":"1"}]`', { labels: [{ type: 'a', value: '1' }] }],
  ])('%s', async (args, expected) => {
    const room = await roomAfter('!createNewIncident one mailaddress=a@x burstdate=2026-01-01')
    await room.session.run(`!setIncident id=1 ${args}`)
    expect(await incident(room)).toMatchObject(expected)
  })

  test('sets the incident in which it runs, and is visible at once', async () => {
    const room = await roomAfter(
      '!createNewIncident one',
      '/incident 1',
      '!setIncident owner=ann mailaddress=m@x',
    )
    await room.session.run('!createList listName=l listData="${incident.owner}/${incident.mailaddress}"')
    expect(await contentsOf(room, '/list l')).toEqual({ value: 'ann/m@x' })
  })

  test('sets a list of incidents', async () => {
    const room = await roomAfter(
      '!createNewIncident one',
      '!createNewIncident two',
      '!setIncident id=1,2 owner=ann',
    )
    expect([await incident(room, '1'), await incident(room, '2')]).toMatchObject([
      { owner: 'ann' },
      { owner: 'ann' },
    ])
  })

  test('keeps a field that no pack defines, and says so', async () => {
    const room = await roomAfter('!createNewIncident one')
    const outcome = await room.session.run('!setIncident id=1 mailadress=a@x')
    expect(JSON.stringify(outcome)).toContain('nearest by spelling: mailaddress')
    expect(await incident(room)).toMatchObject({ CustomFields: { mailadress: 'a@x' } })
  })

  test.each([
    [
      '!setIncident owner=x',
      'You are in the playground, which is no incident; go to one with /incident ID, or name it.',
    ],
    ['!setIncident id=9 owner=x', 'There is no incident 9; /incidents lists them.'],
    ['!setIncident id=1,9 owner=x', 'There is no incident 9; /incidents lists them.'],
    [
      '!setIncident id=1 severity=huge',
      'The incident field "severity" must be 0, 0.5, 1, 2, 3, 4 or Unknown, Informational, Low, Medium, High, Critical, not "huge".',
    ],
    [
      '!setIncident id=1 burstdate=soon',
      'The incident field "burstdate" must be a date such as 2026-03-01T08:00:00Z, not "soon".',
    ],
    ['!setIncident id=1 customFields=x', 'Argument customFields must be JSON, not x.'],
    ['!setIncident id=1 customFields=`[1]`', 'Argument customFields must be a JSON object, not [1].'],
    [
      '!setIncident id=1 addLabels=`["x"]`',
      'Argument addLabels must be a JSON list of objects {"type", "value"}.',
    ],
  ])('%s is an error entry and changes nothing', async (line, sentence) => {
    const room = await roomAfter('!createNewIncident one')
    const before = await incident(room)
    expect(await contentsOf(room, line)).toEqual([sentence])
    expect(await incident(room)).toEqual(before)
  })

  test('keys such as __proto__ are data', async () => {
    const room = await roomAfter('!createNewIncident one')
    await room.session.run('!setIncident id=1 customFields=`{"__proto__":{"polluted":1},"constructor":"c"}`')
    const { CustomFields } = await incident(room)
    expect(Object.keys(CustomFields as object)).toEqual(['__proto__', 'constructor'])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

test.each([
  ['!setOwner owner=ann id=1', { owner: 'ann' }],
  ['!setSeverity high id=1', { severity: 3 }],
  ['!setPhase phase=Triage id=1', { phase: 'Triage' }],
  ['!setPlaybook name="IAM - X" id=1', { playbookId: 'IAM - X' }],
])('%s', async (line, expected) => {
  const room = await roomAfter('!createNewIncident one', line)
  expect(await incident(room)).toMatchObject(expected)
})

test('closeInvestigation, reopenInvestigation and investigate', async () => {
  const room = await roomAfter('!createNewIncident one', '/incident 1', '/clock +1h')
  await room.session.run('!closeInvestigation closeReason=Done closeNotes="all well" mailaddress=a@x')
  expect(await incident(room)).toMatchObject({
    status: 2,
    closed: expect.stringMatching(/^2026-03-01T09:00/),
    closingUserId: 'admin',
    closeReason: 'Done',
    closeNotes: 'all well',
    openDuration: 3600,
    CustomFields: { mailaddress: 'a@x' },
  })
  await room.session.run('!reopenInvestigation')
  const open = await incident(room)
  expect(open).toMatchObject({ status: 1, closeReason: '', closeNotes: '' })
  expect(Object.keys(open)).not.toContain('closed')
  expect(await contentsOf(room, '!investigate id=1')).toEqual(['Incident 1 is active.'])
})

describe('getIncidents', () => {
  test.each<[string, string[]]>([
    ['', ['1', '2', '3']],
    ['query="type:A"', ['1']],
    ['query="status:closed or owner:ann"', ['2', '3']],
    ['query=`-status:done`', ['1', '2']],
    ['query="mailaddress:*@x"', ['1']],
    ['query=second', ['2']],
    ['type=A,B', ['1', '2']],
    ['id=1,3', ['1', '3']],
    ['status=done', ['3']],
    ['severity=high', ['2']],
    ['owner=ann type=B', ['2']],
    ['fromdate=2026-03-01T12:00:00Z', ['3']],
    ['todate=2026-03-01T12:00:00Z', ['1', '2']],
    ['size=2', ['1', '2']],
    ['size=2 page=1', ['3']],
  ])('%s finds %j', async (args, expected) => {
    const room = await roomAfter(
      '!createNewIncident first type=A mailaddress=a@x',
      '!createNewIncident second type=B owner=ann severity=3',
      '/clock +1d',
      '!createNewIncident third type=C',
      '!closeInvestigation id=3',
    )
    const [contents] = (await contentsOf(room, `!getIncidents ${args}`)) as {
      total: number
      data: { id: string }[]
    }[]
    expect(contents?.data.map(({ id }) => id)).toEqual(expected)
    if (!args.includes('size')) expect(contents?.total).toBe(expected.length)
  })

  test.each([
    ['!getIncidents size=many', 'Argument size must be a whole number, not "many".'],
    ['!getIncidents query="(a"', expect.stringContaining('a "(" is not closed')],
  ])('%s is an error entry', async (line, sentence) => {
    expect(await contentsOf(await roomAfter(), line)).toEqual([sentence])
  })
})

test('linkIncidents links in both directions, and takes links away', async () => {
  const room = await roomAfter(
    '!createNewIncident one',
    '!createNewIncident two',
    '!createNewIncident three',
    '!linkIncidents incidentId=1 linkedIncidentIDs="2,3"',
  )
  const links = async () => {
    const all = [await incident(room, '1'), await incident(room, '2'), await incident(room, '3')]
    return all.map(({ linkedIncidents }) => linkedIncidents)
  }
  expect(await links()).toEqual([['2', '3'], ['1'], ['1']])
  await room.session.run('!linkIncidents incidentId=1 linkedIncidentIDs=2')
  expect(await links()).toEqual([['3', '2'], ['1'], ['1']])
  await room.session.run('!linkIncidents incidentId=2 linkedIncidentIDs=1 action=unlink')
  expect(await links()).toEqual([['3'], [], ['1']])
})

describe('users', () => {
  const ADMIN = expect.objectContaining({ username: 'admin', roles: ['Administrator'] })

  test.each([
    ['!getUsers', [[ADMIN]]],
    ['!getUsers roles=Administrator,Analyst', [[ADMIN]]],
    ['!getUsers roles=Analyst', [[]]],
    ['!getUserByUsername ADMIN', [[ADMIN]]],
    ['!getUserByEmail admin@localhost', [[ADMIN]]],
    ['!getUserByUsername bob', ['There is no user "bob"; getUsers lists them.']],
  ])('%s', async (line, contents) => {
    expect(await contentsOf(await roomAfter(), line)).toEqual(contents)
  })
})
