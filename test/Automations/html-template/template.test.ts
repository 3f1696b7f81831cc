import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filled, htmlOf, templateParts } from '../../../Automations/html-template/template.ts'
import type { Json } from '../../../kit/wire.ts'

const paths = (template: string): string[] =>
  templateParts(template).flatMap(part => (typeof part === 'string' ? [] : [part.path]))

describe('templateParts', () => {
  test.each<[string, string[]]>([
    ['no placeholder', []],
    ['<b>${a.b}</b> ${ c }', ['a.b', 'c']],
    ['${a}${a}', ['a', 'a']],
    ['$a {b} $ {c}', []],
    ['${User(val.Name == "}").Mail}', ['User(val.Name == "}").Mail']],
    ["${User(val.a == ')' && [1].length).b}!", ["User(val.a == ')' && [1].length).b"]],
    ['${a(val.x == `}\\``)} ${b}', ['a(val.x == `}\\``)', 'b']],
    ['${a={"x": val}} ${b}', ['a={"x": val}', 'b']],
    ['${a\\.b} ${it’s "so"}', ['a\\.b', 'it’s "so"']],
    ['${a} and ${unclosed', ['a']],
    ['${a(val.x == "unclosed)} ${b}', []],
    ['${a(val]x)} ${b}', []],
    ['${a=(val}', []],
    ['${a(', []],
    ['${}', ['']],
  ])('%j has the paths %j', (template, expected) => {
    expect(paths(template)).toEqual(expected)
  })

  test('nothing of a template is lost, whatever it holds', () => {
    const piece = fc.constantFrom('${', '}', '(', ')', '"', "'", '`', '=', '\\', '[', 'a', '.', '<b>', '\n')
    fc.assert(
      fc.property(
        fc.array(piece).map(each => each.join('')),
        template => {
          const parts = templateParts(template)
          expect(parts.map(part => (typeof part === 'string' ? part : part.written)).join('')).toBe(template)
          expect(filled(parts, new Map(), false)).toBe(template)
        },
      ),
    )
  })
})

describe('htmlOf', () => {
  test.each<[Json, string]>([
    ['a < b & "c" > \'d\'', 'a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;'],
    ['&lt;', '&amp;lt;'],
    ['2026-03-20T00:00:00Z', '2026-03-20'],
    ['2026-03-20T00:00:00.000Z', '2026-03-20'],
    ['2026-03-20T08:00:00Z', '2026-03-20T08:00:00Z'],
    ['on 2026-03-20T00:00:00Z', 'on 2026-03-20T00:00:00Z'],
    [5, '5'],
    [false, 'false'],
    ['', ''],
    [[], ''],
    [['x', 1, '<y>'], 'x, 1, &lt;y&gt;'],
    [{ a: '<', b: [1] }, '{&quot;a&quot;:&quot;&lt;&quot;,&quot;b&quot;:[1]}'],
    [[{ a: 1 }, 'z', null], '{&quot;a&quot;:1}, z, '],
  ])('%j is %s', (value, html) => {
    expect(htmlOf(value)).toBe(html)
  })
})

describe('filled', () => {
  test.each<[string, Record<string, Json>, boolean, string]>([
    ['Hi ${n}!', { n: 'Ann' }, false, 'Hi Ann!'],
    ['Hi ${n}!', {}, false, 'Hi ${n}!'],
    ['Hi ${ n }!', { n: null }, false, 'Hi ${ n }!'],
    ['Hi ${n}!', { n: null }, true, 'Hi !'],
    ['Hi ${n}!', { n: '' }, false, 'Hi !'],
    ['${n} ${m}', { n: '${m}', m: 'secret' }, true, '${m} secret'],
    ['$${n}}', { n: '{m}' }, true, '${m}}'],
  ])('%j with %j, removeNotFound %s: %j', (template, values, remove, html) => {
    expect(filled(templateParts(template), new Map(Object.entries(values)), remove)).toBe(html)
  })

  test('no markup and no placeholder of a value survives', () => {
    const text = fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '$', '{', 'm', '}', 'é') })
    const value = fc.oneof(text, fc.array(text), fc.dictionary(text, text))
    fc.assert(
      fc.property(value, given => {
        const html = filled(
          templateParts('[${n}]'),
          new Map([
            ['n', given as Json],
            ['m', 'SECRET'],
          ]),
          true,
        )
        expect(html).not.toMatch(/[<>"']|SECRET/)
        expect(html.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&')
      }),
    )
  })
})
