import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAuthorized } from '../../report-server/auth.ts'
import { beginning, byteLength, document, entryTexts, first } from '../../report-server/document.ts'
import type { Json, JsonObject } from '../../report-server/json.ts'
import { Report } from '../../report-server/report.ts'

const entries = fc.array(
  fc.dictionary(fc.string(), fc.jsonValue()).map(entry => JSON.parse(JSON.stringify(entry)) as JsonObject),
)
const textOf = (list: readonly Json[]) => JSON.stringify({ Report_Entry: list })

describe('the document', () => {
  it('is what JSON makes of the entries, in its length too', () => {
    fc.assert(
      fc.property(entries, list => {
        const texts = () => entryTexts(list)
        expect([...document(texts())].join('')).toBe(textOf(list))
        expect(byteLength(texts())).toBe(Buffer.byteLength(textOf(list)))
      }),
    )
  })

  it('comes in chunks of one size, but for the last', () => {
    const list = Array.from({ length: 1000 }, () => ({ pad: 'x'.repeat(990) }))
    const sizes = [...document(entryTexts(list))].map(({ length }) => length)
    expect(sizes).toHaveLength(Math.ceil(1_002_000 / 66_066))
    for (const size of sizes.slice(0, -1)) expect(size).toBeLessThan(65_536 + 1010)
  })

  it('is never whole when it is cut, wherever', () => {
    fc.assert(
      fc.property(entries, fc.nat(12), (list, after) => {
        const text = [...beginning(entryTexts(list), after)].join('')
        expect(textOf(list).startsWith(text)).toBe(true)
        expect(() => JSON.parse(text)).toThrow(SyntaxError)
      }),
    )
  })
})

it('first takes no more than it gives', () => {
  let asked = 0
  const endless = function* () {
    for (;;) yield asked++
  }
  expect([[...first(endless(), 0)], [...first(endless(), 2)], [...first([7], 2)], asked]).toEqual([
    [],
    [0, 1],
    [7],
    2,
  ])
})

it('a download goes on with the entries that it began with', () => {
  const report = new Report([{ Emp_ID: '1' }, { Emp_ID: '2' }])
  const [begun] = [report.entries()[Symbol.iterator]()]
  begun.next()
  expect(report.patch({ key: 'Emp_ID', value: '2' })).toBe(1)
  expect([begun.next().value, report.count()]).toEqual([{ Emp_ID: '2' }, 1])
})

it('any user name without a colon and any password are recognised, and no others', () => {
  const name = fc.string({ unit: 'grapheme' }).map(text => text.replaceAll(':', ''))
  const word = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(name, word, word, (username, password, other) => {
      const header = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
      expect(isAuthorized(header, { username, password })).toBe(true)
      expect(isAuthorized(header, { username, password: other })).toBe(other === password)
    }),
  )
})
