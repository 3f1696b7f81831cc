import type { JsonObject } from './wire.ts'

/**
 * A failure whose message is meant for the person who must act. It ends as an error entry with just that sentence;
 * any other exception is a fault of ours and is reported as one.
 */
export class Refusal extends Error {
  override readonly name: string = 'Refusal'
  /** Facts for the entry's Contents, when the sentence alone does not hold them. */
  readonly facts: JsonObject | undefined
  constructor(message: string, facts?: JsonObject) {
    super(message)
    this.facts = facts
  }
}

/** An argument or a parameter that does not hold what its declaration expects. */
export class InputError extends Refusal {
  override readonly name = 'InputError'
}
