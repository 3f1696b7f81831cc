import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { parseYaml, plainYaml } from '../../../warroom/pack/plain-yaml.ts'

const BUILT = fileURLToPath(new URL('../../../dist/OktaIdentityLifecycle.zip', import.meta.url))

/** What the library reads; undefined when it refuses the text. */
function told(text: string): { value: unknown } | undefined {
  try {
    return { value: parse(text, { logLevel: 'error' }) as unknown }
  } catch {
    return undefined
  }
}

/** What is read without the library is what the library reads, down to the order of members. */
function expectSame(text: string): void {
  const value = plainYaml(text)
  if (value === undefined) return
  const known = told(text)
  expect(JSON.stringify({ value }), text).toBe(JSON.stringify(known))
  expect(isDeepStrictEqual({ value }, known), text).toBe(true)
}

describe('the plain form', () => {
  it.each<[string, string, unknown]>([
    [
      'scalars',
      'a: x y\nb: 5\nc: -7\nd: true\ne: null\nf:\n',
      { a: 'x y', b: 5, c: -7, d: true, e: null, f: null },
    ],
    ['texts like numbers', 'a: 6.10.0\nb: 2026-01-01\nc: 1 2\n', { a: '6.10.0', b: '2026-01-01', c: '1 2' }],
    ['texts with signs in them', 'a: x:y#z, [1] & "q"\nb: -x\n', { a: 'x:y#z, [1] & "q"', b: '-x' }],
    ['quotes', `a: "x\\n\\"\\u00e9"\nb: 'it''s # : \\n'\nc: ''\n`, { a: 'x\n"é', b: "it's # : \\n", c: '' }],
    [
      'quoted keys',
      `'#none#': a\n"0": b\n1: c\nIAM - Add: d\n`,
      { '1': 'c', '0': 'b', '#none#': 'a', 'IAM - Add': 'd' },
    ],
    ['maps', 'a:\n  b:\n    c: 1\n  d: 2\ne: 3\n', { a: { b: { c: 1 }, d: 2 }, e: 3 }],
    ['lists', 'a:\n  - 1\n  - x\nb:\n- 2\nc: []\nd: {}\n', { a: [1, 'x'], b: [2], c: [], d: {} }],
    ['maps in lists', 'a:\n  - b: 1\n    c:\n    - 2\n  -   d: 3\n', { a: [{ b: 1, c: [2] }, { d: 3 }] }],
    ['lists in lists', 'a:\n- - 1\n  - 2\n-\n  - 3\n-\n', { a: [[1, 2], [3], null] }],
    ['blocks', 'a: |\n  x:\n\n    # y\n\nb: |-\n    "z"\nc: 1\n', { a: 'x:\n\n  # y\n', b: '"z"', c: 1 }],
    ['blocks in lists', 'a:\n- |\n - x\n- b: |-\n   y\n', { a: ['- x\n', { b: 'y' }] }],
    ['empty lines', '\na: 1\n\nb:\n\n  c: 2\n\n', { a: 1, b: { c: 2 } }],
    ['names that objects have', 'constructor: 1\ntoString: 2\n', { constructor: 1, toString: 2 }],
  ])('has %s', (_, text, value) => {
    expect(plainYaml(text)).toStrictEqual(value)
    expectSame(text)
  })

  it('is that of every YAML in the pack', () => {
    const files = unzipSync(readFileSync(BUILT), { filter: ({ name }) => name.endsWith('.yml') })
    const texts = Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)] as const)
    expect(texts.length).toBeGreaterThan(15)
    expect(texts.filter(([, text]) => plainYaml(text) === undefined).map(([name]) => name)).toEqual([])
    for (const [, text] of texts) expectSame(text)
  }, 60_000)
})

