import type { Json } from '../../kit/wire.ts'
import { isNothing } from './cast.ts'
import { flattenItemLists, unwrapListOfOne } from './decisions.ts'
import type { Env } from './value.ts'

/** The arguments of a transformer, resolved; what is unset is absent. */
export type Args = { readonly [name: string]: Json }

/** Changes a resolved value; a value or argument that cannot be cast is a ValueError (MP-51). */
export type TransformerOperator = (value: Json | undefined, args: Args, env: Env) => Json | undefined

/** An argument cast to what the transformer needs; undefined when it is unset. */
export function argument<T>(args: Args, name: string, cast: (value: Json) => T): T | undefined {
  const value = Object.hasOwn(args, name) ? args[name] : undefined
  return isNothing(value) ? undefined : cast(value)
}

/** A list as the result of a transformer: see unwrapListOfOne (MP-55). */
export function listResult(list: Json[]): Json | undefined {
  return unwrapListOfOne && list.length === 1 ? list[0] : list
}

/** Runs on every element of a list and gives a list (MP-50); nothing gives nothing (MP-53). */
export function perItem(change: (item: Json, args: Args, env: Env) => Json | undefined): TransformerOperator {
  return (value, args, env) => {
    if (isNothing(value)) return undefined
    if (!Array.isArray(value)) return change(value, args, env)
    return value
      .filter(item => item !== null)
      .map(item => change(item, args, env))
      .filter(item => item !== undefined)
      .flat(flattenItemLists) as Json[]
  }
}
