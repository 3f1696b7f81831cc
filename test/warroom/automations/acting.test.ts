import { describe, expect, it } from 'vitest'
import type { Entry, JsonObject } from '../../../kit/wire.ts'
import { runIn } from './host.ts'

/** A failure is one error entry. */
async function fails(run: ReturnType<typeof runIn>, text: string): Promise<void> {
  expect((await run).entries).toEqual([
    { Type: 4, ContentsFormat: 'text', Contents: expect.stringContaining(text) },
  ])
}

describe('Set (playbook.md §10)', () => {
  it.each<[string, JsonObject, JsonObject, JsonObject]>([
    ['text', {}, { key: 'a', value: 'one' }, { a: 'one' }],
    ['a path', {}, { key: 'A.B', value: 'x' }, { A: { B: 'x' } }],
    ['digits are a number', {}, { key: 'a', value: '144' }, { a: 144 }],
    ['stringify keeps text', {}, { key: 'a', value: '144', stringify: 'true' }, { a: '144' }],
    ['stringify makes text of a list', {}, { key: 'a', value: [1], stringify: 'true' }, { a: '[1]' }],
    [
      'a number beyond a double stays exact',
      {},
      { key: 'a', value: '14444444444444444444' },
      { a: '14444444444444444444' },
    ],
    ['JSON text is its value', {}, { key: 'a', value: '{"b":[true]}' }, { a: { b: [true] } }],
    ['a list', {}, { key: 'a', value: [1, 2, 3] }, { a: [1, 2, 3] }],
    ['text with commas is one text', {}, { key: 'a', value: 'x,y' }, { a: 'x,y' }],
    ['it replaces', { a: [1, 2] }, { key: 'a', value: '3' }, { a: 3 }],
    ['an empty append argument replaces', { a: 'old' }, { key: 'a', value: 'new' }, { a: 'new' }],
    ['append adds', { a: 1 }, { key: 'a', value: '2', append: 'true' }, { a: [1, 2] }],
    [
      'append with a selector updates',
      { D: { ID: 1, V: 'a' } },
      { key: 'D(val.ID == obj.ID)', value: '{"ID":1,"V":"b"}', append: 'true' },
      { D: { ID: 1, V: 'b' } },
    ],
    [
      '__proto__ in a value is data',
      {},
      { key: 'a', value: '{"__proto__":1}' },
      { a: JSON.parse('{"__proto__":1}') },
    ],
  ])('%s', async (_, context, args, expected) => {
    const result = await runIn({ context }, 'Set', args)
    expect(JSON.stringify(result.context)).toBe(JSON.stringify(expected))
    expect(result.entries).toMatchObject([{ Type: 1, HumanReadable: `Key ${args.key} set` }])
  })
})

describe('SetAndHandleEmpty', () => {
  it.each<[string, JsonObject, JsonObject, JsonObject]>([
    ['sets', {}, { key: 'a', value: 'v1' }, { a: 'v1' }],
    ['sets several keys', {}, { key: 'a,b', value: 'v' }, { a: 'v', b: 'v' }],
    ['nothing on no value', { a: 1 }, { key: 'a' }, { a: 1 }],
    ['nothing on an empty text', { a: 1 }, { key: 'a', value: '' }, { a: 1 }],
    ['nothing on an empty list', { a: 1 }, { key: 'a', value: [] }, { a: 1 }],
    ['nothing on an empty list as text', { a: 1 }, { key: 'a', value: '[]', stringify: 'true' }, { a: '[]' }],
    [
      'nothing on an empty list with stringify',
      { a: 1 },
      { key: 'a', value: [], stringify: 'true' },
      { a: 1 },
    ],
    ['an empty value by force', { a: 1 }, { key: 'a', value: '', force: 'true' }, { a: '' }],
    ['replaces with append=false', { a: 'v1' }, { key: 'a', value: 'v2', append: 'false' }, { a: 'v2' }],
    ['appends', { a: 'v1' }, { key: 'a', value: 'v2', append: 'true' }, { a: ['v1', 'v2'] }],
  ])('%s', async (_, context, args, expected) => {
    expect((await runIn({ context }, 'SetAndHandleEmpty', args)).context).toEqual(expected)
  })
})

it('SetMultipleValues sets keys below a parent, and wants as many values', async () => {
  const args = { parent: 'P', keys: 'a,b', values: ['x', { c: 1 }] }
  expect((await runIn({}, 'SetMultipleValues', args)).context).toEqual({ P: { a: 'x', b: { c: 1 } } })
  await fails(runIn({}, 'SetMultipleValues', { ...args, keys: 'a' }), 'There are 1 keys and 2 values')
})

describe('DeleteContext', () => {
  const context = { key1: 'a', key2: 'b', key4: [0, 1, 2, 3], deep: { x: 1, y: 2 } }
  const dotted = { ...context, 'a.b': 1 }
  it.each<[string, JsonObject, JsonObject]>([
    [
      'keys and positions, on the original positions',
      { key: 'key1,key4.[0],key4.[1]' },
      { key2: 'b', key4: [2, 3], deep: { x: 1, y: 2 } },
    ],
    ['a position given as index', { key: 'key4', index: '1' }, { ...context, key4: [0, 2, 3] }],
    ['everything', { all: 'yes' }, {}],
    ['everything, a key with a dot too', { all: 'yes', keysToKeep: 'deep.x' }, { deep: { x: 1 } }],
    ['everything but some', { all: 'yes', keysToKeep: 'key2,deep.y,none' }, { key2: 'b', deep: { y: 2 } }],
  ])('%s', async (_, args, expected) => {
    expect((await runIn({ context: args.all ? dotted : context }, 'DeleteContext', args)).context).toEqual(
      expected,
    )
  })

  it.each([
    [undefined, 'auto'],
    ['yes', 'yes'],
    ['no', 'no'],
  ])('subplaybook=%s means %s', async (given, meant) => {
    const args: JsonObject = { key: 'key1', ...(given === undefined ? {} : { subplaybook: given }) }
    expect((await runIn({ context }, 'DeleteContext', args)).did).toEqual([`delete key1 ${meant}`])
  })

  it('wants a key', async () => {
    await fails(runIn({ context }, 'DeleteContext', {}), 'needs the argument key, or all=yes')
  })
})

