import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { run, value } from './runner.ts'

const rows = '[{a: 1, b: "x"}, {a: 2}]'

describe('common functions', () => {
  it.each<[string, Json]>([
    ['argToList("a, b")', ['a', 'b']],
    [`argToList('["a","b"]')`, ['a', 'b']],
    ['argToList("[a, b]")', ['[a', 'b]']],
    ['argToList(["a"])', ['a']],
    ['argToList(5)', [5]],
    ['argToList("a;b", ";")', ['a', 'b']],
    ['argToList(undefined)', []],
    ['argToList("")', []],
    ['["true", "YES", true, "0", false].map(argToBoolean)', [true, true, true, false, false]],
    ['[toArray(1), toArray([1]), toArray(null)]', [[1], [1], []]],
    ['[isObject({}), isObject([]), isObject(null)]', [true, false, false]],
    [
      '[0, false, "", [], {}, null, undefined, "a"].map(v => isEmpty(v))',
      [false, false, true, true, true, true, true, false],
    ],
    ['cleanObject({a: "", b: {c: null, d: 1}, e: [{}, 2]})', { b: { d: 1 }, e: [2] }],
    ['mergeDicts({a: 1, b: 1}, {b: 2})', { a: 1, b: 2 }],
    ['uniqueArray(["a", "b", "a"])', ['a', 'b']],
    ['treeToFlattenObject({a: {b: 1, c: {d: 2}}, e: []})', { 'a.b': 1, 'a.c.d': 2, e: [] }],
    [
      '(flat => [flattenFields({r: [{a: {b: 1}}, 2], n: null, z: 0}, "p", flat), flat])({})[1]',
      { 'p.r.0.a.b': '1', 'p.r.1': '2' },
    ],
    ['flattenFields({a: 1, b: {c: 2}}, "", {}, path => path !== "a")', { 'b.c': '2' }],
    [
      `mapObjFunction([{from: 'user.id', to: 'Id'}, 'name'])({user: {id: 7}, name: 'x', more: 1})`,
      { Id: 7, name: 'x' },
    ],
    [
      `mapObjFunction([{from: 'id', to: 'Id'}, {from: 'x', to: 'X'}], field => field.to !== 'X')([{id: 1}, {id: 2}])`,
      [{ Id: 1 }, { Id: 2 }],
    ],
    [`mapObjFunction([{from: 'x', to: 'X'}])({id: 1})`, { X: null }],
    ['camelize("first_name")', 'FirstName'],
    ['camelize("first name", " ")', 'FirstName'],
    ['camelize([{first_name: {last_seen: 1}}])', [{ FirstName: { LastSeen: 1 } }]],
    ['underscoreToCamelCase("first_name")', 'FirstName'],
    ['underscoreToSpace("first_name")', 'First Name'],
    ['["userIDName", "firstName", "URL"].map(pascalToSpace)', ['User ID Name', 'First Name', 'URL']],
    ['[strCount("banana", "an"), strCount("a", "")]', [2, 0]],
    [`replaceInTemplates('/users/%id%/%what%', {id: 7})`, '/users/7/%what%'],
    [`(v => [replaceInTemplatesAndRemove('/u/%id%', v), v])({id: 7, a: 1})`, ['/u/7', { a: 1 }]],
    [`encodeToURLQuery({a: 'b c', d: undefined, e: ['x']})`, '?a=b%20c&e=%5B%22x%22%5D'],
    ['encodeToURLQuery({})', ''],
    [`escapeHTML('<a href="x">&')`, '&lt;a href=&quot;x&quot;&gt;&amp;'],
    [
      '[convertTimestampToString(0), convertTimestampToString(1525006939123)]',
      ['1970-01-01T00:00:00.000Z', '2018-04-29T13:02:19.123Z'],
    ],
    ['[formatEpochDate(1525006939), formatEpochDate("")]', ['Sun, 29 Apr 2018 13:02:19 GMT', '']],
    ['dateToEpoch("1970-01-01T00:00:10Z")', 10],
    ['["10.0.0.1", "256.1.1.1", "1.2.3", "a.b.c.d"].map(isValidIP)', [true, false, false, false]],
    [
      '["10.0.0.1", "172.31.0.1", "172.32.0.1", "8.8.8.8", "x"].map(isPrivateIp)',
      [true, true, false, false, false],
    ],
    [
      '[isDemistoVersionGE("6.0.0"), isDemistoVersionGE("6.10"), isDemistoVersionGE("8.1.0")]',
      [true, true, false],
    ],
    ['[compareVersions("6.9", "6.10"), compareVersions("6.1", "6.1.0")]', [-1, 0]],
    [
      '[isError({Type: 4}), isError([{Type: 1}, {Type: 4}]), isError([]), isError(null)]',
      [true, true, false, false],
    ],
    ['getError([{Type: 1, Contents: "a"}, {Type: 4, Contents: "b"}])', 'b'],
    ['getError([{Type: 4, Contents: "a"}, {Type: 4, Contents: "b"}])', 'a\nb'],
    [
      '[entryTypes.note, entryTypes.error, entryTypes.file, formats.json, formats.dbotResponse]',
      [1, 4, 3, 'json', 'dbotCommandResponse'],
    ],
    [
      'createEntry("x")',
      { Type: 1, Contents: 'x', ContentsFormat: 'text', ReadableContentsFormat: 'markdown' },
    ],
    ['createEntry({a: 1}, {title: "T", context: {A: 1}}).HumanReadable', '### T\n|a|\n|---|\n| 1 |\n'],
    ['outputPaths.ip', 'IP(val.Address && val.Address == obj.Address)'],
    ['dbotScore("1.2.3.4", "ip", "Acme", 3)', { Indicator: '1.2.3.4', Type: 'ip', Vendor: 'Acme', Score: 3 }],
    ['[0, 1, 2, 3, 9].map(scoreToReputation)', ['Unknown', 'Good', 'Suspicious', 'Bad', 'None']],
    ['[0, 0.5, 4, 7].map(severityToText)', ['Unknown', 'Informational', 'Critical', 'Unknown']],
    [
      'addMalicious({[outputPaths.ip]: {Address: "1.2.3.4"}}, outputPaths.ip, {Vendor: "A"})[outputPaths.ip]',
      { Address: '1.2.3.4', Malicious: { Vendor: 'A' }, properties_to_append: ['Malicious'] },
    ],
    [`tableToMarkdown('T', ${rows})`, '### T\n|a|b|\n|---|---|\n| 1 | x |\n| 2 |  |\n'],
    [`tableToMarkdown('T', ${rows}, 'b,a')`, '### T\n|b|a|\n|---|---|\n| x | 1 |\n|  | 2 |\n'],
    [`tblToMd('', ${rows}, ['a'], null, h => h.toUpperCase())`, '|A|\n|---|\n| 1 |\n| 2 |\n'],
    [`tableToMarkdown('T', ['x', 'y'], 'Names')`, '### T\n|Names|\n|---|\n| x |\n| y |\n'],
    [`tableToMarkdown('T', [{a: [1, 2]}], ['a'], '; ')`, '### T\n|a|\n|---|\n| 1; 2 |\n'],
    ['tableToMarkdown("T", null)', '### T\n**No entries.**\n'],
    ['[formatCell(null), formatCell(false), formatCell({a: {b: null}})]', ['', 'false', 'a: {"b": null}']],
    [`tableToMarkdown('T', [{b: 1, a: 2}, {c: 3}])`, '### T\n|a|b|\n|---|---|\n| 2 | 1 |\n|  |  |\n'],
    ['objToMd({b: {c: "x"}, a: 1})', 'Key | Value\n- | -\na | 1\nb.c | x\n'],
    ['[arrToMd([{b: 1, a: 2}]), arrToMd([]), arrToMd()]', ['|a|b|\n|---|---|\n| 2 | 1 |\n', '', '']],
    [`jsonToTable('[{"a":{"b":1}},2]')`, [{ 'a.b': 1 }, { value: 2 }]],
  ])('%s', async (expression, expected) => {
    expect(await value(`return ${expression}`)).toEqual(expected)
  })

  it.each([
    ['argToBoolean("maybe")', /valid boolean-like value: maybe/],
    ['getError([{Type: 1}])', /there is no error among the entries/],
  ])('%s fails', async (code, text) => {
    expect((await run(code)).entries).toEqual([
      { Type: 4, ContentsFormat: 'text', Contents: expect.stringMatching(text) },
    ])
  })

  it('keeps keys of data data', async () => {
    const code = `var o = JSON.parse('{"__proto__":{"a":1},"constructor":{"b":2}}');
      return [flattenFields(o), mergeDicts(o), cleanObject(o), ({}).a, camelize(o, '-')].map(v => JSON.stringify(v)).join(' ')`
    expect((await run(code)).entries[0]?.Contents).toBe(
      '{"__proto__.a":"1","constructor.b":"2"} {"__proto__":{"a":1},"constructor":{"b":2}} {"__proto__":{"a":1},"constructor":{"b":2}}  {"__proto__":{"A":1},"Constructor":{"B":2}}',
    )
  })
})

