import { isObject, type Json, type JsonObject, only } from '../json.ts'

export const totals = ['high', 'low', 'absent', 'text'] as const

/** What a fault answers instead of the application, or does to its answer. */
export type Answer =
  | { kind: 'status'; status: number; body?: Json; retryAfter?: number }
  | { kind: 'html'; status: number }
  | { kind: 'totals'; say: (typeof totals)[number] }
  | { kind: 'cut'; when: 'before' | 'after' }
  | { kind: 'slow'; ms: number }
  | { kind: 'remove-user'; userName: string }

/** Every kind of answer there is, with the settings that it takes. */
const settings: Record<Answer['kind'], readonly string[]> = {
  status: ['status', 'body', 'retryAfter'],
  html: ['status'],
  totals: ['say'],
  cut: ['when'],
  slow: ['ms'],
  'remove-user': ['userName'],
}
export const faultKinds = Object.keys(settings) as readonly Answer['kind'][]

/** Reads the answer of a fault; RangeError naming what is wrong. */
export function readAnswer(value: unknown): Answer {
  const answer = isObject(value) ? value : {}
  const kind = faultKinds.find(one => one === answer.kind)
  if (kind === undefined)
    throw new RangeError(
      `answer.kind must be one of ${faultKinds.join(', ')}, not ${JSON.stringify(answer.kind)}`,
    )
  only(answer, ['kind', ...settings[kind]], `the answer ${kind}`)
  switch (kind) {
    case 'status':
      return { kind, ...statusOf(answer) }
    case 'html':
      return { kind, status: number(answer.status, 200, 'status', 200, 599) }
    case 'totals':
      return { kind, say: oneOf(answer.say, totals, 'say') }
    case 'cut':
      return { kind, when: oneOf(answer.when, ['before', 'after'] as const, 'when') }
    case 'slow':
      return { kind, ms: number(answer.ms, 1000, 'ms', 0, 600_000) }
    case 'remove-user':
      return { kind, userName: text(answer.userName) }
  }
}

function statusOf({ status, body, retryAfter }: JsonObject) {
  return {
    status: number(status, 500, 'status', 200, 599),
    ...(body !== undefined && { body }),
    ...(retryAfter !== undefined && { retryAfter: number(retryAfter, 0, 'retryAfter') }),
  }
}

/** A whole number of a fault, or its default. */
export function number(
  value: Json | undefined,
  otherwise: number,
  name: string,
  least = 0,
  most = Number.MAX_SAFE_INTEGER,
): number {
  if (value === undefined) return otherwise
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
  throw new RangeError(
    `${name} must be a whole number from ${least} to ${most}, not ${JSON.stringify(value)}`,
  )
}

function oneOf<T extends string>(value: Json | undefined, choices: readonly [T, ...T[]], name: string): T {
  if (value === undefined) return choices[0]
  const choice = choices.find(known => known === value)
  if (choice) return choice
  throw new RangeError(`${name} must be one of ${choices.join(', ')}, not ${JSON.stringify(value)}`)
}

function text(value: Json | undefined): string {
  if (typeof value === 'string' && value !== '') return value
  throw new RangeError(`userName must be a text, not ${JSON.stringify(value)}`)
}
