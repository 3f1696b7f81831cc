import type * as acorn from 'acorn'
import type { Json } from '../../kit/wire.ts'
import type { Scope } from '../sandbox/index.ts'

/** Evaluates an expression. Throws THREW where JavaScript throws, and BAIL where only the sandbox knows the answer. */
export type Evaluate = (scope: Scope) => Json | undefined

/** Thrown again and again as one value: making an Error with its stack costs more than the whole evaluation. */
export const THREW = new Error('the expression throws')
export const BAIL = new Error('the expression needs the sandbox')

/** What a value inherits, such as `constructor` or `length`: reading it is left to the sandbox. */
const INHERITED = new Set(
  [Object.prototype, Array.prototype, String.prototype, Number.prototype, Boolean.prototype].flatMap(
    prototype => Object.getOwnPropertyNames(prototype),
  ),
)

/**
 * Turns an expression of paths on `names`, literals, `&& || !` and comparisons into a function; undefined when it holds
 * anything else. Its answers are those of the sandbox (design.md §7, property-tested).
 */
export function compile(node: acorn.Expression, names: readonly string[]): Evaluate | undefined {
  switch (node.type) {
    case 'Literal':
      return literal(node)
    case 'Identifier':
      return identifier(node.name, names)
    case 'MemberExpression':
      return member(node, names)
    case 'UnaryExpression':
      return unary(node, names)
    case 'LogicalExpression':
      return logical(node, names)
    case 'BinaryExpression':
      return comparison(node, names)
    case 'ParenthesizedExpression':
      return compile(node.expression, names)
    default:
      return undefined
  }
}

function literal({ value }: acorn.Literal): Evaluate | undefined {
  const simple =
    value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return simple ? () => value : undefined
}

function identifier(name: string, names: readonly string[]): Evaluate | undefined {
  if (names.includes(name)) return scope => (Object.hasOwn(scope, name) ? scope[name] : unbound())
  return name === 'undefined' ? () => undefined : undefined
}

/** `obj` exists only while an EntryContext is merged; in a query JavaScript throws a ReferenceError. */
function unbound(): never {
  throw THREW
}

function member(node: acorn.MemberExpression, names: readonly string[]): Evaluate | undefined {
  const { object, property } = node
  if (object.type === 'Super' || node.optional === true) return undefined
  const key = keyOf(node, property)
  const of = compile(object, names)
  return key === undefined || of === undefined ? undefined : scope => read(of(scope), key)
}

function keyOf({ computed }: acorn.MemberExpression, property: acorn.Expression | acorn.PrivateIdentifier) {
  if (!computed) return property.type === 'Identifier' ? property.name : undefined
  const simple =
    property.type === 'Literal' && (typeof property.value === 'string' || typeof property.value === 'number')
  return simple ? String(property.value) : undefined
}

function read(value: Json | undefined, key: string): Json | undefined {
  if (value === undefined || value === null) throw THREW
  if (typeof value === 'string' || Array.isArray(value)) {
    if (key === 'length') return value.length
    if (/^\d+$/.test(key)) return String(Number(key)) === key ? value[Number(key)] : undefined
  } else if (typeof value === 'object' && Object.hasOwn(value, key)) {
    return value[key]
  }
  if (INHERITED.has(key)) throw BAIL
  return undefined
}

function unary(
  { operator, argument }: acorn.UnaryExpression,
  names: readonly string[],
): Evaluate | undefined {
  if (operator === '-' && argument.type === 'Literal' && typeof argument.value === 'number') {
    const { value } = argument
    return () => -value
  }
  const of = operator === '!' ? compile(argument, names) : undefined
  return of && (scope => !of(scope))
}

function logical(
  { operator, left, right }: acorn.LogicalExpression,
  names: readonly string[],
): Evaluate | undefined {
  const first = compile(left, names)
  const second = compile(right, names)
  if (first === undefined || second === undefined) return undefined
  if (operator === '&&') return scope => first(scope) && second(scope)
  return operator === '||' ? scope => first(scope) || second(scope) : undefined
}

function comparison(node: acorn.BinaryExpression, names: readonly string[]): Evaluate | undefined {
  const compare = COMPARE[node.operator]
  if (compare === undefined || node.left.type === 'PrivateIdentifier') return undefined
  const left = compile(node.left, names)
  const right = compile(node.right, names)
  if (left === undefined || right === undefined) return undefined
  const strict = node.operator.length === 3
  return scope => {
    const a = left(scope)
    const b = right(scope)
    // Objects are compared by identity or turned into text, and the sandbox holds copies of ours.
    if (isObject(a) ? !strict || isObject(b) : !strict && isObject(b)) throw BAIL
    return compare(a, b)
  }
}

function isObject(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null
}

type Value = Json | undefined

/** JavaScript's own operators, `==` with its conversions included: content relies on `"1" == 1` (HC-M27). */
const COMPARE: Partial<Record<string, (a: Value, b: Value) => boolean>> = {
  // biome-ignore lint/suspicious/noDoubleEquals: this is the operator of that name
  '==': (a, b) => a == b,
  // biome-ignore lint/suspicious/noDoubleEquals: this is the operator of that name
  '!=': (a, b) => a != b,
  '===': (a, b) => a === b,
  '!==': (a, b) => a !== b,
  '<': (a, b) => (a as number) < (b as number),
  '>': (a, b) => (a as number) > (b as number),
  '<=': (a, b) => (a as number) <= (b as number),
  '>=': (a, b) => (a as number) >= (b as number),
}
