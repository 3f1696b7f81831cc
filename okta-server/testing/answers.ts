import { isObject, type Json } from '../json.ts'

/** Which rate-limit headers a 429 has, and what they say. */
export const headerForms = [
  'normal',
  'absent',
  'no-reset',
  'doubled',
  'doubled-reset',
  'zero',
  'zeros',
  'past',
] as const

/** What a fault answers instead of the org, or does to its answer. */
export type Answer =
  | { kind: 'rate-limit'; reset: number; headers: (typeof headerForms)[number] }
  | { kind: 'status'; status: number; body?: Json; html?: string }
  | { kind: 'redirect'; status: number; to: string }
  | { kind: 'cut'; when: 'before' | 'middle' | 'after' }
  | { kind: 'slow'; ms: number; pieces: number }
  | { kind: 'bad-json' }
  | { kind: 'next-link'; origin: string }
  | { kind: 'next-loop' }
  | { kind: 'expired-nonce' }
  | { kind: 'revoked-token' }

/** Every kind of answer there is. */
export const faultKinds: readonly Answer['kind'][] = [
  'rate-limit',
  'status',
  'redirect',
  'cut',
  'slow',
  'bad-json',
  'next-link',
  'next-loop',
  'expired-nonce',
  'revoked-token',
]
const elsewhere = 'https://elsewhere.example'

/** Reads the answer of a fault; RangeError naming what is wrong. */
export function readAnswer(value: Json | undefined): Answer {
  const answer = isObject(value) ? value : {}
  const kind = faultKinds.find(one => one === answer.kind)
  switch (kind) {
    case 'rate-limit':
      return {
        kind,
        reset: number(answer.reset, 60, 'reset'),
        headers: oneOf(answer.headers, headerForms, 'headers'),
      }
    case 'status':
      return {
        kind,
        status: number(answer.status, 500, 'status', 200, 599),
        ...(answer.body !== undefined && { body: answer.body }),
        ...(typeof answer.html === 'string' && { html: answer.html }),
        ...(answer.html === true && { html: '<html><body><h1>Service unavailable</h1></body></html>' }),
      }
    case 'redirect':
      return {
        kind,
        status: number(answer.status, 302, 'status', 300, 399),
        to: String(answer.to ?? elsewhere),
      }
    case 'cut':
      return { kind, when: oneOf(answer.when, ['before', 'middle', 'after'] as const, 'when') }
    case 'slow':
      return { kind, ms: number(answer.ms, 1000, 'ms'), pieces: number(answer.pieces, 1, 'pieces', 1, 1000) }
    case 'next-link':
      return { kind, origin: String(answer.origin ?? elsewhere) }
    case undefined:
      throw new RangeError(
        `answer.kind must be one of ${faultKinds.join(', ')}, not ${JSON.stringify(answer.kind)}`,
      )
    default:
      return { kind }
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
  throw new RangeError(`${name} must be a whole number from ${least}, not ${JSON.stringify(value)}`)
}

function oneOf<T extends string>(value: Json | undefined, choices: readonly [T, ...T[]], name: string): T {
  if (value === undefined) return choices[0]
  const choice = choices.find(known => known === value)
  if (choice) return choice
  throw new RangeError(`${name} must be ${choices.join(', ')}, not ${JSON.stringify(value)}`)
}
