/** A sentence for the person who uploads: what is wrong and what to do. Anything else that is thrown is our own fault. */
export class Refused extends Error {
  override readonly name = 'Refused'

  constructor(
    message: string,
    /** The HTTP status, when it was a server that refused. */
    readonly status?: number,
  ) {
    super(message)
  }
}
