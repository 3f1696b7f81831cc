import { type Answer, number, readAnswer } from './answers.ts'
import { isObject, type Json, only } from './json.ts'

/** A fault answers so many downloads its own way. */
export interface Fault {
  readonly times: number
  readonly answer: Answer
}

/** A fault as it is asked for: once when `times` is not said, with the defaults of its kind. */
export interface WantedFault {
  readonly times?: number
  readonly answer: { readonly kind: Answer['kind']; readonly [setting: string]: Json }
}

/** The faults in force; every download uses up the first. */
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

  /** The answer for a download, or undefined when no fault is left. */
  take(): Answer | undefined {
    const [fault, ...others] = this.#list
    if (!fault) return undefined
    const times = fault.times - 1
    this.#list = times === 0 ? others : [{ ...fault, times }, ...others]
    return fault.answer
  }
}

function readFault(value: unknown): Fault {
  if (!isObject(value)) throw new RangeError(`a fault must be an object, not ${JSON.stringify(value)}`)
  only(value, ['times', 'answer'], 'a fault')
  return { times: number(value.times, 1, 'times', 1), answer: readAnswer(value.answer) }
}
