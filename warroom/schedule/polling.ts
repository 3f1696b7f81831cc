import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import type { InstanceResult } from '../engine/outcome.ts'
import { type RunOptions, reservedOf } from '../engine/run-options.ts'
import { isError } from '../investigation/entry.ts'
import type { Poll } from '../investigation/run.ts'
import { jsonIn } from '../json.ts'
import { POLL_TIMEOUT_SECONDS, SHORTEST_POLL_SECONDS } from '../playbook/decisions.ts'

/** An instant so many seconds after another. */
export function later(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString()
}

function secondsIn(value: Json | undefined, otherwise: number): number {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? seconds : otherwise
}

function argsIn(value: Json | undefined): JsonObject {
  const args = typeof value === 'string' ? jsonIn(value) : value
  return args !== null && typeof args === 'object' && !Array.isArray(args) ? args : {}
}

function pollOf(
  entry: Entry,
  { instance, options }: Polling,
  now: string,
  until: string | undefined,
): Poll[] {
  const { PollingCommand, PollingArgs, NextRun, Timeout } = entry
  if (typeof PollingCommand !== 'string' || PollingCommand === '' || isError(entry)) return []
  const wait = Math.max(SHORTEST_POLL_SECONDS, secondsIn(NextRun, SHORTEST_POLL_SECONDS))
  return [
    {
      command: PollingCommand,
      args: { ...(options ? reservedOf(options) : {}), ...argsIn(PollingArgs) },
      instance,
      next: later(now, wait),
      // The first entry of a sequence says how long all of it may take.
      until: until ?? later(now, secondsIn(Timeout, POLL_TIMEOUT_SECONDS)),
    },
  ]
}

/** A run of a command whose entries may ask for more, and how it was run. */
export interface Polling extends InstanceResult {
  options?: RunOptions
}

/**
 * The further runs that the entries of a command ask for (HC §9). `until` is the end of the sequence they belong to, for a
 * run that is not its first.
 */
export function pollsOf(results: Polling[], now: string, until?: string): Poll[] {
  return results.flatMap(result => result.entries.flatMap(entry => pollOf(entry, result, now, until)))
}

/** The earliest of some instants. */
export function earliest(instants: string[]): string | undefined {
  return [...instants].sort()[0]
}

/** The arguments of a poll's next run: it stays on its instance. */
export function argsOfPoll({ args, instance }: Poll): JsonObject {
  return instance === null ? args : { ...args, using: instance }
}
