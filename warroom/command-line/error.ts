/** A line that cannot be run as written. The message says what is wrong and what to do, in one sentence. */
export class CommandLineError extends Error {
  override readonly name = 'CommandLineError'
}
