import type { Json } from '../kit/wire.ts'
import { Refusal } from './refusal.ts'
import { depthOf } from './sandbox/depth.ts'
import { MAX_DEPTH } from './sandbox/limits.ts'

/**
 * The value of a JSON text, undefined when it is none. A Refusal when it nests deeper than whatever walks it next could
 * bear: such a value is refused where it enters.
 */
export function jsonIn(text: string): Json | undefined {
  let value: Json
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const depth = depthOf(text)
  if (depth > MAX_DEPTH)
    throw new Refusal(`The JSON nests ${depth} levels deep; at most ${MAX_DEPTH} are accepted.`)
  return value
}
