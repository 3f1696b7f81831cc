import { isObject, type Json, type JsonObject } from '../json.ts'
import { type Answer, number, readAnswer } from './answers.ts'

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
