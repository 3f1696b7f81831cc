/** A decimal number as text, with sign, fraction and exponent. */
export const DECIMAL = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:e([+-]?\d+))?$/i

interface Decimal {
  sign: -1 | 0 | 1
  /** Digits without leading and trailing zeros: the number is 0.DIGITS × 10^magnitude. */
  digits: string
  magnitude: number
}

function decimal(text: string): Decimal {
  const [, sign = '', mantissa = '0', exponent = '0'] = DECIMAL.exec(text) ?? []
  const [whole = '', fraction = ''] = mantissa.split('.')
  const significant = (whole + fraction).replace(/^0+/, '')
  const leadingZeros = whole.length + fraction.length - significant.length
  const digits = significant.replace(/0+$/, '')
  if (digits === '') return { sign: 0, digits, magnitude: 0 }
  return { sign: sign === '-' ? -1 : 1, digits, magnitude: whole.length - leadingZeros + Number(exponent) }
}

function compareSizes(a: Decimal, b: Decimal): number {
  if (a.magnitude !== b.magnitude) return a.magnitude - b.magnitude
  return a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0
}

/**
 * Compares two numbers exactly: 14444444444444444444 and …445 differ (MP-48 isEqualNumber). Negative, zero or
 * positive, as for sort. A JavaScript number beyond 2^53 has lost its last digits already, so there doubles decide.
 */
export function compareNumbers(left: string | number, right: string | number): number {
  if ([left, right].some(side => typeof side === 'number' && !(Math.abs(side) <= Number.MAX_SAFE_INTEGER)))
    return Number(left) - Number(right)
  const [a, b] = [decimal(String(left)), decimal(String(right))]
  if (a.sign !== b.sign) return a.sign - b.sign
  return a.sign * compareSizes(a, b)
}
