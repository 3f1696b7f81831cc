import type { Json } from '../../kit/wire.ts'
import type { ContextLanguage } from '../context/index.ts'

/** The host functions that need nothing but their arguments; they are answered beside the script, in its thread. */
export type LocalCalls = ReadonlyMap<string, (args: Json[]) => Json>

/** The platform version that scripts are told; everything of ours is written for it (design.md §6, fromVersion). */
const PLATFORM_VERSION = '6.10.0'

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null)
}

/**
 * `dq` gives null when nothing is there (HC-102). `btoa` and `atob` read text as UTF-8, as a server that is no browser
 * does (INFERRED). A query that cannot be read throws with its reason.
 */
export function localCalls(language: ContextLanguage): LocalCalls {
  return new Map<string, (args: Json[]) => Json>([
    ['dq', ([object, path]) => language.query(object ?? null, text(path)) ?? null],
    ['demistoVersion', () => ({ version: PLATFORM_VERSION, buildNumber: '0' })],
    ['btoa', ([value]) => Buffer.from(text(value)).toString('base64')],
    ['atob', ([value]) => Buffer.from(text(value), 'base64').toString()],
  ])
}

/** The answer as the prelude reads it: a failure is thrown inside the script. */
export function answered(call: () => Json): string {
  try {
    return JSON.stringify({ value: call() })
  } catch (cause) {
    return refusal(cause)
  }
}

/** The answer for a call that failed. */
export function refusal(cause: unknown): string {
  return JSON.stringify({ error: cause instanceof Error ? cause.message : String(cause) })
}
