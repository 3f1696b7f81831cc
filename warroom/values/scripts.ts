import type { Json, JsonObject } from '../../kit/wire.ts'
import { isNothing, ValueError } from './cast.ts'
import type { Args } from './transform.ts'
import type { Env, Script } from './value.ts'

function scriptOf(name: string, env: Env): Script {
  const script = env.findScript?.(name)
  if (!script) throw new ValueError('is neither built in nor an automation that is loaded')
  return script
}

/** An automation may answer with a boolean or, as Python scripts do, with its text. */
function passes(result: Json | undefined): boolean {
  if (typeof result === 'string') return !['', 'false', 'no', '0'].includes(result.trim().toLowerCase())
  return Boolean(result)
}

/** Runs an automation as a filter, with `left` and `right` (MP-57). */
export function scriptFilter(
  name: string,
  left: Json | undefined,
  right: Json | undefined,
  env: Env,
): boolean {
  const args: JsonObject = {
    ...(left === undefined ? {} : { left }),
    ...(right === undefined ? {} : { right }),
  }
  return passes(scriptOf(name, env).run(args))
}

/**
 * Runs an automation as a transformer, with `value` and the transformer's arguments (MP-60): once with the whole list
 * when it has the tag `entirelist`, else once per element. It runs with an empty value too (MP-53).
 */
export function scriptTransformer(
  name: string,
  value: Json | undefined,
  args: Args,
  env: Env,
): Json | undefined {
  const script = scriptOf(name, env)
  const run = (one: Json | undefined) => script.run(isNothing(one) ? { ...args } : { ...args, value: one })
  if (script.entireList || !Array.isArray(value)) return run(value)
  return value.map(run).filter(result => result !== undefined)
}