describe('entries', () => {
  const error = (Contents: string): Entry => ({ Type: 4, ContentsFormat: 'text', Contents })
  const entries = {
    '1@0': error('e1'),
    '2@0': { Type: 1, ContentsFormat: 'text' as const, Contents: 'fine' },
    '3@0': error('e3'),
  }

  it.each<[string, JsonObject, Partial<Entry>]>([
    ['Print', { value: 'hello' }, { Type: 1, Contents: 'hello' }],
    ['Print', { value: { a: 1 } }, { Type: 1, Contents: '{"a":1}' }],
    ['PrintErrorEntry', { message: 'no' }, { Type: 4, Contents: 'no', ContentsFormat: 'text' }],
    ['Sleep', { seconds: '3' }, { Type: 1, Contents: 'Slept 3 seconds.' }],
  ])('%s %o', async (name, args, expected) => {
    expect((await runIn({}, name, args)).entries).toMatchObject([expected])
  })

  it('GetErrorsFromEntry collects the texts of errors', async () => {
    const result = await runIn({ entries }, 'GetErrorsFromEntry', { entry_id: ['1@0', '2@0', '3@0', '9@0'] })
    expect(result.context).toEqual({ ErrorEntries: ['e1', 'e3'] })
    expect(result.entries).toMatchObject([{ Contents: ['e1', 'e3'], HumanReadable: 'e1\ne3' }])
  })

  it.each([
    ['1@0', 'yes'],
    ['2@0', 'no'],
    ['2@0,3@0', 'yes'],
    ['9@0', 'no'],
  ])('isError of %s is %s', async (entryId, answer) => {
    expect((await runIn({ entries }, 'isError', { entryId })).entries[0]?.Contents).toBe(answer)
  })

  it.each(['x', '', '-1', '1e12'])('Sleep refuses %s seconds', async seconds => {
    await fails(runIn({}, 'Sleep', { seconds }), 'Argument seconds must')
  })
})

describe('IsIntegrationAvailable', () => {
  const modules = {
    o1: { brand: 'Okta IAM', state: 'active' },
    o2: { brand: 'Okta IAM', state: 'active' },
    m1: { brand: 'Mail', state: 'disabled' },
  }
  it.each([
    ['Okta IAM', 'yes', { brandInstances: ['o1', 'o2'] }],
    ['Mail', 'no', {}],
    ['Zoom', 'no', {}],
  ])('%s: %s', async (brandname, answer, context) => {
    const result = await runIn({ modules }, 'IsIntegrationAvailable', { brandname })
    expect(result.entries).toMatchObject([{ Contents: answer }])
    expect(result.context).toEqual(context)
  })
})

describe('AssignAnalystToIncident', () => {
  const commands = (name: string): Entry[] =>
    name === 'getUsers'
      ? [{ Type: 1, ContentsFormat: 'json', Contents: [{ username: 'cy' }, { username: 'bob' }] }]
      : [{ Type: 1, ContentsFormat: 'text', Contents: 'done' }]

  it.each<[string, JsonObject, string[]]>([
    ['a name', { username: 'ann' }, ['setOwner {"owner":"ann"}']],
    ['an address', { email: 'ann@example.com' }, ['setOwner {"owner":"ann@example.com"}']],
    ['roles', { roles: 'Analyst, Lead' }, ['getUsers {"roles":"Analyst,Lead"}', 'setOwner {"owner":"bob"}']],
    ['empty roles, which are all', { roles: '', assignBy: '' }, ['getUsers {}', 'setOwner {"owner":"bob"}']],
    ['who is online', { assignBy: 'online' }, ['getUsers {"online":"true"}', 'setOwner {"owner":"bob"}']],
    ...['random', 'machine-learning', 'top-user', 'less-busy-user', 'current', ' Random'].map(
      (assignBy): [string, JsonObject, string[]] => [
        assignBy,
        { assignBy, onCall: 'false' },
        ['getUsers {}', 'setOwner {"owner":"bob"}'],
      ],
    ),
    ['those on call', { onCall: 'true' }, ['getUsers {"onCall":"true"}', 'setOwner {"owner":"bob"}']],
  ])('by %s', async (_, args, did) => {
    expect((await runIn({ commands }, 'AssignAnalystToIncident', args)).did).toEqual(did)
  })

  it.each([
    [
      { assignBy: 'coin' },
      'assignBy is one of random, machine-learning, top-user, less-busy-user, online, current, not "coin".',
    ],
    [{ roles: 'Analyst, Lead' }, 'There is no user of the roles "Analyst,Lead"; the owner stays.'],
  ])('fails with %j, and sets no owner', async (args, text) => {
    await fails(runIn({ commands: () => [] }, 'AssignAnalystToIncident', args), text)
  })

  it.each([
    ['nobody fits', () => [], 'There is no user that was asked for; the owner stays.'],
    [
      'a command fails',
      () => [{ Type: 4, ContentsFormat: 'text' as const, Contents: 'no getUsers here' }],
      'no getUsers here',
    ],
  ])('fails when %s', async (_, answer, text) => {
    await fails(runIn({ commands: answer }, 'AssignAnalystToIncident', {}), text)
  })
})
