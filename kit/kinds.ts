import * as z from 'zod'
import type { JsonObject } from './wire.ts'

/**
 * What a text from the platform can stand for. The platform hands over strings from the command line and typed values
 * from playbooks (HC-10, HC-11), so every kind takes both.
 */
export interface Kind<T> {
  /** Completes the sentence "expected …". */
  readonly expects: string
  readonly schema: z.ZodType<T>
  readonly isArray?: true
}

export const text: Kind<string> = {
  expects: 'text',
  schema: z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]),
}

const FLAGS = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
])

/** A boolean, or true, false, yes, no in any case: one pack writes 'True', another 'true' (quirk U10). */
export const flag: Kind<boolean> = {
  expects: 'true or false',
  schema: z.union([
    z.boolean(),
    z.string().transform((value, context) => FLAGS.get(value.trim().toLowerCase()) ?? fail(context)),
  ]),
}

/** A whole number from 0 up. */
export const count: Kind<number> = {
  expects: 'a whole number, 0 or more',
  schema: z.union([
    z.int().min(0),
    z
      .string()
      .trim()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ]),
}

/** How many things in all, over every page: a whole number from 1 up, or `all`, which is Infinity. */
export const limit: Kind<number> = {
  expects: 'a whole number above 0, or all',
  schema: z.union([
    z.int().min(1),
    z.string().transform((value, context) => {
      const given = value.trim().toLowerCase()
      if (given === 'all') return Number.POSITIVE_INFINITY
      return /^0*[1-9]\d{0,14}$/.test(given) ? Number(given) : fail(context)
    }),
  ]),
}

/** A list, a JSON list as text, or values separated by commas (HC-13). */
export const list: Kind<string[]> = {
  expects: 'a list, or values separated by commas',
  isArray: true,
  schema: z.union([
    z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String)),
    z.string().transform((value, context) => splitList(value) ?? fail(context)),
  ]),
}

/** A JSON object, or the text of one. */
export const json: Kind<JsonObject> = {
  expects: 'a JSON object such as {"email":"ann@example.com"}',
  schema: z.union([
    z.custom<JsonObject>(isObject),
    z.string().transform((value, context) => {
      try {
        const parsed: unknown = JSON.parse(value)
        if (isObject(parsed)) return parsed
      } catch (error) {
        return fail(context, (error as Error).message)
      }
      return fail(context)
    }),
  ]),
}

/** A list of JSON objects, or the text of one; a single object stands for a list of one (a DT query gives that). */
export const jsonList: Kind<JsonObject[]> = {
  expects: 'a JSON list of objects such as [{"id":"1"},{"id":"2"}]',
  schema: z.union([
    z.custom<JsonObject[]>(isObjects),
    z.custom<JsonObject>(isObject).transform(one => [one]),
    z.string().transform((value, context) => {
      try {
        const parsed: unknown = JSON.parse(value)
        if (isObjects(parsed)) return parsed
        if (isObject(parsed)) return [parsed]
      } catch (error) {
        return fail(context, (error as Error).message)
      }
      return fail(context)
    }),
  ]),
}

const INSTANT = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/

/** An instant in ISO 8601; without a zone it is UTC. */
export const date: Kind<Date> = {
  expects: 'a date such as 2026-11-22T09:30:00Z',
  schema: z.string().transform((value, context) => {
    const [fits, time, zone] = INSTANT.exec(value) ?? []
    // Without the Z, JavaScript would read a time in the machine's own zone.
    const instant = fits ? Date.parse(time && !zone ? `${value}Z` : value) : Number.NaN
    return Number.isNaN(instant) ? fail(context) : new Date(instant)
  }),
}

/** One of the given texts, in any case of letters; the value is as it is declared. */
export const choice = <const C extends string>(...choices: C[]): Kind<C> => ({
  expects: `one of ${choices.join(', ')}`,
  schema: z.string().transform((value, context) => {
    const given = value.trim().toLowerCase()
    return choices.find(one => one.toLowerCase() === given) ?? fail(context)
  }),
})

/** Name and password as the platform hands them over (parameter type 9), or the password alone. */
export const credentials: Kind<{ identifier: string; password: string }> = {
  expects: 'a name and a password',
  schema: z.union([
    z.object({ identifier: z.string().default(''), password: z.string().default('') }),
    z.string().transform(password => ({ identifier: '', password })),
  ]),
}

function fail(context: z.RefinementCtx, message = ''): never {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isObjects(value: unknown): value is JsonObject[] {
  return Array.isArray(value) && value.every(isObject)
}

function splitList(value: string): string[] | undefined {
  const trimmed = value.trim()
  if (!trimmed.startsWith('[') || !trimmed.endsWith(']')) {
    return trimmed
      .split(',')
      .map(one => one.trim())
      .filter(Boolean)
  }
  try {
    const parsed: unknown = JSON.parse(trimmed)
    return Array.isArray(parsed)
      ? parsed.map(one => (typeof one === 'string' ? one : JSON.stringify(one)))
      : undefined
  } catch {
    return undefined
  }
}
