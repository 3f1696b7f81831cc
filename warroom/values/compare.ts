import type { Json } from '../../kit/wire.ts'
import { asText, elements, isNothing, ValueError } from './cast.ts'
import { negativeMeansNone, negativePassesOnNothing } from './decisions.ts'
import type { Language } from './value.ts'

/** What a comparison may ask for besides its two sides. */
export interface Comparing {
  ignoreCase: boolean
  language: Language
}

/** Tests resolved values; a value that cannot be cast is a ValueError (MP-49). */
export type FilterOperator = (left: Json | undefined, right: Json | undefined, by: Comparing) => boolean

/**
 * One value against one value, each cast first. A list on either side passes when any pair passes (MP-49); nothing
 * passes never.
 */
export function anyPair<T, U = T>(
  castLeft: (value: Json) => T,
  castRight: (value: Json) => U,
  test: (left: T, right: U, by: Comparing) => boolean,
): FilterOperator {
  return (left, right, by) => {
    const lefts = elements(left).map(castLeft)
    const rights = elements(right).map(castRight)
    return lefts.some(one => rights.some(other => test(one, other, by)))
  }
}

/** Both sides as text, in lower case where case is ignored. */
export function texts(test: (left: string, right: string) => boolean): FilterOperator {
  return anyPair(asText, asText, (left, right, { ignoreCase }) =>
    ignoreCase ? test(left.toLowerCase(), right.toLowerCase()) : test(left, right),
  )
}

/** The negative of an operator, on lists and on nothing as decisions.ts says. */
export function not(positive: FilterOperator): FilterOperator {
  return (left, right, by) => {
    if (isNothing(left) || isNothing(right)) return negativePassesOnNothing
    if (negativeMeansNone) return !positive(left, right, by)
    return elements(left).some(element => !positive(element, right, by))
  }
}

/** The items of a list given as a list, as JSON text or as comma-separated text (MP-48 in, inList). */
export function listItems(value: Json | undefined): Json[] {
  if (typeof value !== 'string') return elements(value)
  if (!value.trim().startsWith('[')) return value.split(',').map(item => item.trim())
  try {
    return elements(JSON.parse(value) as Json)
  } catch {
    throw new ValueError(
      `takes a list, but got text that starts like one and is no JSON: ${value.slice(0, 60)}`,
    )
  }
}
