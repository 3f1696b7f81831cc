import type { Entry, Json, JsonObject } from '../../kit/wire.ts'

/** HC-1: an integration has parameters and runs a command; an automation has none and runs in an incident. */
export type Kind = 'integration' | 'automation'

/** One run of a JavaScript automation, or of one command of a JavaScript integration. */
export interface RunRequest {
  kind: Kind
  /** What messages call it: the automation's name, or the integration's brand. */
  name: string
  code: string
  args: JsonObject
  params?: JsonObject
  command?: string
  lastRun?: JsonObject
  /** The first element of the script's `incidents`. */
  incident?: JsonObject
  /** The script's `invContext`, a snapshot (HC §2.3). */
  context?: JsonObject
  investigation?: JsonObject
  /** The instant, in ISO 8601, at which the script's clock starts; it runs on in real time. Without it that is now. */
  now?: string
  timeoutSeconds?: number
}

/**
 * Answers host functions of HC-102 by name, each with its arguments in order; what it throws is thrown inside the script,
 * and a function that is not there is refused by name. The script waits meanwhile, so an answer may run anything, other
 * scripts too.
 */
export interface ScriptHost {
  [name: string]: (args: Json[]) => Json | undefined | Promise<Json | undefined>
}

/** What a run gave. `lastRun` and `incidents` only when the script did not fail (HC §8). */
export interface RunResult {
  entries: Entry[]
  incidents?: JsonObject[]
  lastRun?: JsonObject
}

/** What crosses into QuickJS, as JSON text, before the script's code runs. */
export interface Setup {
  globals: JsonObject
  /** What getLastRun gives (HC §8). */
  lastRun: JsonObject
  /** When the script's clock starts, in milliseconds since 1970; without it the real clock stays. */
  now?: number
  /** Host functions that exist but may not be called here, and the sentence that says why (HC-2, HC-4). */
  refused: { [name: string]: string }
}

/** How a script ended: with JSON text (undefined is nothing), or with what was thrown. */
export type Ending = { value: string | undefined } | { thrown: Thrown }

/** `name` and `line` are those of an Error; a thrown text or object has its text alone. */
export interface Thrown {
  text: string
  name?: string
  line?: number
}
