import { isObject, type Json, type JsonObject, only } from '../json.ts'
import { type Answer, number, readAnswer } from './answers.ts'

/** A fault: lets `after` matching requests through, then answers `times` of them its own way. */
export interface Fault {
  readonly match: { readonly method?: string; readonly path?: string }
  readonly times: number
  readonly after: number
  readonly answer: Answer
}

/** A fault as it is asked for; when nothing else is said it meets the next request, whichever that is, once. */
export interface WantedFault {
  readonly match?: { readonly method?: string; readonly path?: string }
  readonly times?: number
  readonly after?: number
  readonly answer: { readonly kind: Answer['kind']; readonly [setting: string]: Json }
}

/** The faults in force; every request uses up the first that fits. */
export class Faults {
  #list: Fault[] = []

  /** The faults that are not used up. */
  all(): readonly Fault[] {
    return this.#list
  }

  /** Replaces all faults by a list or by one; throws RangeError naming what is wrong, and then nothing has changed. */
  set(wanted: unknown): void {
    this.#list = (Array.isArray(wanted) ? wanted : [wanted]).map(readFault)
  }

  /** The answer for a request (`path` as below the base, with its query), or undefined when no fault applies. */
  take(method: string, path: string): Answer | undefined {
    for (const fault of this.#list) {
      if (!fits(fault, method, path)) continue
      const { times, after, answer } = fault
      const left = after > 0 ? { ...fault, after: after - 1 } : { ...fault, times: times - 1 }
      this.#list = this.#list.flatMap(one => (one !== fault ? [one] : left.times > 0 ? [left] : []))
      if (after === 0) return answer
    }
    return undefined
  }
}

function fits({ match }: Fault, method: string, path: string): boolean {
  return (
    (match.method === undefined || match.method.toUpperCase() === method) && path.startsWith(match.path ?? '')
  )
}

function readFault(value: unknown): Fault {
  if (!isObject(value)) throw new RangeError(`a fault must be an object, not ${JSON.stringify(value)}`)
  only(value, ['match', 'times', 'after', 'answer'], 'a fault')
  return {
    match: readMatch(value.match ?? {}),
    times: number(value.times, 1, 'times', 1),
    after: number(value.after, 0, 'after'),
    answer: readAnswer(value.answer),
  }
}

function readMatch(value: Json): Fault['match'] {
  const match: JsonObject = isObject(value) ? value : {}
  only(match, ['method', 'path'], 'match')
  const { method, path } = match
  if (!isObject(value) || ![method, path].every(one => one === undefined || typeof one === 'string'))
    throw new RangeError(
      `match must have a method or the beginning of a path such as /Groups, not ${JSON.stringify(value)}`,
    )
  return { ...(typeof method === 'string' && { method }), ...(typeof path === 'string' && { path }) }
}
