import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import type { BundleLine, Done, HostLine, Json, Start } from '../../kit/wire.ts'
import { minimalEnvironment } from './environment.ts'
import { lineCutter, parseJson, WireError } from './lines.ts'
import { type Host, RunFailed } from './run.ts'

const STDERR_TAIL = 2000

/** How long an ended process may take to go before it is killed. */
const FAREWELL_MS = 1000

interface Run {
  host: Host
  settle: (outcome: Done | RunFailed) => void
  spoke: boolean
}

/** What a bundle is of, for the sentences that tell about its process. */
export type Whose = 'integration' | 'automation'

/** One process of a bundle. It takes several runs, one after the other, until it is ended or fails. */
export class BundleProcess {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #whose: Whose
  #stderr = ''
  #run: Run | undefined
  #usable = true
  #startLost = false
  /** Asks are answered in the order they were put: an answer does not say which ask it is for. */
  #asks: Promise<void> = Promise.resolve()

  constructor(file: string, whose: Whose = 'integration') {
    this.#whose = whose
    this.#child = spawn(process.execPath, [file], {
      env: minimalEnvironment(),
      stdio: 'pipe',
      windowsHide: true,
    })
    const cut = lineCutter(line => this.#line(line))
    this.#child.stdout.on('data', (chunk: Buffer) => this.#guarded(() => cut(chunk)))
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('utf8')).slice(-STDERR_TAIL)
    })
    // The process ended while a line was written to it; 'close' follows and tells the rest.
    this.#child.stdin.on('error', () => {
      this.#startLost = !this.#run?.spoke
    })
    this.#child.on('error', error =>
      this.#fail(`The ${whose}'s process could not be started: ${error.message}.`),
    )
    this.#child.on('close', (code, signal) => {
      const status = code === null ? `was ended by ${signal}` : `ended with status ${code}`
      this.#fail(`The ${whose}'s process ${status} and gave no result.${this.#tail()}`)
    })
  }

  /** False once the process has ended, failed or was ended; such a process takes no further run. */
  get usable(): boolean {
    return this.#usable && this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Runs one command. Rejects with RunFailed when no result comes, or none within `seconds`. */
  async run(start: Start, host: Host, seconds: number): Promise<Done> {
    let timer: NodeJS.Timeout | undefined
    const outcome = await new Promise<Done | RunFailed>(settle => {
      this.#run = { host, settle, spoke: false }
      this.#stderr = ''
      timer = setTimeout(
        () =>
          this.#fail(
            `The ${this.#whose === 'automation' ? 'automation' : 'command'} was stopped: it gave no result within ${seconds} seconds.${this.#tail()}`,
          ),
        seconds * 1000,
      )
      this.#write({ start })
    })
    clearTimeout(timer)
    this.#run = undefined
    // What it asked for is done before it counts as ended: nothing goes on behind its back.
    await this.#asks
    if (outcome instanceof RunFailed) throw outcome
    return outcome
  }

  /** Ends the process by closing its stdin; one that stays is killed. */
  async end(): Promise<void> {
    if (!this.usable) return
    this.#usable = false
    await new Promise<void>(ended => {
      const late = setTimeout(() => this.kill(), FAREWELL_MS)
      this.#child.once('close', () => {
        clearTimeout(late)
        ended()
      })
      this.#child.stdin.end()
    })
  }

  kill(): void {
    this.#usable = false
    this.#child.kill('SIGKILL')
  }

  /** Stops the run that is under way; the text says why. */
  interrupt(reason: string): void {
    if (this.#run) this.#fail(reason)
  }

  #tail(): string {
    const text = this.#stderr.trim()
    return text === '' ? '' : ` It said: ${text}`
  }

  #write(line: HostLine): void {
    this.#child.stdin.write(`${JSON.stringify(line)}\n`)
  }

  #fail(sentence: string): void {
    if (this.#usable) this.kill()
    this.#run?.settle(new RunFailed(sentence, this.#startLost))
  }

  #guarded(work: () => void): void {
    if (!this.#usable) return
    try {
      work()
    } catch (cause) {
      if (!(cause instanceof WireError)) throw cause
      this.#fail(`The ${this.#whose}'s process does not speak the wire: ${cause.message}.${this.#tail()}`)
    }
  }

  #line(text: string): void {
    if (!this.#usable || text.trim() === '') return
    const line = parseJson(text)
    if (line === null || typeof line !== 'object' || Array.isArray(line))
      throw new WireError(`it wrote ${text.slice(0, 120)}`)
    const run = this.#run
    if (!run) throw new WireError('it wrote a line while no command ran')
    run.spoke = true
    this.#take(line as unknown as BundleLine, run)
  }

  #take(line: BundleLine, run: Run): void {
    if ('done' in line) {
      if (!Array.isArray(line.done?.entries)) throw new WireError('its done line has no list of entries')
      // Cleared at once: a second line in the same chunk belongs to no run.
      this.#run = undefined
      run.settle(line.done)
    } else if ('log' in line) run.host.log(line.log, String(line.text))
    else if ('ask' in line) {
      const args = Array.isArray(line.with) ? line.with : []
      this.#asks = this.#asks.then(() => this.#answer(String(line.ask), args, run.host))
    } else throw new WireError(`it wrote an object with ${Object.keys(line).join(', ') || 'no member'}`)
  }

  async #answer(ask: string, args: Json[], host: Host): Promise<void> {
    try {
      this.#write({ answer: await host.answer(ask, args) })
    } catch (cause) {
      this.#write({ refused: cause instanceof Error ? cause.message : String(cause) })
    }
  }
}
