import { beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type ContextLanguage, createContextLanguage, openContext } from '../../../warroom/context/index.ts'
import { ERROR, NOTE, textEntry } from '../../../warroom/investigation/entry.ts'
import { Room } from '../../../warroom/investigation/room.ts'
import { openSandbox } from '../../../warroom/sandbox/index.ts'

let language: ContextLanguage
beforeAll(async () => {
  language = createContextLanguage(await openSandbox())
})

const room = (): Room => new Room(initial => openContext(language, initial))
const entry = (EntryContext: JsonObject, type: 1 | 4 = NOTE) => ({
  ...textEntry(type, 'x'),
  ID: '1@0',
  EntryContext,
})

describe('applying changes', () => {
  test('keeps entries and merges their context, of errors too', () => {
    const own = room()
    own.apply(1, { investigation: { id: '0', entries: [entry({ A: 1 }), entry({ B: 2 }, ERROR)] } })
    expect(own.investigation('0').entries).toHaveLength(2)
    expect(own.investigation('0').context.value).toEqual({ A: 1, B: 2 })
  })

  test('changes nothing twice: a part knows the number of its last change', () => {
    const own = room()
    const change = {
      investigation: { id: '0', entries: [entry({ A: 1 })] },
      instance: { name: 'i', brand: 'B', integrationContext: { n: 1 } },
      lists: [{ name: 'L', data: 'first' }],
    }
    for (const n of [5, 5, 4]) own.apply(n, { ...change, lists: [{ name: 'L', data: `at ${n}` }] })
    expect(own.investigation('0').entries).toHaveLength(1)
    expect(own.memory('i', 'B')).toMatchObject({ version: 1, n: 5 })
    expect(own.lists.get('L')).toEqual({ name: 'L', data: 'at 5', n: 5 })
  })

  test('an incident and its first entries may come in one change', () => {
    const own = room()
    const incident = { id: '1', name: 'First' }
    own.apply(1, { incidents: [incident], investigation: { id: '1', entries: [entry({ A: 1 })] } })
    expect(own.investigation('1')).toMatchObject({ incident, n: 1, entries: [{ ID: '1@0' }] })
    own.apply(2, { incidents: [{ id: '1', name: 'Renamed' }] })
    own.apply(1, { incidents: [incident] })
    expect(own.investigation('1').incident?.name).toBe('Renamed')
  })

  test('tells what of a context could not be merged and applies the rest', () => {
    const own = room()
    const problems = own.apply(1, {
      investigation: { id: '0', entries: [entry({ 'A(val.x ==': 1 }), entry({ B: 2 })] },
    })
    expect(problems).toEqual([expect.stringMatching(/^The context of entry 1@0 was not merged: /)])
    expect(own.investigation('0').context.value).toEqual({ B: 2 })
  })

  test.each([
    [{ ignoreOutputs: true }, {}],
    [{ extendContext: 'X=.' }, { A: 1, X: 'x' }],
    [{ ignoreOutputs: true, extendContext: 'X=.' }, { X: 'x' }],
  ])('with %j', (options, context) => {
    const own = room()
    own.apply(1, { investigation: { id: '0', entries: [entry({ A: 1 })], ...options } })
    expect(own.investigation('0').context.value).toEqual(context)
  })
})

describe('what an instance remembers', () => {
  const remember = (own: Room, n: number, integrationContext: JsonObject, brand = 'B') =>
    own.apply(n, { instance: { name: 'i', brand, integrationContext } })

  test('is written key by key, null removes', () => {
    const own = room()
    remember(own, 1, { a: 1, b: { deep: true } })
    remember(own, 2, { b: null, c: 3 })
    expect(own.memory('i', 'B')).toMatchObject({ integrationContext: { a: 1, c: 3 }, version: 2 })
  })

  test('a key named __proto__ is data', () => {
    const own = room()
    remember(own, 1, JSON.parse('{"__proto__":{"bad":1}}'))
    expect(Object.keys(own.memory('i', 'B').integrationContext)).toEqual(['__proto__'])
    expect(Object.hasOwn(Object.prototype, 'bad')).toBe(false)
  })

  test('is not handed to another brand under the same name', () => {
    const own = room()
    remember(own, 1, { token: 'x' })
    expect(own.memory('i', 'Other').integrationContext).toEqual({})
    remember(own, 2, { mine: 1 }, 'Other')
    expect(own.memory('i', 'Other').integrationContext).toEqual({ mine: 1 })
  })

  test('is not changed by an older line of the journal, whatever its brand', () => {
    const own = room()
    remember(own, 5, { mine: 1 }, 'Other')
    remember(own, 4, { token: 'x' })
    expect(own.memory('i', 'Other').integrationContext).toEqual({ mine: 1 })
  })

  test('keeps the last run when only the context changes', () => {
    const own = room()
    own.apply(1, { instance: { name: 'i', brand: 'B', lastRun: { at: 1 } } })
    remember(own, 2, { a: 1 })
    expect(own.memory('i', 'B')).toMatchObject({
      lastRun: { at: 1 },
      integrationContext: { a: 1 },
      version: 1,
    })
  })
})
