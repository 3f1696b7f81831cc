import type { Done, Json, JsonObject, Start } from '../../kit/wire.ts'
import type { Instance } from '../instances/instance.ts'
import { integrationContextCalls, type ScriptHost } from '../javascript/index.ts'
import { Refusal } from '../refusal.ts'
import { modulesOf } from './asks.ts'
import type { Parts } from './parts.ts'

/** A name that a script hands over. Throws a Refusal, which is thrown inside the script. */
export function nameIn(value: Json | undefined, called: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw new Refusal(`${called} takes a name as its first argument, not ${JSON.stringify(value ?? null)}.`)
}

/** An object that a script hands over; anything else counts as an empty one. */
export function objectIn(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}

/** What scripts of both kinds may call (HC-2). */
export function sharedCalls(parts: Parts): ScriptHost {
  return {
    getModules: () => modulesOf(parts),
    mapObject: ([value, mapper, type]) =>
      parts.mapping.mapObject(value ?? null, nameIn(mapper, 'mapObject'), nameIn(type, 'mapObject')),
  }
}

/**
 * The host functions of a JavaScript integration: the integration context of its instance, written at once because
 * locking needs that. A test has none (HC §9).
 */
function integrationHost(
  parts: Parts,
  { name, integration: { brand } }: Instance,
  command: string,
): ScriptHost {
  const memory =
    command === 'test-module'
      ? { read: () => ({ integrationContext: {}, version: 0 }), write: () => {} }
      : {
          read: () => parts.state.room.memory(name, brand),
          write: (integrationContext: JsonObject) =>
            void parts.state.commit({ instance: { name, brand, integrationContext } }),
        }
  const { get, set } = integrationContextCalls(memory)
  return { ...sharedCalls(parts), getIntegrationContext: get, setIntegrationContext: set }
}

/** Runs a command of a JavaScript integration on its instance. What the script does wrong is an error entry. */
export function runJavaScript(
  parts: Parts,
  instance: Instance,
  start: Start,
  timeoutSeconds: number,
): Promise<Done> {
  const { brand: name, code } = instance.integration
  const { command, args, params, lastRun, investigation } = start
  const request = { kind: 'integration' as const, name, code, command, args, params, lastRun, timeoutSeconds }
  const within = investigation && { investigation: { id: investigation.id } }
  return parts.runner.run({ ...request, ...within }, integrationHost(parts, instance, command))
}
