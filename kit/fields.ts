import { InputError } from './errors.ts'
import type { Kind } from './kinds.ts'
import type { JsonObject } from './wire.ts'

/** A named value of a declaration: its kind and the facts that the YAML and the messages need. */
export interface Field<T, F extends FieldFacts = FieldFacts> {
  readonly kind: Kind<unknown>
  readonly facts: F
  /** Never set; it carries T for inference. */
  readonly type?: T
}

export interface FieldFacts {
  readonly required?: boolean
  readonly defaultValue?: string
  readonly secret?: boolean
}

/** Given: what a handler gets. A field that is neither required nor has a default may be undefined. */
export type Given<T, F> = F extends { required: true } | { defaultValue: string } ? T : T | undefined

export type Fields = Readonly<Record<string, Field<unknown>>>
export type Parsed<A extends Fields> = { [K in keyof A]: A[K] extends Field<infer T> ? T : never }

/**
 * Parses the given values by their declaration. Empty text, and text of blanks that is no secret, counts as absent (host contract §3, T8); a value that no
 * field declares is ignored (HC-21). Throws InputError naming the first field that does not fit, its value unless it
 * is secret, and what is expected.
 */
export function parseFields<A extends Fields>(
  what: 'argument' | 'parameter',
  fields: A,
  values: JsonObject,
): Parsed<A> {
  const parsed: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields))
    parsed[name] = parseField(what, name, field, givenValue(values, name, field.facts))
  return parsed as Parsed<A>
}

/** Blanks around a value are a slip of whoever typed or pasted it; those of a secret may belong to it. */
function givenValue(values: JsonObject, name: string, { secret }: FieldFacts): unknown {
  const given = Object.hasOwn(values, name) ? values[name] : undefined
  const value = typeof given === 'string' && !secret ? given.trim() : given
  return value === '' || value === null ? undefined : value
}

function parseField(what: string, name: string, { kind, facts }: Field<unknown>, given: unknown): unknown {
  const value = given ?? facts.defaultValue
  if (value === undefined) {
    if (!facts.required) return undefined
    throw new InputError(`The ${what} "${name}" is missing; expected ${kind.expects}.`)
  }
  const result = kind.schema.safeParse(value)
  if (result.success) return result.data
  throw new InputError(
    `The ${what} "${name}" ${facts.secret ? 'does not fit' : `is ${shown(value)}${detail(result.error.issues)}`}; expected ${kind.expects}.`,
  )
}

const SHOWN_LENGTH = 80

function shown(value: unknown): string {
  const whole = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? String(value))
  return whole.length > SHOWN_LENGTH ? `${whole.slice(0, SHOWN_LENGTH)}…` : whole
}

/** zod reports a union as one issue that holds those of its branches; only our own messages are worth printing. */
function detail(issues: readonly unknown[]): string {
  for (const issue of issues as readonly { code?: string; message?: string; errors?: unknown[][] }[]) {
    if (issue.code === 'custom' && issue.message && issue.message !== 'Invalid input')
      return ` (${issue.message})`
    for (const branch of issue.errors ?? []) {
      const inner = detail(branch)
      if (inner) return inner
    }
  }
  return ''
}
