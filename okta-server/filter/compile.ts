import { OktaError } from '../errors.ts'
import type { Json } from '../json.ts'
import { type Expression, type Operator, parse } from './parse.ts'
import { FilterError, type Literal } from './tokens.ts'

/** One attribute that an endpoint can be asked about: its kind, the operators it takes, how to read it. */
export interface Attribute<T> {
  kind: 'string' | 'number' | 'boolean' | 'date'
  operators: ReadonlySet<Operator | 'pr'>
  read(item: T): Json | undefined
}

/** What an endpoint understands: its attributes, and whether the case of strings counts (okta-api §6.2). */
export interface Dialect<T> {
  find(path: string): Attribute<T> | undefined
  foldCase: boolean
  /** Whether `not (…)` is understood; only the System Log does (okta-api §6.1). */
  not?: boolean
  /** What is said about an operator that an attribute does not take, when it is not the usual E0000031. */
  unsupported?(operator: Operator | 'pr', path: string): OktaError
}

export type Predicate<T> = (item: T) => boolean

/**
 * Turns an expression into a predicate. Throws E0000031 for bad syntax (with the given causes), an unknown
 * attribute or an operator the attribute does not take, and E0000030 for an unreadable date.
 */
export function compile<T>(text: string, dialect: Dialect<T>, syntaxCauses: string[] = []): Predicate<T> {
  try {
    return predicate(parse(text), dialect)
  } catch (error) {
    if (error instanceof FilterError) throw new OktaError('E0000031', { causes: syntaxCauses })
    throw error
  }
}

/** The predicate of a parsed expression; throws as `compile` does, and what the dialect throws. */
export function predicate<T>(expression: Expression, dialect: Dialect<T>): Predicate<T> {
  switch (expression.kind) {
    case 'and': {
      const terms = expression.terms.map(term => predicate(term, dialect))
      return item => terms.every(term => term(item))
    }
    case 'or': {
      const terms = expression.terms.map(term => predicate(term, dialect))
      return item => terms.some(term => term(item))
    }
    case 'not': {
      if (!dialect.not) throw new OktaError('E0000031')
      const term = predicate(expression.term, dialect)
      return item => !term(item)
    }
    case 'present': {
      const attribute = allowed(dialect, expression.attribute, 'pr')
      return anyValue(attribute, found => found !== undefined && found !== null && found !== '')
    }
    case 'compare':
      return comparison(expression.operator, expression.value, expression.attribute, dialect)
  }
}

function comparison<T>(operator: Operator, value: Literal, path: string, dialect: Dialect<T>): Predicate<T> {
  const attribute = allowed(dialect, path, operator)
  const wanted = operand(value, attribute.kind, dialect.foldCase)
  const fold = dialect.foldCase && attribute.kind === 'string'
  return anyValue(attribute, found => {
    const actual = fold && typeof found === 'string' ? found.toLowerCase() : found
    return typeof actual === typeof wanted && holds(operator, actual as typeof wanted, wanted)
  })
}

function allowed<T>(dialect: Dialect<T>, path: string, operator: Operator | 'pr'): Attribute<T> {
  const attribute = dialect.find(path)
  if (attribute?.operators.has(operator)) return attribute
  throw dialect.unsupported?.(operator, path) ?? new OktaError('E0000031')
}

/** A multi-valued attribute matches if any of its values does. */
function anyValue<T>({ read }: Attribute<T>, fits: (value: Json | undefined) => boolean): Predicate<T> {
  return item => {
    const found = read(item)
    return Array.isArray(found) ? found.some(fits) : fits(found)
  }
}

function operand(
  value: Literal,
  kind: Attribute<unknown>['kind'],
  foldCase: boolean,
): string | number | boolean {
  if (kind === 'date' && typeof value === 'string') return instant(value)
  if (value === null || typeof value !== kind) throw new OktaError('E0000031')
  return typeof value === 'string' && foldCase ? value.toLowerCase() : value
}

/** Dates are kept as `toISOString` writes them, so comparing text compares instants. */
function instant(text: string): string {
  const at = /^\d{4}-\d\d-\d\d(T.*)?$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw new OktaError('E0000030')
  return new Date(at).toISOString()
}

function holds<V extends string | number | boolean>(operator: Operator, actual: V, wanted: V): boolean {
  switch (operator) {
    case 'eq':
      return actual === wanted
    case 'ne':
      return actual !== wanted
    case 'gt':
      return actual > wanted
    case 'ge':
      return actual >= wanted
    case 'lt':
      return actual < wanted
    case 'le':
      return actual <= wanted
    case 'sw':
      return String(actual).startsWith(String(wanted))
    case 'co':
      return String(actual).includes(String(wanted))
    case 'ew':
      return String(actual).endsWith(String(wanted))
  }
}
