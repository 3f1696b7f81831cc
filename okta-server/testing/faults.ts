import { isObject, type Json, type JsonObject } from '../json.ts'

export type Answer =
  | { kind: 'rate-limit'; reset: number; headers: 'normal' | 'absent' | 'doubled' | 'zero' }
  | { kind: 'status'; status: number; body?: Json; html?: string }
  | { kind: 'cut'; when: 'before' | 'after' }
  | { kind: 'slow'; ms: number }
  | { kind: 'next-link'; origin: string }

/** A fault: lets `after` matching requests through, then answers `times` of them its own way. */
export interface Fault {
  match: { method?: string; path?: string }
  times: number
  after: number
  answer: Answer
}

/** The faults in force; every request uses up the first that fits. */
export class Faults {
  #list: { fault: Fault; fits: (method: string, path: string) => boolean }[] = []

  /** The faults that are not used up. */
  all(): Fault[] {
    return this.#list.map(({ fault }) => fault)
  }

  /** Replaces all faults; throws RangeError naming what is wrong with the list. */
  set(list: Json): void {
    this.#list = (Array.isArray(list) ? list : [list])
      .map(readFault)
      .map(fault => ({ fault, fits: matcher(fault) }))
  }

  /** The answer for a request (`path` with its query), or undefined when no fault applies. */
  take(method: string, path: string): Answer | undefined {
    for (const { fault, fits } of this.#list) {
      if (!fits(method, path)) continue
      if (fault.after > 0) {
        fault.after -= 1
        continue
      }
      fault.times -= 1
      if (fault.times === 0) this.#list = this.#list.filter(entry => entry.fault !== fault)
      return fault.answer
    }
    return undefined
  }
}

/** `path` fits at the beginning of path and query, as plain text or as a regular expression. */
function matcher({ match: { method, path = '' } }: Fault): (method: string, path: string) => boolean {
  let pattern: RegExp | undefined
  try {
    pattern = new RegExp(`^(?:${path})`)
  } catch {
    pattern = undefined
  }
  return (actualMethod, actualPath) =>
    (method === undefined || method.toUpperCase() === actualMethod) &&
    (actualPath.startsWith(path) || (pattern?.test(actualPath) ?? false))
}

function readFault(value: Json): Fault {
  if (!isObject(value)) throw new RangeError(`a fault must be an object, not ${JSON.stringify(value)}`)
  const match = value.match ?? {}
  if (!isObject(match)) throw new RangeError(`match must be an object, not ${JSON.stringify(match)}`)
  only(value, ['match', 'times', 'after', 'answer'], 'a fault')
  only(match, ['method', 'path'], 'match')
  return {
    match: {
      ...(typeof match.method === 'string' && { method: match.method }),
      ...(typeof match.path === 'string' && { path: match.path }),
    },
    times: number(value.times, 1, 'times', 1),
    after: number(value.after, 0, 'after'),
    answer: readAnswer(value.answer),
  }
}

/** A misspelt member would make a fault that a test waits for in vain. */
function only(value: JsonObject, members: string[], what: string): void {
  const unknown = Object.keys(value).find(name => !members.includes(name))
  if (unknown) throw new RangeError(`${what} has ${members.join(', ')}, but no '${unknown}'`)
}

function readAnswer(value: Json | undefined): Answer {
  const answer = isObject(value) ? value : {}
  switch (answer.kind) {
    case 'rate-limit':
      return {
        kind: 'rate-limit',
        reset: number(answer.reset, 60, 'reset'),
        headers: oneOf(answer.headers, ['normal', 'absent', 'doubled', 'zero'] as const, 'headers'),
      }
    case 'status':
      return {
        kind: 'status',
        status: number(answer.status, 500, 'status', 200, 599),
        ...(answer.body !== undefined && { body: answer.body }),
        ...(typeof answer.html === 'string' && { html: answer.html }),
        ...(answer.html === true && { html: '<html><body><h1>Service unavailable</h1></body></html>' }),
      }
    case 'cut':
      return { kind: 'cut', when: oneOf(answer.when, ['before', 'after'] as const, 'when') }
    case 'slow':
      return { kind: 'slow', ms: number(answer.ms, 1000, 'ms') }
    case 'next-link':
      return { kind: 'next-link', origin: String(answer.origin ?? 'https://elsewhere.example') }
    default:
      throw new RangeError(
        `answer.kind must be rate-limit, status, cut, slow or next-link, not ${JSON.stringify(answer.kind)}`,
      )
  }
}

function number(
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
