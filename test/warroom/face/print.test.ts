import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../kit/wire.ts'
import type { Outcome } from '../../../warroom/engine/outcome.ts'
import { humanText, jsonText, statusOf } from '../../../warroom/face/print.ts'
import { Secrets } from '../../../warroom/secrets.ts'

const look = { colour: false, width: 80 }
const secrets = new Secrets()
secrets.register('hush hush secret')

const entry = (more: Partial<Entry>): Entry => ({ Type: 1, ContentsFormat: 'json', Contents: null, ...more })
const result = (...entries: Entry[]): Outcome => ({ line: '!x', results: [{ instance: 'i', entries }] })
const human = (outcome: Outcome): string => humanText(outcome, secrets, look)

describe('for people', () => {
  test.each<[string, Entry, string]>([
    ['HumanReadable is markdown', entry({ HumanReadable: '### T\n**No entries.**' }), 'T\n\nNo entries.\n'],
    ['or text', entry({ HumanReadable: '**x**', ReadableContentsFormat: 'text' }), '**x**\n'],
    ['without it the Contents: JSON', entry({ Contents: { a: [1] } }), '{\n  "a": [\n    1\n  ]\n}\n'],
    ['JSON as text', entry({ Contents: '{"a":1}' }), '{\n  "a": 1\n}\n'],
    ['text that only claims to be JSON', entry({ Contents: 'oops' }), 'oops\n'],
    ['text', entry({ ContentsFormat: 'text', Contents: '**as it is**' }), '**as it is**\n'],
    ['markdown', entry({ ContentsFormat: 'markdown', Contents: '**bold**' }), 'bold\n'],
    ['an empty HumanReadable is none', entry({ HumanReadable: '', Contents: 1 }), '1\n'],
    [
      'an error says so',
      entry({ Type: 4, ContentsFormat: 'text', Contents: 'it broke' }),
      'Error: it broke\n',
    ],
    [
      'secrets are masked',
      entry({ ContentsFormat: 'text', Contents: 'the hush hush secret' }),
      'the ********\n',
    ],
    [
      'also where a table would break them',
      entry({
        HumanReadable: `|a|b|\n|---|---|\n| ${'y'.repeat(45)} | ${'x'.repeat(25)} hush hush secret |`,
      }),
      `a: ${'y'.repeat(45)}\nb: ${'x'.repeat(25)} ********\n`,
    ],
  ])('%s', (_, given, text) => {
    expect(human(result(given))).toBe(text)
  })

  test('several instances are told apart', () => {
    const text = entry({ ContentsFormat: 'text', Contents: 'hi' })
    const results = [
      { instance: 'a', entries: [text] },
      { instance: 'b', entries: [text] },
    ]
    expect(human({ line: '!x', results })).toBe('— a —\nhi\n\n— b —\nhi\n')
  })

  test('an error is not on stdout, an answer is', () => {
    expect(human({ line: '!x', error: 'no', cause: undefined })).toBe('')
    expect(human({ line: '/x', answer: { value: 1, shown: { format: 'text', text: 'one' } } })).toBe('one\n')
  })
})

describe('for programs', () => {
  test.each<[Outcome, string]>([
    [{ line: '!x', error: 'no', cause: undefined }, '{"line":"!x","error":"no"}\n'],
    [
      { line: '/x', answer: { value: null, shown: { format: 'text', text: 'one' } } },
      '{"line":"/x","value":null}\n',
    ],
    [
      { line: '!x', results: [{ instance: null, entries: [] }] },
      '{"line":"!x","instance":null,"entries":[]}\n',
    ],
    [
      {
        line: '!x',
        results: ['a', 'b'].map(instance => ({
          instance,
          entries: [entry({ Contents: 'hush hush secret' })],
        })),
      },
      ['a', 'b']
        .map(
          name =>
            `{"line":"!x","instance":"${name}","entries":[{"Type":1,"ContentsFormat":"json","Contents":"********"}]}\n`,
        )
        .join(''),
    ],
  ])('%j', (outcome, text) => {
    expect(jsonText(outcome, secrets)).toBe(text)
  })
})

test.each<[Outcome, number]>([
  [{ line: '', error: 'no', cause: undefined }, 2],
  [result(entry({})), 0],
  [result(entry({}), entry({ Type: 4 })), 1],
  [{ line: '', answer: { value: 1, shown: { format: 'text', text: '' } } }, 0],
  [{ line: '', answer: { value: 1, shown: { format: 'text', text: '' }, failed: true } }, 1],
])('the status of %j is %i', (outcome, status) => {
  expect(statusOf(outcome)).toBe(status)
})

test('of a run whose progress was seen only the rest is shown, and not the tree again', () => {
  const text = (shown: string) => ({ format: 'text' as const, text: shown })
  const answer = { value: {}, shown: text('title\nall tasks'), rest: text('title\none waits') }
  const outcome: Outcome = { line: '/playbook P', answer }
  expect(human(outcome)).toBe('title\nall tasks\n')
  expect(humanText(outcome, secrets, { ...look, watched: true })).toBe('title\none waits\n')
})
