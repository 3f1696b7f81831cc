import { expect, test } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import {
  completed,
  ERROR,
  isError,
  NOTE,
  textEntry,
  toEntries,
} from '../../../warroom/investigation/entry.ts'

const entry = { Type: 1, ContentsFormat: 'json', Contents: { a: 1 } }

test.each<[string, Json, Json[]]>([
  ['HC-60 text', 'hi', [{ Type: 1, ContentsFormat: 'text', Contents: 'hi' }]],
  ['HC-60 number', 5, [{ Type: 1, ContentsFormat: 'text', Contents: '5' }]],
  ['HC-60 flag', true, [{ Type: 1, ContentsFormat: 'text', Contents: 'true' }]],
  ['HC-61 an entry is itself', entry, [entry]],
  [
    'HC-61 an entry without a type is a note',
    { ContentsFormat: 'text', Contents: 'x' },
    [{ Type: 1, ContentsFormat: 'text', Contents: 'x' }],
  ],
  ['HC-61 any other object', { b: 2 }, [{ Type: 1, ContentsFormat: 'json', Contents: '{"b":2}' }]],
  [
    'HC-61 Contents may be null',
    { ContentsFormat: 'json', Contents: null },
    [{ Type: 1, ContentsFormat: 'json', Contents: null }],
  ],
  [
    'HC-62 a list',
    ['a', [entry, 'b']],
    [
      { Type: 1, ContentsFormat: 'text', Contents: 'a' },
      entry,
      { Type: 1, ContentsFormat: 'text', Contents: 'b' },
    ],
  ],
  ['HC-66 nothing', null, []],
  ['HC-66 nothing in a list', [null], []],
  ['a context that is no object is none', { ...entry, EntryContext: 'x' }, [entry]],
  ['a context is kept', { ...entry, EntryContext: { A: 1 } }, [{ ...entry, EntryContext: { A: 1 } }]],
])('%s', (_, value, entries) => {
  expect(toEntries(value)).toEqual(entries)
})

test('a completed entry says where it comes from (HC §4)', () => {
  const origin = { brand: 'B', category: 'C', instance: 'i', line: '!x', created: '2026-01-01T00:00:00.000Z' }
  expect(completed(textEntry(NOTE, 'hi'), 7, '12', origin)).toEqual({
    Type: 1,
    ContentsFormat: 'text',
    Contents: 'hi',
    ID: '7@12',
    Brand: 'B',
    Category: 'C',
    ModuleName: 'i',
    Metadata: {
      id: '7@12',
      type: 1,
      format: 'text',
      brand: 'B',
      category: 'C',
      instance: 'i',
      investigationId: '12',
      created: '2026-01-01T00:00:00.000Z',
      parentContent: '!x',
    },
  })
})

test.each([
  [NOTE, false],
  [ERROR, true],
] as const)('type %i is an error: %s', (type, error) => {
  expect(isError(textEntry(type, 'x'))).toBe(error)
})
