import type { JsonObject } from '../../kit/wire.ts'
import { Refusal } from '../refusal.ts'
import { DEFAULT_RETRY_INTERVAL_SECONDS } from './decisions.ts'

/** What the reserved arguments ask of the host (HC-24). */
export interface RunOptions {
  rawResponse: boolean
  ignoreOutputs: boolean
  extendContext: string | undefined
  /** Undefined when the line does not say. */
  timeoutSeconds: number | undefined
  retryCount: number
  retryIntervalSeconds: number
}

// setTimeout takes no longer time than this; a command that needs days is a mistake anyway.
const LONGEST_SECONDS = 2_000_000

function number<T>(reserved: Record<string, string>, name: string, least: number, otherwise: T): number | T {
  const text = reserved[name]
  if (text === undefined) return otherwise
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (value >= least && value <= LONGEST_SECONDS) return value
  throw new Refusal(`"${name}" must be a number from ${least} to ${LONGEST_SECONDS}, not "${text}".`)
}

function flag(reserved: Record<string, string>, name: string): boolean {
  const text = (reserved[name] ?? 'false').toLowerCase()
  if (text === 'true' || text === 'yes') return true
  if (text === 'false' || text === 'no') return false
  throw new Refusal(`"${name}" must be true or false, not "${reserved[name]}".`)
}

/** Reads the reserved arguments; a Refusal names the one with a value it cannot have. */
export function runOptions(reserved: Record<string, string>): RunOptions {
  return {
    rawResponse: flag(reserved, 'raw-response'),
    ignoreOutputs: flag(reserved, 'ignore-outputs'),
    extendContext: reserved['extend-context'],
    timeoutSeconds: number(reserved, 'execution-timeout', 0.001, undefined),
    retryCount: Math.floor(number(reserved, 'retry-count', 0, 0)),
    retryIntervalSeconds: number(reserved, 'retry-interval', 0, DEFAULT_RETRY_INTERVAL_SECONDS),
  }
}

/** The reserved arguments that ask for the same again: a further run of a polling command is run like its first. */
export function reservedOf(options: RunOptions): JsonObject {
  const { extendContext, timeoutSeconds, retryCount, retryIntervalSeconds } = options
  return {
    ...(options.rawResponse ? { 'raw-response': 'true' } : {}),
    ...(options.ignoreOutputs ? { 'ignore-outputs': 'true' } : {}),
    ...(extendContext === undefined ? {} : { 'extend-context': extendContext }),
    ...(timeoutSeconds === undefined ? {} : { 'execution-timeout': String(timeoutSeconds) }),
    ...(retryCount === 0
      ? {}
      : { 'retry-count': String(retryCount), 'retry-interval': String(retryIntervalSeconds) }),
  }
}
