import { isObject, type Json, type JsonObject, only } from './json.ts'

export const malformations = ['json', 'entry', 'list'] as const

/** What a fault answers instead of the report, or does to it. */
export type Answer =
  | { kind: 'status'; status: number; body?: Json; retryAfter?: number }
  | { kind: 'redirect'; status: number; to: string }
  | { kind: 'slow'; first: number; between: number }
  | { kind: 'hang'; after: number }
  | { kind: 'cut'; after: number; clean: boolean; contentLength: boolean }
  | { kind: 'malformed'; what: (typeof malformations)[number] }
  | { kind: 'changing'; column: string }
  | { kind: 'half' }
  | { kind: 'empty' }
  | { kind: 'nobody' }
  | { kind: 'html' }
  | { kind: 'gzip' }
  | { kind: 'bom' }

/** Every kind of answer there is, with the settings that it takes. */
const settings: Record<Answer['kind'], readonly string[]> = {
  status: ['status', 'body', 'retryAfter'],
  redirect: ['status', 'to'],
  slow: ['first', 'between'],
  hang: ['after'],
  cut: ['after', 'clean', 'contentLength'],
  half: [],
  empty: [],
  nobody: [],
  html: [],
  malformed: ['what'],
  changing: ['column'],
  gzip: [],
  bom: [],
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
    case 'redirect':
      return { kind, status: number(answer.status, 302, 'status', 300, 399), to: place(answer.to) }
    case 'slow':
      return { kind, first: wait(answer.first, 'first'), between: wait(answer.between, 'between') }
    case 'hang':
      return { kind, after: number(answer.after, 1, 'after') }
    case 'cut':
      return { kind, after: number(answer.after, 1, 'after'), ...ending(answer.clean, answer.contentLength) }
    case 'malformed':
      return { kind, what: malformation(answer.what) }
    case 'changing':
      return { kind, column: text(answer.column, 'Title', 'column') }
    default:
      return { kind }
  }
}

function statusOf({ status, body, retryAfter }: JsonObject) {
  return {
    status: number(status, 500, 'status', 200, 599),
    ...(body !== undefined && { body }),
    ...(retryAfter !== undefined && { retryAfter: number(retryAfter, 0, 'retryAfter') }),
  }
}

/** Milliseconds, at most a day: node takes longer ones for none. */
function wait(value: Json | undefined, name: string): number {
  return number(value, 0, name, 0, 24 * 60 * 60 * 1000)
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

function text(value: Json | undefined, otherwise: string, name: string): string {
  if (value === undefined) return otherwise
  if (typeof value === 'string' && value !== '') return value
  throw new RangeError(`${name} must be a text, not ${JSON.stringify(value)}`)
}

function flag(value: Json | undefined, name: string): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false
  throw new RangeError(`${name} must be true or false, not ${JSON.stringify(value)}`)
}

/** Headers take no other characters than those of an encoded address. */
function place(value: Json | undefined): string {
  if (typeof value === 'string' && URL.canParse(value)) return new URL(value).href
  throw new RangeError(
    `to must be the address to go to, such as https://elsewhere.example/, not ${JSON.stringify(value)}`,
  )
}

function ending(clean: Json | undefined, contentLength: Json | undefined) {
  const flags = { clean: flag(clean, 'clean'), contentLength: flag(contentLength, 'contentLength') }
  if (flags.clean && flags.contentLength)
    throw new RangeError('cut is either clean or has a contentLength that is not reached, not both')
  return flags
}

function malformation(value: Json | undefined): (typeof malformations)[number] {
  if (value === undefined) return 'json'
  const known = malformations.find(one => one === value)
  if (known) return known
  throw new RangeError(`what must be one of ${malformations.join(', ')}, not ${JSON.stringify(value)}`)
}
