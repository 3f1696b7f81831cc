import type { Entry, JsonObject } from '../../kit/wire.ts'
import { QueryError } from '../context/index.ts'
import { ERROR, textEntry, toEntries } from '../investigation/entry.ts'
import { Refusal } from '../refusal.ts'
import { SandboxError } from '../sandbox/index.ts'
import type { AutomationHost, BuiltInAutomation, Query } from './automation.ts'
import { AutomationError } from './error.ts'

/** What says in one sentence why an automation could not do its work; anything else is a fault of ours. */
export function isSentence(cause: unknown): cause is Error {
  return [AutomationError, Refusal, QueryError, SandboxError].some(kind => cause instanceof kind)
}

/** Runs an automation of ours and gives its entries; a failure is an error entry with its sentence (HC-60 to HC-66). */
export async function runAutomation(
  automation: BuiltInAutomation,
  args: JsonObject,
  host: AutomationHost,
  query: Query,
): Promise<Entry[]> {
  try {
    return toEntries(await automation.run(args, host, query))
  } catch (cause) {
    if (!isSentence(cause)) throw cause
    return [textEntry(ERROR, cause.message)]
  }
}
