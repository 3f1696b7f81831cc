import type { Done, Start } from '../../kit/wire.ts'
import { Refusal } from '../refusal.ts'
import { BundleProcess, type Whose } from './process.ts'
import { type Host, RunFailed } from './run.ts'

/** design.md §4: a busy process never gets a second start; another is spawned, up to this many for one pool. */
const MOST_PROCESSES = 4

/** The processes of one instance's bundle, or of a bundle of automations. An idle one is kept for the next run. */
export class BundlePool {
  readonly #file: string
  readonly #whose: Whose
  readonly #idle: BundleProcess[] = []
  readonly #busy = new Set<BundleProcess>()
  readonly #waiting: (() => void)[] = []

  constructor(file: string, whose: Whose = 'integration') {
    this.#file = file
    this.#whose = whose
  }

  /** Runs one command in an idle process, a new one, or the first that becomes free. Rejects as BundleProcess.run does. */
  async run(start: Start, host: Host, seconds: number): Promise<Done> {
    while (this.#busy.size >= MOST_PROCESSES) await this.#room(start.command)
    const kept = this.#idle.pop()
    const child = kept?.usable ? kept : new BundleProcess(this.#file, this.#whose)
    this.#busy.add(child)
    try {
      return await child.run(start, host, seconds)
    } catch (cause) {
      // It ended since its last run. It never got this one, so a new process may take it.
      this.#busy.delete(child)
      if (child === kept && cause instanceof RunFailed && cause.startLost)
        return this.run(start, host, seconds)
      throw cause
    } finally {
      this.#busy.delete(child)
      if (child.usable) this.#idle.push(child)
      this.#waiting.shift()?.()
    }
  }

  /** An automation that is run by another waits for nobody: those that are busy wait for it. */
  async #room(command: string): Promise<void> {
    if (this.#whose === 'automation')
      throw new Refusal(
        `${command} was not run: automations of one bundle run one another at most ${MOST_PROCESSES} deep.`,
      )
    await new Promise<void>(free => this.#waiting.push(free))
  }

  /** Stops what runs now; each such run fails with the reason. */
  interrupt(reason: string): void {
    for (const child of this.#busy) child.interrupt(reason)
  }

  async end(): Promise<void> {
    for (const child of this.#busy) child.kill()
    await Promise.all(this.#idle.splice(0).map(child => child.end()))
  }

  kill(): void {
    for (const child of [...this.#idle, ...this.#busy]) child.kill()
  }
}
