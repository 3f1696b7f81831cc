import { describe, expect, test } from 'vitest'
import { closed, contentsOf, type TestRoom, testRoom } from '../engine/room.ts'

const SETUP = [
  '!createNewIndicator value=ann@x type="User Profile" givenname=Ann city=Oslo tags=`["a"]`',
  '!createNewIndicator value=bob@x type="User Profile" givenname=Bob city=Rome verdict=Malicious',
  '!createNewIndicator value=ann@x type=Email',
]

async function withIndicators(): Promise<TestRoom> {
  const room = await testRoom()
  for (const line of SETUP) await room.session.run(line)
  return room
}

type Found = { id: string; CustomFields: Record<string, unknown> }[]

async function found(room: TestRoom, query: string): Promise<Found> {
  const [contents] = (await contentsOf(room, `!findIndicators query=\`${query}\``)) as Found[]
  return contents ?? []
}

describe('indicator commands', () => {
  test.each<[string, string[]]>([
    ['type:"User Profile"', ['1', '2']],
    ['type:"User Profile" and value:ann@x', ['1']],
    ['city:rome or type:email', ['2', '3']],
    ['-city:oslo', ['2', '3']],
    ['verdict:malicious', ['2']],
    ['*', ['1', '2', '3']],
    ['city:nowhere', []],
  ])('findIndicators %s', async (query, ids) => {
    expect((await found(await withIndicators(), query)).map(({ id }) => id)).toEqual(ids)
  })

  test('createNewIndicator gives the indicator, and changes one that is there', async () => {
    const room = await withIndicators()
    const [contents] = (await contentsOf(
      room,
      '!createNewIndicator value=ANN@x type="user profile" customFields=`{"city":"Bergen"}`',
    )) as Found
    expect(contents).toMatchObject({
      id: '1',
      value: 'ann@x',
      indicator_type: 'User Profile',
      CustomFields: { givenname: 'Ann', city: 'Bergen', tags: ['a'] },
    })
    expect(room.session.parts.state.room.indicators.size).toBe(3)
  })

  test.each<[string, string, Record<string, unknown>]>([
    [
      '!setIndicator value=bob@x city=Pisa',
      'value:bob@x',
      { CustomFields: { givenname: 'Bob', city: 'Pisa' } },
    ],
    ['!setIndicator id=2 verdict=good', 'value:bob@x', { score: 1 }],
    ['!setIndicator id=2 type=Person', 'value:bob@x', { indicator_type: 'Person' }],
    [
      '!setIndicators indicatorsValues="bob@x" reputation=0 x=1',
      'value:bob@x',
      { score: 0, CustomFields: { x: '1' } },
    ],
    [
      '!appendIndicatorField indicatorsValues=bob@x field=tags fieldValue="b,c,b"',
      'value:bob@x',
      { CustomFields: { tags: ['b', 'c'] } },
    ],
    [
      '!appendIndicatorField ann@x field=tags fieldValue="a,b"',
      'city:oslo',
      { CustomFields: { tags: ['a', 'b'] } },
    ],
    ['!removeIndicatorField ann@x field=tags fieldValue=a', 'city:oslo', { CustomFields: { tags: [] } }],
    ['!associateIndicatorToIncident value=bob@x incidentId=1', 'investigationIDs:1', { value: 'bob@x' }],
    [
      '!associateIndicatorsToIncident indicatorsValues=bob@x incidentId=1',
      'incident.id:1',
      { investigationIDs: ['1'] },
    ],
  ])('%s', async (line, query, expected) => {
    const room = await withIndicators()
    await room.session.run('!createNewIncident one')
    await room.session.run(line)
    const again = await testRoom({ state: await closed(room) })
    expect(await found(again, query)).toMatchObject([expected])
  })

  test('belonging to an incident ends', async () => {
    const room = await withIndicators()
    for (const line of ['!createNewIncident one', '/incident 1', '!associateIndicatorToIncident bob@x'])
      await room.session.run(line)
    expect(await found(room, 'investigationIDs:1')).toHaveLength(1)
    await room.session.run('!unAssociateIndicatorsFromIncident bob@x')
    expect(await found(room, 'investigationIDs:1')).toHaveLength(0)
  })

  test('deleteIndicators deletes what it finds, for good', async () => {
    const room = await withIndicators()
    expect(await contentsOf(room, '!deleteIndicators query=`type:"User Profile"`')).toEqual([
      'Deleted 2 indicators.',
    ])
    const again = await testRoom({ state: await closed(room) })
    expect((await found(again, '')).map(({ id }) => id)).toEqual(['3'])
    expect(await contentsOf(again, '!createNewIndicator value=new')).toMatchObject([{ id: '4' }])
  })

  test('getIndicator gives those of the value; size limits what is found', async () => {
    const room = await withIndicators()
    expect(await contentsOf(room, '!getIndicator ann@x')).toMatchObject([[{ id: '1' }, { id: '3' }]])
    expect(await contentsOf(room, '!findIndicators size=1')).toMatchObject([[{ id: '1' }]])
  })

  test.each([
    ['!getIndicator nobody', 'There is no indicator "nobody"; findIndicators finds those there are.'],
    [
      '!setIndicator value=nobody x=1',
      'There is no indicator "nobody"; findIndicators finds those there are.',
    ],
    ['!setIndicator id=99 x=1', 'There is no indicator with the id 99.'],
    ['!setIndicator x=1', 'setIndicator needs the argument value, or id.'],
    [
      '!setIndicator id=1 verdict=evil',
      'The verdict must be Unknown, Benign, Suspicious, Malicious or 0 to 3, not "evil".',
    ],
    ['!findIndicators size=x', 'Argument size must be a whole number, not "x".'],
    ['!deleteIndicators query=" "', 'deleteIndicators needs a query; * means all indicators.'],
    [
      '!appendIndicatorField ann@x field=value fieldValue=x',
      'The field "value" of an indicator is no list of values.',
    ],
    ['!associateIndicatorToIncident ann@x incidentId=8', 'There is no incident 8; /incidents lists them.'],
  ])('%s is an error entry and changes nothing', async (line, sentence) => {
    const room = await withIndicators()
    const before = await found(room, '')
    expect(await contentsOf(room, line)).toEqual([sentence])
    expect(await found(room, '')).toEqual(before)
  })
})
