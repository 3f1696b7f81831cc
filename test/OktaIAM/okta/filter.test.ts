import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quote, segment } from '../../../Integrations/OktaIAM/okta/filter.ts'
import { InputError } from '../../../kit/errors.ts'

describe('U4: quoting for the filter language', () => {
  it.each([
    ['ann@example.com', '"ann@example.com"'],
    [`o'neill@example.com`, `"o'neill@example.com"`],
    ['a"b', '"a\\"b"'],
    ['a\\b', '"a\\\\b"'],
    ['x" or status eq "ACTIVE', '"x\\" or status eq \\"ACTIVE"'],
    ['', '""'],
    ['naïve+#/?&=%', '"naïve+#/?&=%"'],
  ])('%s becomes %s', (value, quoted) => expect(quote(value)).toBe(quoted))

  it.each(['a\nb', 'a\u0000', '\tb', 'a\u007fb', 'a\rb'])('%j is refused', value => {
    expect(() => quote(value)).toThrow(InputError)
    expect(() => quote(value)).toThrow(/control character \(U\+00/)
  })

  it('is a JSON string that reads back as the value, so no value can end it early', () => {
    const printable = fc
      .string({ unit: 'grapheme', maxLength: 60 })
      .filter(value => !/[\u0000-\u001f\u007f]/.test(value))
    fc.assert(
      fc.property(printable, value => {
        const quoted = quote(value)
        expect(JSON.parse(quoted)).toBe(value)
        expect(quoted.slice(1, -1).replace(/\\["\\]/g, '')).not.toContain('"')
      }),
    )
  })

  it('either refuses a value or quotes it, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        const refused = /[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(value)
        if (refused) expect(() => quote(value)).toThrow(InputError)
        else expect(JSON.parse(quote(value))).toBe(value)
      }),
    )
  })
})

describe('a lone surrogate', () => {
  it.each([quote, segment])('is refused by %o', call => {
    expect(() => call('\ud800@example.com')).toThrow(InputError)
    expect(() => call('\ud800@example.com')).toThrow(/not well-formed Unicode/)
    expect(() => call('😀@example.com')).not.toThrow()
  })
})

describe('a segment of a path', () => {
  it.each([
    ['00u1', '00u1'],
    ['a+b#c/d?e@example.com', 'a%2Bb%23c%2Fd%3Fe%40example.com'],
    ['..a', '..a'],
  ])('%s is encoded as %s', (value, encoded) => expect(segment(value)).toBe(encoded))

  it.each(['', '.', '..', 'a\n'])('%j is refused', value => expect(() => segment(value)).toThrow(InputError))

  it('never leaves its place in the path', () => {
    const usable = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter(value => {
      try {
        segment(value)
        return true
      } catch {
        return false
      }
    })
    fc.assert(
      fc.property(usable, value => {
        const { pathname, search, hash } = new URL(
          `https://x.test/api/v1/users/${segment(value)}/lifecycle/activate`,
        )
        expect(pathname.split('/').length).toBe(7)
        expect(decodeURIComponent(pathname.split('/')[4] ?? '')).toBe(value)
        expect(search + hash).toBe('')
      }),
    )
  })
})
