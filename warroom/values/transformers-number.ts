import type { Json } from '../../kit/wire.ts'
import { asInstant, asNumber, asText, describe, ValueError } from './cast.ts'
import { dateLayout, percentSign } from './decisions.ts'
import { formatInstant } from './format-instant.ts'
import { type Args, argument, perItem, type TransformerOperator } from './transform.ts'

/** Minus zero is written as 0, and a result that is no number any more is an error, not null in some JSON text. */
function result(number: number): number {
  if (!Number.isFinite(number)) throw new ValueError('gives no number (division by zero, or too large)')
  return number === 0 ? 0 : number
}

const number = (change: (number: number, args: Args) => number): TransformerOperator =>
  perItem((value, args) => result(change(asNumber(value), args)))

// The name of the one argument is not documented, so it is taken whatever it is called (MP-56).
function operand(args: Args): number {
  const [value] = Object.values(args)
  if (value === undefined) throw new ValueError('needs one argument, the number to calculate with')
  return asNumber(value)
}

// Go rounds halves away from zero, JavaScript up.
const roundHalfAway = (value: number) => Math.sign(value) * Math.round(Math.abs(value))

function precision(value: number, args: Args): number {
  const digits = operand(args)
  if (!Number.isInteger(digits) || digits < 0 || digits > 100)
    throw new ValueError(`takes 0 to 100 digits after the point, but got ${describe(digits)}`)
  return Number(value.toFixed(digits))
}

// 0.07 × 100 is 7.000000000000001 in doubles: 15 digits are what a double keeps.
const toPercent = (value: Json) => `${result(Number((asNumber(value) * 100).toPrecision(15)))}${percentSign}`

/** The built-in transformers of numbers and dates (MP-56). */
export const NUMBER_TRANSFORMERS: Record<string, TransformerOperator> = {
  round: number(roundHalfAway),
  floor: number(Math.floor),
  ceil: number(Math.ceil),
  abs: number(Math.abs),
  precision: number(precision),
  addition: number((value, args) => value + operand(args)),
  subtraction: number((value, args) => value - operand(args)),
  multiply: number((value, args) => value * operand(args)),
  division: number((value, args) => value / operand(args)),
  modulo: number((value, args) => value % operand(args)),
  toPercent: perItem(toPercent),
  toString: perItem((value, args) =>
    formatInstant(asInstant(value), argument(args, 'format', asText) || dateLayout),
  ),
  toUnix: perItem(value => asInstant(value).seconds),
}
