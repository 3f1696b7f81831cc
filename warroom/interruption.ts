import { setTimeout as wait } from 'node:timers/promises'

/** No timer takes longer; whoever waits for more looks at the time again. */
const LONGEST_SECONDS = 2_000_000

/** Whether the line that runs is to stop, and why: told by whoever interrupts, asked by what would begin or wait. */
export class Interruption {
  #line = new AbortController()

  /** Why the running line is to stop; undefined while it may go on. */
  get reason(): string | undefined {
    const { aborted, reason } = this.#line.signal
    return aborted ? String(reason) : undefined
  }

  /** Another line begins, which nobody has interrupted. */
  begin(): void {
    if (this.reason !== undefined) this.#line = new AbortController()
  }

  interrupt(reason: string): void {
    this.#line.abort(reason)
  }

  /** Waits so many seconds (at most some weeks), or until the line is interrupted: `reason` tells which. */
  async wait(seconds: number): Promise<void> {
    const { signal } = this.#line
    await wait(Math.min(seconds, LONGEST_SECONDS) * 1000, undefined, { signal }).catch((cause: unknown) => {
      if (!signal.aborted) throw cause
    })
  }
}
