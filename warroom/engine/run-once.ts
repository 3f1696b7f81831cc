import type { Done, Entry, Json, JsonObject, Start } from '../../kit/wire.ts'
import { RunFailed } from '../bundle/run.ts'
import type { Instance } from '../instances/instance.ts'
import { ERROR, textEntry, toEntries } from '../investigation/entry.ts'
import { hostOf } from './asks.ts'
import type { Parts } from './parts.ts'

/** What one run of a command gave: its entries, and the changed keys of the integration context. */
export interface Ran {
  entries: Entry[]
  integrationContext?: JsonObject
}

/** What starts a run of `command` on an instance; the platform gives a test no integration context (HC §9). */
export function startOf(parts: Parts, instance: Instance, command: string, args: JsonObject): Start {
  const { brand } = instance.integration
  const { integrationContext } = parts.state.room.memory(instance.name, brand)
  return {
    kind: 'command',
    command,
    args,
    params: instance.params,
    lastRun: {},
    integrationContext: command === 'test-module' ? {} : integrationContext,
    instance: { brand, name: instance.name },
    ...(parts.clock.moved ? { now: parts.clock.now() } : {}),
  }
}

function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function ran(done: Done): Ran {
  const entries = toEntries(done.entries as Json[])
  return isObject(done.integrationContext)
    ? { entries, integrationContext: done.integrationContext }
    : { entries }
}

/** Runs a start on its instance. A run without a result is an error entry that says why; nothing of it is saved. */
export async function runOnce(parts: Parts, instance: Instance, start: Start, seconds: number): Promise<Ran> {
  try {
    return ran(await parts.pools.of(instance).run(start, hostOf(parts), seconds))
  } catch (cause) {
    if (!(cause instanceof RunFailed)) throw cause
    return { entries: [textEntry(ERROR, parts.secrets.mask(cause.message))] }
  }
}
