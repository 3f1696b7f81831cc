import type { Json, LogLevel } from '../../kit/wire.ts'

/** What the host does for a run: answers asks (a rejection is told to the bundle as a refusal) and takes log lines. */
export interface Host {
  answer: (ask: string, args: Json[]) => Promise<Json>
  log: (level: LogLevel, text: string) => void
}

/** A run that ended without a `done` line: nothing of it is saved. The message is one sentence for the war room. */
export class RunFailed extends Error {
  override name = 'RunFailed'
  /** True when the process never got the start line: nothing was done, and another process may take the run. */
  readonly startLost: boolean

  constructor(message: string, startLost = false) {
    super(message)
    this.startLost = startLost
  }
}
