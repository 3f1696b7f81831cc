import { describe, expect, it } from 'vitest'
import { EntryTexts, LARGEST_ENTRY } from '../../../Integrations/WorkdayIAM/workday/entry-texts.ts'
import type { Report } from '../../../Integrations/WorkdayIAM/workday/refusals.ts'
import { REPORT } from './documents.ts'

function textsOf(chunks: readonly string[], report: Report = REPORT): string[] {
  const texts = new EntryTexts(report)
  const found = chunks.flatMap(chunk => texts.push(chunk))
  texts.end()
  return found
}

function failureOf(text: string, report: Report = REPORT): string {
  const said = [[text], [...text]].map(chunks => {
    try {
      return `no failure: ${textsOf(chunks, report)}`
    } catch (failure) {
      return failure instanceof Error ? failure.message : String(failure)
    }
  })
  // Whole or by the character, it is the same failure.
  expect(said[1]).toBe(said[0])
  return said[0] ?? ''
}

/** Rows under the name of what is said: some texts are long. */
const byWhat = (rows: readonly [string, string][]) => rows.map(([text, what]) => [what, text] as const)

describe('the text of an entry is cut out as it stands', () => {
  it.each([
    ['braces and quotes in a text', '{"a":"}{\\"}"}'],
    ['a text that ends in a backslash', '{"a":"\\\\","b":"\\\\\\"}"}'],
    ['lists, objects and white space', '{ "a" : [ { "b" : [ ] } , { } ] }'],
    ['numbers as they are written', '{"a":1.50,"b":-0,"c":1E+2,"d":12345678901234567890}'],
    ['a name twice, and names that objects have', '{"a":1,"a":2,"__proto__":{"x":1},"constructor":null}'],
    ['escapes and a pair of surrogates', '{"a":"\\ud83d\\ude00 😀"}'],
  ])('%s', (_, entry) => {
    const report = `{"Report_Entry":[${entry},${entry}]}`
    for (let cut = 0; cut <= report.length; cut += 1) {
      expect(textsOf([report.slice(0, cut), report.slice(cut)])).toEqual([entry, entry])
    }
  })

  it('what is broken inside an entry comes as it is: who parses it finds it', () => {
    expect(textsOf(['{"Report_Entry":[{"a":},{]},{"b":1}]}'])).toEqual(['{"a":}', '{]}', '{"b":1}'])
  })

  it('a report without entries is one', () => {
    expect(textsOf([' { "Report_Entry" : [ ] } '])).toEqual([])
  })

  it('an entry as large as may be is given, one character more is an error', () => {
    const entry = `{"a":"${'x'.repeat(LARGEST_ENTRY - 8)}"}`
    const report = (text: string) => `{"Report_Entry":[{},${text}]}`
    expect(textsOf([report(entry)])[1]).toHaveLength(LARGEST_ENTRY)
    expect(() => textsOf([report(entry.replace('x', 'xx'))])).toThrow(
      'The report at https://wd.example.com/ccx/report holds too much in entry 2: more than 1,000,000 characters; take the columns that no mapper reads out of the report.',
    )
  })

  it('an entry without an end is an error as soon as it is too large', () => {
    const texts = new EntryTexts(REPORT)
    texts.push('{"Report_Entry":[{"a":"')
    const piece = 'x'.repeat(1000)
    let pieces = 0
    expect(() => {
      for (; pieces < 10_000; pieces += 1) texts.push(piece)
    }).toThrow('in entry 1')
    expect(pieces).toBe(999)
  })
})

