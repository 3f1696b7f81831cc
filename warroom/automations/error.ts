/** An automation of ours cannot do its work: one sentence for the person who gave the arguments. */
export class AutomationError extends Error {
  override readonly name = 'AutomationError'
}
