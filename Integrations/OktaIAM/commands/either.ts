import { isDeepStrictEqual } from 'node:util'
import { InputError } from '../../../kit/errors.ts'

/** The value of an argument that has two names (quirk V21). Throws InputError when both are given and do not agree. */
export function eitherOf<T>(
  [one, other]: readonly [string, string],
  first: T | undefined,
  second: T | undefined,
): T | undefined {
  if (first !== undefined && second !== undefined && !isDeepStrictEqual(first, second))
    throw new InputError(`The arguments "${one}" and "${other}" mean the same and differ; give one of both.`)
  return first ?? second
}
