import { describe, expect, test } from 'vitest'
import { closed, contentsOf, testRoom } from '../engine/room.ts'

const NOPE = 'Item not found: there is no list "nope".'

describe('list commands', () => {
  test.each<[string, string[], string]>([
    ['createList makes one', [], 'a,b'],
    ['createList overwrites', ['!createList listName=l listData=x'], 'x'],
    ['setList overwrites', ['!setList listName=l listData=`{"a": [1]}`'], '{"a": [1]}'],
    ['addToList adds what is not in it', ['!addToList listName=l listData="b,c, d"'], 'a,b,c,d'],
    ['addToList takes a JSON list', ['!addToList listName=l listData=`["c"]`'], 'a,b,c'],
    ['removeFromList takes out', ['!removeFromList listName=l listData="a,z"'], 'b'],
    [
      'an empty list has no items',
      ['!removeFromList listName=l listData="a,b"', '!addToList listName=l listData=c'],
      'c',
    ],
  ])('%s', async (_, lines, data) => {
    const room = await testRoom()
    await room.session.run('!createList listName=l listData="a,b"')
    for (const line of lines) await room.session.run(line)
    expect(await contentsOf(room, '!getList l')).toEqual([data])
    expect(await contentsOf(room, '/list l')).toEqual({ value: data })
    const again = await testRoom({ state: await closed(room) })
    expect(await contentsOf(again, '!getList listName=l')).toEqual([data])
  })

  test.each([
    '!getList nope',
    '!setList listName=nope listData=x',
    '!addToList listName=nope listData=x',
    '!removeFromList listName=nope listData=x',
  ])('%s is an error entry, and makes no list', async line => {
    const room = await testRoom()
    expect(await room.session.run(line)).toMatchObject({
      results: [{ instance: null, entries: [{ Type: 4, Contents: NOPE, Brand: 'Builtin' }] }],
    })
    expect(await contentsOf(room, '/list nope')).toMatchObject({ error: expect.any(String) })
  })

  test('a near name is told', async () => {
    expect(await contentsOf(await testRoom(), '!getList "Acme setting"')).toEqual([
      expect.stringContaining('nearest by spelling: Acme settings'),
    ])
  })
})

describe('a built-in command', () => {
  test('takes the reserved arguments and writes the context', async () => {
    const room = await testRoom()
    await room.session.run('!createList listName=l listData=x extend-context=Kept=.')
    expect(await contentsOf(room, '/context Kept')).toEqual({ value: 'x' })
    await room.session.run('!createNewIncident one ignore-outputs=true')
    expect(await contentsOf(room, '/context CreatedIncidentID')).toEqual({ value: null })
    expect(await contentsOf(room, '!createNewIncident two using=acme_1')).toEqual({
      error: 'createNewIncident runs on no instance; leave out using and using-brand.',
    })
    expect(await contentsOf(room, '!getList')).toEqual({ error: expect.stringContaining('"listName"') })
    expect(await contentsOf(room, '!getList l nam=x')).toEqual({ error: expect.stringContaining('"nam"') })
  })

  test('runs once per item where an argument is no list (HC-12)', async () => {
    const room = await testRoom()
    await room.session.run(
      '!acme-entries entries=`[{"ContentsFormat":"text","Contents":"x","EntryContext":{"L":["a","b"]}}]`',
    )
    await room.session.run('!createList listName=${L} listData=same')
    expect(await contentsOf(room, '/list')).toMatchObject({ value: expect.arrayContaining(['a', 'b']) })
  })

  test('is in the help', async () => {
    const room = await testRoom()
    const outcome = await room.session.run('/help getList')
    expect(outcome).toMatchObject({ answer: { value: { name: 'getList' } } })
    expect(JSON.stringify(outcome)).toContain('Offered by the war room itself.')
    expect(JSON.stringify(await room.session.run('/help'))).toContain('Built-in commands')
  })
})