describe('left to the library is', () => {
  it.each<[string, string]>([
    ['nothing', '\n'],
    ['no line end', 'a: 1'],
    ['a scalar', 'a\n'],
    ['a list', '- 1\n'],
    ['an indented document', '  a: 1\n'],
    ['a document marker', '---\na: 1\n'],
    ['a second document', 'a: 1\n---\nb: 2\n'],
    ['a comment line', '# x\na: 1\n'],
    ['a comment behind a value', 'a: 1 # x\n'],
    ['a comment behind a block', 'a: |\n  x\n # y\n'],
    ['a tab', 'a:\tb\n'],
    ['a carriage return', 'a: 1\r\nb: 2\r\n'],
    ['a byte order mark', '\ufeffa: 1\n'],
    ['a space at the end', 'a: x \n'],
    ['a line of spaces', 'a:\n  \n  b: 1\n'],
    ['a line of spaces in a block', 'a: |\n  x\n   \n  y\n'],
    ['a scalar of two lines', 'a: x\n  y\n'],
    ['a scalar on a line of its own', 'a:\n  x\n'],
    ['a quoted scalar of two lines', 'a: "x\n  y"\n'],
    ['a folded block', 'a: >\n  x\n  y\n'],
    ['a block that keeps its end', 'a: |+\n  x\n\n'],
    ['a block that names its indent', 'a: |2\n   x\n'],
    ['a block that begins with an empty line', 'a: |\n\n  x\n'],
    ['an empty block', 'a: |\nb: 1\n'],
    ['a fraction', 'a: 1.5\n'],
    ['an exponent', 'a: 1e3\n'],
    ['a hexadecimal', 'a: 0x1F\n'],
    ['a zero before digits', 'a: 007\n'],
    ['an infinity', 'a: -.inf\n'],
    ['a number too large to be exact', 'a: 12345678901234567890\n'],
    ['a word in capitals', 'a: TRUE\n'],
    ['a tilde', 'a: ~\n'],
    ['a flow', 'a: [1, 2]\n'],
    ['an anchor with its alias', 'a: &x 1\nb: *x\n'],
    ['a tag', 'a: !!str 1\n'],
    ['an asked key', '? a\n: b\n'],
    ['a key of another type', 'true: 1\n'],
    ['a key that is a fraction', '1.0: x\n'],
    ['the prototype', '__proto__: 1\n'],
  ])('%s', (_, text) => {
    expect(plainYaml(text)).toBeUndefined()
    const known = told(text)
    if (known) expect(parseYaml(text)).toStrictEqual(known.value)
    else expect(() => parseYaml(text)).toThrow()
  })

  it.each<[string, string, RegExp]>([
    ['a key that is there twice', 'a: 1\nb: |\n  x\na: 2\n', /Map keys must be unique at line 4, column 1/],
    ['a key inside a value', 'a: 1\nb: c: d\n', /Nested mappings are not allowed.* at line 2, column 4/],
    ['an indent that fits nothing', 'a:\n    b: 1\n  c: 2\n', /at line 3, column 1/],
    ['a quote that does not end', 'a: 1\nb: "x\n', /Missing closing "quote at line 3, column 1/],
    ['nesting without an end', `a:\n${'- '.repeat(20_000)}1\n`, /./],
  ])('%s, with its message', (_, text, message) => expect(() => parseYaml(text)).toThrow(message))
})

/** Texts of what means something in YAML, and of words that have a meaning of their own. */
const PIECES = [
  ...[
    'a',
    'b c',
    'é',
    '"',
    "'",
    '\\',
    '\\n',
    '0',
    '7',
    '1.5',
    '-',
    '+',
    '.',
    '~',
    'true',
    'null',
    'Null',
    'no',
  ],
  ...[
    '__proto__',
    ':',
    ': ',
    ' #',
    '#',
    '- ',
    '|',
    '|-',
    '>',
    '[]',
    '{}',
    '[',
    '{',
    ',',
    '&',
    '*',
    '!',
    '%',
    '@',
  ],
  ...[
    '?',
    '---',
    '...',
    '\t',
    '\r',
    '\u00a0',
    '\u2028',
    '\n',
    '\n',
    ' ',
    '  ',
    'a: ',
    'b:\n',
    '\n- ',
    '\n  ',
    '\n    ',
  ],
  ...['\n\n', 'a: |\n  ', "''", '""', '"k": ', "'#k': ", 'Infinity', '0x1', '1e3', 'constructor'],
]
const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map(pieces => pieces.join(''))

/** Lines that are mostly well formed, put together in any order and at any indent. */
const LINES = [
  'a: 1',
  'b:',
  'c: x y',
  '- d: 2',
  '- e',
  '-',
  '- - 3',
  "'f': ''",
  'g: |',
  '- |-',
  'h: []',
  '',
  'a: "i"',
]
const lines = fc
  .array(fc.tuple(fc.nat({ max: 4 }), fc.constantFrom(...LINES)), { maxLength: 12 })
  .map(all => all.map(([indent, line]) => line && ' '.repeat(indent) + line).join('\n'))

const styles = fc.record({
  lineWidth: fc.constantFrom(0, 20, 80),
  indent: fc.constantFrom(1, 2, 4),
  indentSeq: fc.boolean(),
  singleQuote: fc.constantFrom(true, false, null),
  simpleKeys: fc.boolean(),
})
const tame = fc.string({ unit: fc.constantFrom(...`ab  07-:#'"é.\n`), maxLength: 6 })
const text = fc.oneof(
  { arbitrary: tame, weight: 12 },
  soup,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
)
const { item } = fc.letrec(tie => ({
  item: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie('item'), { maxLength: 3 }),
    fc.dictionary(text, tie('item'), { maxKeys: 4 }),
  ),
}))

describe('what is read without the library is what the library reads', () => {
  it.each<[string, fc.Arbitrary<string>]>([
    ['of pieces', soup],
    ['of pieces behind a key', soup.map(some => `k: ${some}`)],
    ['of pieces in a list', soup.map(some => `k:\n- ${some}`)],
    ['of lines', lines],
    ['of lines below a key', lines.map(block => `k:\n${block}`)],
    ['of a block', lines.map(block => `k: |\n${block}`)],
    ['of anything', fc.string({ unit: 'binary' }).map(some => `k: x${some}`)],
  ])('in texts %s', (_, texts) =>
    fc.assert(
      fc.property(texts, some => expectSame(`${some}\n`)),
      { numRuns: 2000 },
    ),
  )

  it('in what the library writes of any data', () => {
    const data = fc.dictionary(text, item, { minKeys: 1, maxKeys: 4 })
    fc.assert(fc.property(data, styles, (value, style) => expectSame(stringify(value, style))))
  })

  it('when a line of the pack is changed', () => {
    const file = unzipSync(readFileSync(BUILT))['Playbooks/playbook-IAM_-_Handle_Failure.yml']
    const whole = strFromU8(file ?? new Uint8Array())
      .split('\n')
      .slice(0, 60)
    fc.assert(
      fc.property(fc.nat({ max: 59 }), fc.nat({ max: 12 }), soup, (at, column, piece) => {
        const line = whole[at] ?? ''
        const changed = line.slice(0, column) + piece + line.slice(column)
        expectSame(`${[...whole.slice(0, at), changed, ...whole.slice(at + 1)].join('\n')}\n`)
      }),
      { numRuns: 300 },
    )
  })
})
