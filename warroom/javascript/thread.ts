import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { THREAD_STACK_MB } from './limits.ts'
import type { Ending, Setup } from './request.ts'

/** What a thread is opened with: where answers arrive, and the flag that wakes it when one has. */
export interface ThreadData {
  answers: MessagePort
  flag: SharedArrayBuffer
}

export type ToThread = { code: string; setup: string }
export type FromThread = { ask: string; args: string } | { ended: Ending } | { lost: string }

/** Answers a host call with JSON text, `{"value": …}` or `{"error": …}`; it never rejects. */
export type Answer = (name: string, args: string) => Promise<string>

/** Why a thread gave no ending: it was late, or it broke down. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded'
}

const BUILT = new URL('./javascript-worker.js', import.meta.url)
const SOURCE = new URL('./worker.ts', import.meta.url)

/** Node 20 has no thread for TypeScript, and tsx leaves threads alone unless it is called inside. */
const FROM_SOURCE = `import('tsx/esm/api').then(tsx => { tsx.register(); return import('${SOURCE}') })`

/** Beside the built program lies the built thread; from the sources the thread's source runs through tsx. */
function openWorker(data: ThreadData): Worker {
  const fromSource = import.meta.url.endsWith('.ts')
  if (!fromSource && !existsSync(BUILT))
    throw new ThreadEnded(`the file ${fileURLToPath(BUILT)} is missing; run npm run build`)
  return new Worker(fromSource ? FROM_SOURCE : BUILT, {
    eval: fromSource,
    workerData: data,
    transferList: [data.answers],
    // The thread inherits nothing that a loader or a debugger of the main thread was given.
    execArgv: [],
    // Secrets of the environment are none of a script's business, and nothing in the thread reads it.
    env: {},
    resourceLimits: { stackSizeMb: THREAD_STACK_MB },
  })
}

/** One thread. It runs one script at a time; after a ThreadEnded it is gone. */
export class Thread {
  readonly #worker: Worker
  readonly #answers: MessagePort
  readonly #wake: Int32Array
  #settle: ((outcome: Ending | ThreadEnded) => void) | undefined
  #answer: Answer | undefined
  #ended = false

  constructor() {
    const { port1, port2 } = new MessageChannel()
    const flag = new SharedArrayBuffer(4)
    this.#answers = port1
    this.#wake = new Int32Array(flag)
    this.#worker = openWorker({ answers: port2, flag })
    // An open port would keep the program alive.
    port1.unref()
    this.#worker.on('message', (message: FromThread) => void this.#heard(message))
    this.#worker.on('error', cause => this.#end(cause.message))
    this.#worker.on('exit', () => this.#end('its thread ended'))
  }

  get usable(): boolean {
    return !this.#ended
  }

  /** Runs a script. Rejects with ThreadEnded when the thread was stopped with `stop`, or broke down. */
  async run(code: string, setup: Setup, answer: Answer): Promise<Ending> {
    this.#worker.ref()
    this.#answer = answer
    const outcome = await new Promise<Ending | ThreadEnded>(resolve => {
      this.#settle = resolve
      if (this.#ended) resolve(new ThreadEnded('its thread ended'))
      this.#worker.postMessage({ code, setup: JSON.stringify(setup) } satisfies ToThread)
    })
    this.#settle = undefined
    this.#answer = undefined
    if (outcome instanceof ThreadEnded) throw outcome
    this.#worker.unref()
    return outcome
  }

  /** Ends the thread at once, whatever it does; the run, if there is one, rejects with this reason. */
  async stop(reason: string): Promise<void> {
    this.#end(reason)
    await this.#worker.terminate()
  }

  #end(reason: string): void {
    this.#ended = true
    this.#settle?.(new ThreadEnded(reason))
    this.#answers.close()
  }

  async #heard(message: FromThread): Promise<void> {
    if ('ended' in message) return this.#settle?.(message.ended)
    if ('lost' in message) return void this.stop(message.lost)
    const answer = await this.#answer?.(message.ask, message.args)
    if (this.#ended) return
    this.#answers.postMessage(answer)
    Atomics.store(this.#wake, 0, 1)
    Atomics.notify(this.#wake, 0)
  }
}