describe('what is no report', () => {
  const noReport = (what: string) =>
    `The answer of https://wd.example.com/ccx/report is no report: ${what}; check that the report URL is the JSON address of a custom report.`
  it.each([
    ['[{"a":1}]', 'it is a list, not an object with Report_Entry'],
    ['"text"', 'it is a text, not an object with Report_Entry'],
    ['null', 'it is null, not an object with Report_Entry'],
    ['Sign in', 'it is something that begins with "S", not an object with Report_Entry'],
    ['12', 'it is a number, not an object with Report_Entry'],
    ['{}', 'it has no member Report_Entry, it has no members at all'],
    ['{"error":"x","b":{"Report_Entry":[]}}', 'it has no member Report_Entry, its members are "error", "b"'],
    ['{"report_entry":[{}]}', 'it has no member Report_Entry, its members are "report_entry"'],
    [
      `{${[...'abcdefghijklm'].map(name => `"${name}":1`)}}`,
      'it has no member Report_Entry, its members are "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" and 3 more',
    ],
    [`{"${'n'.repeat(99)}":1}`, `it has no member Report_Entry, its members are "${'n'.repeat(60)}"`],
    ['{"Report_Entry":{"a":1}}', 'Report_Entry is an object, not a list'],
    ['{"Report_Entry":null}', 'Report_Entry is null, not a list'],
    ['{"Report_Entry":"[]"}', 'Report_Entry is a text, not a list'],
    ['{"Report_Entry":[],"Report_Entry":[]}', 'it has the member Report_Entry twice'],
    ['{"Report_Entry":[{},{},17]}', 'entry 3 is a number, not an object'],
    ['{"Report_Entry":["a"]}', 'entry 1 is a text, not an object'],
    ['{"Report_Entry":[[{}]]}', 'entry 1 is a list, not an object'],
    ['{"Report_Entry":[{},null]}', 'entry 2 is null, not an object'],
    ['<!DOCTYPE html><html><p>Sign in', 'it is an HTML page, as of a sign-in, a proxy or an outage'],
    ['<?xml version="1.0"?>\n<html xmlns="…">', 'it is an HTML page, as of a sign-in, a proxy or an outage'],
    [`<wd:Report_Data>${'<a/>'.repeat(99)}`, 'it is XML although the report URL says format=json'],
  ])('%s', (text, what) => {
    expect(failureOf(text)).toBe(noReport(what))
  })

  it('XML where the URL does not ask for JSON', () => {
    expect(failureOf('\n<?xml version="1.0"?><wd:Report_Data/>', { ...REPORT, asksForJson: false })).toBe(
      'The report at https://wd.example.com/ccx/report came as XML: format=json is missing from the report URL; add it.',
    )
  })

  it.each(['', ' \r\n\t'])('nothing: %j', text => {
    expect(failureOf(text)).toBe(
      'The answer of https://wd.example.com/ccx/report is empty: not even a report without entries; try again, and if it stays so look at the report in Workday.',
    )
  })
})

describe('what is no JSON', () => {
  it.each(
    byWhat([
      ['{,}', 'before Report_Entry stands "," where " or } may stand'],
      ['{"a":1,}', 'before Report_Entry stands "}" where " may stand'],
      ['{"a" 1}', 'before Report_Entry stands "1" where : may stand'],
      ['{"a":}', 'before Report_Entry stands "}" where a value may stand'],
      ['{"a":tru}', 'before Report_Entry stands a word that is no JSON value'],
      ['{"a":01,', 'before Report_Entry stands a word that is no JSON value'],
      ['{"a\\x":1}', 'before Report_Entry stands a name that is no JSON text'],
      ['{"Report_Entry":]', 'in Report_Entry stands "]" where [ may stand'],
      ['{"Report_Entry":[,', 'in Report_Entry stands "," where { or ] may stand'],
      ['{"Report_Entry":[{},]}', 'after entry 1 stands "]" where { may stand'],
      ['{"Report_Entry":[{} {}]}', 'after entry 1 stands "{" where , or ] may stand'],
      ['{"Report_Entry":[{},{}}', 'after entry 2 stands "}" where , or ] may stand'],
      ['{"Report_Entry":[{}]]', 'after entry 1 stands "]" where , or } may stand'],
      [`{"Report_Entry":[${'{},'.repeat(1204)}x`, 'after entry 1,204 stands "x" where { may stand'],
      ['{"Report_Entry":[{}]}x', 'after its end stands "x" where nothing may stand'],
      ['{"Report_Entry":[]}{"Report_Entry":[]}', 'after its end stands "{" where nothing may stand'],
      ['{"Report_Entry":[]}\u00a0', 'after its end stands "\u00a0" where nothing may stand'],
    ]),
  )('%s', (what, text) => {
    expect(failureOf(text)).toBe(
      `The report at https://wd.example.com/ccx/report is no valid JSON: ${what}; try again, and if it stays so look at the report in Workday.`,
    )
  })
})

describe('what ends too early', () => {
  it.each(
    byWhat([
      ['{', '0 whole entries (the document ends before Report_Entry)'],
      ['{"a":[1', '0 whole entries (the document ends before Report_Entry)'],
      ['{"Report_Entry":[', '0 whole entries (the document ends in Report_Entry)'],
      ['{"Report_Entry":[{"a":"', '0 whole entries (the document ends in entry 1)'],
      ['{"Report_Entry":[{}', '1 whole entry (the document ends after entry 1)'],
      ['{"Report_Entry":[{},{"a', '1 whole entry (the document ends in entry 2)'],
      ['{"Report_Entry":[{},{}]', '2 whole entries (the document ends after entry 2)'],
      [`{"Report_Entry":[${'{},'.repeat(1204)}`, '1,204 whole entries (the document ends after entry 1,204)'],
    ]),
  )('%s', (what, text) => {
    expect(failureOf(text)).toBe(
      `The report at https://wd.example.com/ccx/report broke off after ${what}; try again, and if it stays so look at the report in Workday.`,
    )
  })
})
