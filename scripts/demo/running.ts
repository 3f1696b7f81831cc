import { constants } from 'node:os'

/** A process of the demo. `stop` ends it at once, `end` when it is done. */
interface Started {
  end(): Promise<unknown>
  stop?(): void
}

const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const

/** The processes of the demo, so that none outlives it. */
export class Running {
  readonly #started: Started[] = []
  /** The exit status of a program that a signal ended; undefined as long as none came. */
  status: number | undefined

  /** After a signal whatever waits for one of the processes fails, and the demo ends as after any failure. */
  constructor() {
    for (const name of SIGNALS)
      process.on(name, () => {
        this.status ??= 128 + constants.signals[name]
        for (const each of this.#started) each.stop?.()
      })
  }

  /** Keeps a process to be ended. Throws when a signal came before it was there. */
  started<T extends Started>(process: T): T {
    this.#started.push(process)
    if (this.status !== undefined) {
      process.stop?.()
      throw new Error('The demo was told to end.')
    }
    return process
  }

  async end(): Promise<void> {
    await Promise.all(this.#started.map(each => each.end()))
  }
}
