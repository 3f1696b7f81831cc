import type { Json, JsonObject } from '../../kit/wire.ts'

/** What an instance remembers. `write` takes the changed keys; null removes one. */
export interface Memory {
  read(): { integrationContext: JsonObject; version: number }
  write(changed: JsonObject): void
}

function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** HC §8: a set replaces the whole object, so the keys it lacks go. A key with null goes as well. */
function changes(from: JsonObject, to: JsonObject): JsonObject {
  const gone = Object.keys(from).filter(key => !Object.hasOwn(to, key))
  return Object.fromEntries([...gone.map(key => [key, null] as const), ...Object.entries(to)])
}

/** The version that writes whatever the present one is. */
const ANY_VERSION = -1

/**
 * The two host calls of the integration context. `get` gives `{context, version}`. `set` with a version that is not the
 * present one changes nothing and answers `{Error}`, where a success is `{}`; the script reads again and retries (HC §8).
 */
export function integrationContextCalls(memory: Memory): {
  get(): JsonObject
  set(args: Json[]): JsonObject
} {
  return {
    get() {
      const { integrationContext, version } = memory.read()
      return { context: integrationContext, version }
    },
    set([context, wanted]) {
      const { integrationContext, version } = memory.read()
      if (!isObject(context)) return { Error: 'The integration context must be an object.' }
      if (typeof wanted === 'number' && wanted !== ANY_VERSION && wanted !== version)
        return { Error: `The integration context is at version ${version}, not ${wanted}; read it again.` }
      memory.write(changes(integrationContext, context))
      return {}
    },
  }
}
