import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pathOf } from '../../../warroom/context/index.ts'
import { endOfCode, findPlaceholders } from '../../../warroom/context/scan.ts'

describe('endOfCode finds the bracket that closes', () => {
  test.each([
    ['val == 1) rest', 8],
    ['(a) && (b)) rest', 10],
    ["val != ')') rest", 10],
    ['val != ")") rest', 10],
    ["val == 'it\\')s') rest", 15],
    ['val == `)${")"}`) rest', 16],
    ['val == `${`)`}`) rest', 15],
    ['/[)]/.test(val)) rest', 15],
    ['/\\)/.test(val)) rest', 14],
    ['a / b) / c) rest', 5],
    ['val[0] / 2 > ")".length / 1) rest', 27],
    ['a /* ) */ + b) rest', 13],
    ['a // )\n + b) rest', 11],
    ['(function (v) { return /\\)/.test(v) })(val)) rest', 43],
    ['val.s == val1---L.[0].s) rest', 23],
    ['{ a: [1, (2)] }.a) rest', 17],
  ])('%j: %i', (code, end) => expect(endOfCode(code, 0, ')')).toBe(end))

  test.each(['val == 1', "val == ')", 'val == ")', 'val == `)', '(val)', '[val)', '{val)', '`${val)`)'])(
    '%j is not closed',
    code => expect(endOfCode(code, 0, ')')).toBe(-1),
  )
})

describe('findPlaceholders', () => {
  test.each<[text: string, queries: string[]]>([
    ['plain $text {a} #{b}', []],
    ['${a}', ['a']],
    ['x ${a} y ${b.c} z', ['a', 'b.c']],
    ['${a}${b}', ['a', 'b']],
    ["${L(val.s == '}').id}", ["L(val.s == '}').id"]],
    ['${L(val.f(function (x) { return {} })).id} and ${b}', ['L(val.f(function (x) { return {} })).id', 'b']],
    ['${L={"a": val.id}}', ['L={"a": val.id}']],
    ["${Form's key.x} it's", ["Form's key.x"]],
    ['${a\\.b}', ['a\\.b']],
    ['${}', ['']],
    ['${a', []],
    ['${a(} ${b}', []],
    ['${a} ${b(', ['a']],
  ])('%j: %j', (text, queries) => expect(findPlaceholders(text).map(found => found.query)).toEqual(queries))

  test('their places are the text of the query with its braces', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'${}()[]\'"`/\\=.ab ') }), text => {
        let last = 0
        for (const { from, to, query } of findPlaceholders(text)) {
          expect(text.slice(from, to)).toBe(`\${${query}}`)
          expect(from).toBeGreaterThanOrEqual(last)
          last = to
        }
      }),
      { numRuns: 2000 },
    )
  })

  test.each(['${', '${(', '${a=', '${a(`${', '${a("', "${a('\\", '${a(/', '${a({', '(', '/*', '\\'])(
    'many times %j takes no quadratic time',
    piece => expect(findPlaceholders(piece.repeat(50_000)).length).toBeLessThan(2),
  )
})

describe('pathOf', () => {
  test.each([
    ['U', 'Email', 'U.Email'],
    ['${U}', 'Email', 'U.Email'],
    ['${ U }', undefined, 'U'],
    ['${U', 'Email}', 'U.Email'],
    ['U', undefined, 'U'],
    ['U', '', 'U'],
    ["${L(val.s == '}')}", 'id', "L(val.s == '}').id"],
  ])('%j and %j make %j', (root, accessor, path) => expect(pathOf(root, accessor)).toBe(path))
})
