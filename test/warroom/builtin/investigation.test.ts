import { describe, expect, test } from 'vitest'
import { closed, contentsOf, type TestRoom, testRoom } from '../engine/room.ts'

const entriesWith = (context: unknown) =>
  `!acme-entries entries=\`${JSON.stringify([{ ContentsFormat: 'text', Contents: 'x', EntryContext: context }])}\``

describe('getContext and delContext', () => {
  const CONTEXT = { A: { x: 1, y: 2 }, L: [0, 1, 2, 3], 'odd key': 1 }

  /** The playground's context as an entry left it. */
  async function withContext(): Promise<TestRoom> {
    const room = await testRoom()
    await room.session.run(
      '!acme-entries entries=`[{"ContentsFormat":"text","Contents":"x","EntryContext":{"A":{"x":1,"y":2},"L":[0,1,2,3],"odd key":1}}]`',
    )
    return room
  }

  test('getContext gives all of it', async () => {
    const room = await withContext()
    const modified = expect.stringMatching(/^\d{4}-.*Z$/)
    expect(await contentsOf(room, '!getContext')).toEqual([
      { context: CONTEXT, id: '0', importantKeys: null, modified, version: expect.any(Number) },
    ])
    expect(await contentsOf(room, '!getContext 9')).toEqual([
      'There is no investigation 9; /incidents lists them.',
    ])
  })

  test.each<[string, unknown]>([
    ['key=A', { L: [0, 1, 2, 3], 'odd key': 1 }],
    ['key=A.x,L.[0],L.[1]', { A: { y: 2 }, L: [2, 3], 'odd key': 1 }],
    ['key=L index=3', { A: { x: 1, y: 2 }, L: [0, 1, 2], 'odd key': 1 }],
    ['key=nothing', CONTEXT],
    ['all=yes', {}],
    ['all=yes keysToKeep="A.y,Z,__proto__"', { A: { y: 2 } }],
  ])('delContext %s', async (args, expected) => {
    const room = await withContext()
    await room.session.run(`!delContext ${args}`)
    expect(await contentsOf(room, '/context')).toEqual({ value: expected })
    const again = await testRoom({ state: await closed(room) })
    expect(await contentsOf(again, '/context')).toEqual({ value: expected })
    await again.session.run(entriesWith({ 'A(val.x == obj.x)': { x: 9 } }))
    expect(await contentsOf(again, '/context A')).toMatchObject({ value: expect.anything() })
  })

  test.each([
    ['!delContext', 'delContext needs the argument key, or all=yes.'],
    ['!delContext key="A(val"', expect.stringContaining('A(val')],
  ])('%s is an error entry', async (line, sentence) => {
    const room = await withContext()
    expect(await contentsOf(room, line)).toEqual([sentence])
    expect(await contentsOf(room, '/context')).toEqual({ value: CONTEXT })
  })
})

describe('entries', () => {
  /** Two notes in the playground, and an incident. */
  async function withEntries(): Promise<TestRoom> {
    const room = await testRoom()
    for (const line of ['first note', 'second note', '!createNewIncident one']) await room.session.run(line)
    return room
  }

  const entryOf = (room: TestRoom, id: string) =>
    room.session.parts.state.room.investigation('0').entries.find(({ ID }) => ID === id)

  test('getEntry shows one again, without its context', async () => {
    const room = await withEntries()
    expect(await contentsOf(room, '!getEntry 2@0')).toEqual(['second note'])
    await room.session.run('!getEntry 3@0')
    expect(await contentsOf(room, '/context CreatedIncidentID')).toEqual({ value: '1' })
  })

  test('tags, notes and evidence are put to entries, and survive', async () => {
    const room = await withEntries()
    await room.session.run('!setEntriesTags entryIDs="1@0,2@0" entryTags=a,b')
    await room.session.run('!setEntriesTags entryIDs=1@0 entryTags=b,c')
    await room.session.run('!markAsNote 2@0')
    room.session.parts.state.fold()
    await room.session.run('!markAsEvidence id=1@0 description=proof tags=d')
    const expected = [
      { Contents: 'first note', Tags: ['d'], Evidence: 'proof' },
      { Contents: 'second note', Tags: ['a', 'b'], Note: true },
    ]
    expect([entryOf(room, '1@0'), entryOf(room, '2@0')]).toMatchObject(expected)
    const again = await testRoom({ state: await closed(room) })
    expect([entryOf(again, '1@0'), entryOf(again, '2@0')]).toMatchObject(expected)
    expect(await contentsOf(again, '!getEntries filter=`{"tags":["a"]}`')).toEqual(['second note'])
    expect(await contentsOf(again, '!getEntries id=1')).toEqual([])
  })

  test('addEntries puts entries into the incident, or where the command runs', async () => {
    const room = await withEntries()
    const entries = '`[{"Type":1,"ContentsFormat":"text","Contents":"added","EntryContext":{"Added":1}}]`'
    await room.session.run(`!addEntries entries=${entries} id=1`)
    expect(room.session.parts.state.room.investigation('1').entries).toMatchObject([
      { ID: '1@1', Contents: 'added', Brand: 'Builtin' },
    ])
    expect(await contentsOf(room, '!getContext 1')).toMatchObject([{ id: '1', context: { Added: 1 } }])
    expect(await contentsOf(room, `!addEntries ${entries}`)).toEqual(['added'])
  })

  test.each([
    ['!getEntry 9@0', 'There is no entry 9@0;'],
    ['!markAsNote 1@7', 'There is no entry 1@7;'],
    ['!setEntriesTags entryIDs="1@0,x" entryTags=a', 'There is no entry x;'],
    ['!getEntries filter=x', 'Argument filter must be JSON, not x.'],
    ['!addEntries entries=x', 'Argument entries must be JSON, not x.'],
  ])('%s is an error entry and changes nothing', async (line, sentence) => {
    const room = await withEntries()
    expect(await contentsOf(room, line)).toEqual([expect.stringContaining(sentence)])
    expect(entryOf(room, '1@0')?.Tags).toBeUndefined()
  })
})
