import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEEPEST_JSON, lineCutter, parseJson, WireError } from '../../../warroom/bundle/lines.ts'

function cut(chunks: Buffer[], longest?: number): string[] {
  const lines: string[] = []
  const take = lineCutter(line => lines.push(line), longest)
  for (const chunk of chunks) take(chunk)
  return lines
}

describe('lines', () => {
  test.each([
    [['a\nb\n'], ['a', 'b']],
    [['a', 'b', '\n'], ['ab']],
    [
      ['a\n', '\n', 'b'],
      ['a', ''],
    ],
    [[], []],
  ])('%j → %j', (chunks, lines) => {
    expect(cut(chunks.map(text => Buffer.from(text)))).toEqual(lines)
  })

  test('are the same however the bytes are cut (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.nat(20)), (texts, sizes) => {
        const expected = texts.map(text => text.replaceAll('\n', ' '))
        const bytes = Buffer.from(expected.map(text => `${text}\n`).join(''))
        const chunks: Buffer[] = []
        let from = 0
        for (const size of sizes) {
          chunks.push(bytes.subarray(from, from + size))
          from += size
        }
        expect(cut([...chunks, bytes.subarray(from)])).toEqual(expected)
      }),
    )
  })

  test('longer than the cap are refused, in one chunk or many', () => {
    expect(() => cut([Buffer.from('0123456789')], 8)).toThrow('a line of more than 8 bytes')
    expect(() => cut([Buffer.from('01234'), Buffer.from('56789')], 8)).toThrow(WireError)
    expect(cut([Buffer.from('01234567\n')], 8)).toEqual(['01234567'])
  })
})

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

describe('the JSON of a line', () => {
  test.each([
    ['{"a":[1,null,"x"]}', { a: [1, null, 'x'] }],
    ['"text"', 'text'],
    ['{"a":"[[[["}', { a: '[[[[' }],
  ])('%s', (text, value) => {
    expect(parseJson(text)).toEqual(value)
  })

  test('may nest as deep as allowed and no deeper', () => {
    expect(() => parseJson(nested(DEEPEST_JSON))).not.toThrow()
    expect(() => parseJson(nested(DEEPEST_JSON + 1))).toThrow(
      'it wrote JSON 501 levels deep; at most 500 are accepted',
    )
    expect(() => parseJson(nested(200_000))).toThrow('200000 levels')
  })

  test('that is none is quoted, cut short', () => {
    expect(() => parseJson('hello')).toThrow('it wrote a line that is no JSON: hello')
    expect(() => parseJson('x'.repeat(500))).toThrow(`${'x'.repeat(120)}…`)
  })

  test('gives a value or a WireError, never anything else (property)', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        try {
          parseJson(text)
        } catch (cause) {
          expect(cause).toBeInstanceOf(WireError)
        }
      }),
    )
  })
})
