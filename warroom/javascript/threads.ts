import { IDLE_THREADS, RUNNING_MAX } from './limits.ts'
import { Thread, ThreadEnded } from './thread.ts'

/** The threads of a runner: those that run a script, and a few idle ones that wait for the next. */
export class Threads {
  readonly #idle: Thread[] = []
  readonly #running = new Set<Thread>()

  /** Runs `work` on a thread of its own. Throws ThreadEnded when so many run that they can only wait for each other. */
  async use<T>(work: (thread: Thread) => Promise<T>): Promise<T> {
    if (this.#running.size >= RUNNING_MAX)
      throw new ThreadEnded(`${RUNNING_MAX} scripts run already, each waiting for the next`)
    const thread = this.#idle.pop() ?? new Thread()
    this.#running.add(thread)
    try {
      return await work(thread)
    } finally {
      this.#running.delete(thread)
      if (thread.usable && this.#idle.length < IDLE_THREADS) this.#idle.push(thread)
      else await thread.stop('it is not needed any more')
    }
  }

  /** Stops what runs; the runs reject with the reason. */
  interrupt(reason: string): void {
    for (const thread of this.#running) void thread.stop(reason)
  }

  async end(): Promise<void> {
    const all = [...this.#running, ...this.#idle.splice(0)]
    await Promise.all(all.map(thread => thread.stop('the war room ends')))
  }
}
