import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareNumbers, DECIMAL } from '../../../warroom/values/decimal.ts'

const order: [left: string | number, right: string | number, sign: number][] = [
  [1, 2, -1],
  [2, 1, 1],
  ['10', '9', 1],
  ['3.0', 3, 0],
  ['003', '3', 0],
  ['-0', '0', 0],
  ['-2', '-10', 1],
  ['-1', '1', -1],
  ['0.1', '0.09', 1],
  ['.5', '0.50', 0],
  ['1e3', '1000', 0],
  ['1.5e-3', '0.0015', 0],
  ['1e400', '1e401', -1],
  ['14444444444444444444', '14444444444444444445', -1],
  ['0.30000000000000000001', '0.3', 1],
  // A double that has lost its last digits stands for all texts that read as it.
  [Number('14444444444444444444'), '14444444444444444444', 0],
  [5, '5.00000000000000000001', -1],
]

describe('compareNumbers', () => {
  test.each(order)('%s against %s', (left, right, sign) => {
    expect(Math.sign(compareNumbers(left, right)) + 0).toBe(sign)
    expect(Math.sign(compareNumbers(right, left)) + 0).toBe(sign === 0 ? 0 : -sign)
  })

  test('agrees with whole numbers of any size', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
        const sign = a < b ? -1 : a > b ? 1 : 0
        expect(Math.sign(compareNumbers(String(a), String(b))) + 0).toBe(sign)
      }),
    )
  })

  test('agrees with doubles', () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })
    fc.assert(
      fc.property(double, double, (a, b) => {
        expect(Math.sign(compareNumbers(a, String(b))) + 0).toBe(Math.sign(a - b) + 0)
      }),
    )
  })
})

describe('what is a number', () => {
  test.each(['1', '-1', '+1', '1.', '.5', '1.5', '1e5', '1E-5'])('%s is one', text => {
    expect(DECIMAL.test(text)).toBe(true)
  })

  test.each(['', '.', '1.2.3', '0x10', '1e', 'Infinity', 'NaN', '1_000', '1,5'])('%j is none', text => {
    expect(DECIMAL.test(text)).toBe(false)
  })

  test('a long text of digits that is none is refused in linear time', () => {
    expect(DECIMAL.test(`${'1'.repeat(1_000_000)}x`)).toBe(false)
  })
})
