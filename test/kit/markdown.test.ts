import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tableToMarkdown } from '../../kit/markdown.ts'
import type { JsonObject } from '../../kit/wire.ts'

interface Case {
  id: string
  title: string
  when: { title?: string; rows: JsonObject | JsonObject[]; headers: string[]; removeNull?: boolean }
  then: { text: string }
}
const cases = JSON.parse(readFileSync('test/conformance/cases/markdown-table.json', 'utf8')) as Case[]

describe('tableToMarkdown', () => {
  it.each(cases.map(one => [one.id, one.title, one] as const))('%s %s', (_, __, { when, then }) => {
    expect(tableToMarkdown(when.title, when.rows, when.headers, when.removeNull)).toBe(then.text)
  })

  it('prints a list of objects as JSON text, one element a line', () => {
    expect(tableToMarkdown(undefined, { d: [{ a: 1, b: null }, 'x'] }, ['d'])).toBe(
      '|d|\n|---|\n| {"a": 1, "b": null},<br>x |\n',
    )
  })

  it('knows no rows from an empty object', () => {
    expect(tableToMarkdown('T', {}, ['a'])).toBe('### T\n**No entries.**\n')
  })
})