describe('the markdown table (HC-69)', () => {
  interface Case {
    id: string
    title: string
    when: { title?: string; rows: Json; headers: string[]; removeNull?: boolean }
    then: { text: string }
  }
  const cases: Case[] = JSON.parse(readFileSync('test/conformance/cases/markdown-table.json', 'utf8'))

  it.each(cases.map(one => [one.id, one] as const))('%s', async (_, { when, then }) => {
    const code = `var w = args.when
      return JSON.stringify(tableToMarkdown(w.title, w.rows, w.headers, undefined, undefined, undefined, w.removeNull))`
    const { entries } = await run(code, {}, { args: { when: when as JsonObject } })
    expect(JSON.parse(String(entries[0]?.Contents))).toBe(then.text)
  })

  it('has as many cells in every line as there are headers, whatever stands in them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.constantFrom('a', 'b', '|'), fc.jsonValue()), { minLength: 1 }),
        async table => {
          const code = 'return tableToMarkdown("", args.table, ["a", "b", "|"])'
          const text = String((await run(code, {}, { args: { table: table as Json } })).entries[0]?.Contents)
          const lines = text.split('\n').slice(0, -1)
          expect(lines).toHaveLength(table.length + 2)
          for (const line of lines) expect(line.replaceAll('\\|', '').split('|')).toHaveLength(5)
        },
      ),
      { numRuns: 40 },
    )
  })
})
