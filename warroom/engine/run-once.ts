import type { Done, Entry, Json, JsonObject, Start } from '../../kit/wire.ts'
import { RunFailed } from '../bundle/run.ts'
import type { Instance } from '../instances/instance.ts'
import { ERROR, textEntry, toEntries } from '../investigation/entry.ts'
import type { Change } from '../investigation/room.ts'
import { isJavaScript } from '../javascript/index.ts'
import { hostWith, sharedAnswers } from './asks.ts'
import type { Parts } from './parts.ts'
import { runJavaScript } from './script-host.ts'

/** What one run of a command gave: its entries, and what it changed beside their context. */
export interface Ran {
  entries: Entry[]
  change?: Omit<Change, 'investigation'>
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

function ran({ entries: given, integrationContext }: Done, { name, integration }: Instance): Ran {
  const entries = toEntries(given as Json[])
  if (!isObject(integrationContext)) return { entries }
  return { entries, change: { instance: { name, brand: integration.brand, integrationContext } } }
}

/**
 * Runs a start on its instance, whatever its integration is written in. A RunFailed when no result comes, a Refusal when
 * the integration cannot run here.
 */
export async function runStart(
  parts: Parts,
  instance: Instance,
  start: Start,
  seconds: number,
): Promise<Done> {
  const { reason } = parts.interruption
  // The line was interrupted on another instance, or between two attempts.
  if (reason !== undefined) throw new RunFailed(reason)
  if (isJavaScript(instance.integration.language)) return runJavaScript(parts, instance, start, seconds)
  const host = hostWith('A command', sharedAnswers(parts), parts)
  const done = await parts.pools.of(instance).run(start, host, seconds)
  // design.md §8: what is marked secret stays in memory, and a token is fetched anew after a restart.
  for (const key of done.secretKeys ?? []) {
    const value = done.integrationContext?.[key]
    if (typeof value === 'string') parts.secrets.register(value)
  }
  for (const text of done.secrets ?? []) parts.secrets.reveal(String(text))
  return done
}

/** Runs a command of an instance. A run without a result is an error entry that says why; nothing of it is saved. */
export async function runOnce(parts: Parts, instance: Instance, start: Start, seconds: number): Promise<Ran> {
  try {
    return ran(await runStart(parts, instance, start, seconds), instance)
  } catch (cause) {
    if (!(cause instanceof RunFailed)) throw cause
    return { entries: [textEntry(ERROR, parts.secrets.mask(cause.message))] }
  }
}
