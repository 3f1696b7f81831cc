import vm from 'node:vm'
import { newQuickJSWASMModule, type QuickJSWASMModule } from 'quickjs-emscripten'
import type { Json, JsonObject } from '../../kit/wire.ts'
import type { ContextLanguage } from '../context/index.ts'
import { ValueError } from '../values/index.ts'
import { MEMORY_BYTES, SYNC_STACK_BYTES, SYNC_TIMEOUT_MS } from './limits.ts'
import { answered, localCalls, refusal } from './local-calls.ts'
import { outcomeOf } from './outcome.ts'
import type { Ending, Setup } from './request.ts'
import { type Call, runScript } from './run-script.ts'
import { scriptValue } from './script-value.ts'

/** A pack's JavaScript automation that serves as a filter or a transformer. */
export interface SyncScript {
  name: string
  code: string
  args: JsonObject
}

export interface SyncScripts {
  /**
   * The value of a script (MP-57, MP-60, MP-61), undefined for nothing. Throws a ValueError, which the evaluator
   * completes with the operator's name, when the script fails, passes a limit, or calls a function that acts: nothing may happen while a value is read (MP-63).
   */
  run(script: SyncScript): Json | undefined
}

// Node's watchdog ends what never returns to us, such as a built-in of QuickJS that loops in C.
const watched = vm.createContext({ job: undefined as unknown })
const callJob = new vm.Script('job()')
const KILL_AFTER_MS = SYNC_TIMEOUT_MS + 200

function underWatchdog<T>(job: () => T): T {
  watched.job = job
  return callJob.runInContext(watched, { timeout: KILL_AFTER_MS }) as T
}

export interface SyncScriptsOptions {
  /** The clock of the scripts, in milliseconds since 1970. Without it they have the real one. */
  now?: () => number
}

/** Opens what runs scripts while the evaluator waits. A log line is dropped: these run once per element. */
export async function openSyncScripts(
  language: ContextLanguage,
  { now }: SyncScriptsOptions = {},
): Promise<SyncScripts> {
  const local = localCalls(language)
  // A module that broke is replaced at once, because a new one takes a turn of the event loop.
  const ready: QuickJSWASMModule[] = [await newQuickJSWASMModule(), await newQuickJSWASMModule()]

  function callOf(script: string): Call {
    return (name, args) => {
      const answer = local.get(name)
      if (answer) return answered(() => answer(JSON.parse(args)))
      if (name === 'log') return '{"value":null}'
      return refusal(`${name} may not be called by a filter or transformer, and "${script}" runs as one.`)
    }
  }

  function endingOf({ name, code, args }: SyncScript): Ending {
    const [module] = ready
    if (module === undefined) return { thrown: { text: `"${name}" did not run: QuickJS is starting again` } }
    const deadline = performance.now() + SYNC_TIMEOUT_MS
    const limits = {
      memoryBytes: MEMORY_BYTES,
      stackBytes: SYNC_STACK_BYTES,
      interrupted: () => performance.now() > deadline,
    }
    const setup: Setup = { globals: { args }, lastRun: {}, refused: {}, ...(now && { now: now() }) }
    try {
      return underWatchdog(() => runScript(module, code, setup, callOf(name), limits))
    } catch (cause) {
      ready.shift()
      void newQuickJSWASMModule().then(fresh => ready.push(fresh))
      return {
        thrown: { name: 'InternalError', text: cause instanceof Error ? cause.message : String(cause) },
      }
    }
  }

  return {
    run(script) {
      const outcome = outcomeOf(endingOf(script), script.name)
      if ('error' in outcome) throw new ValueError(`failed: ${outcome.error}`)
      return scriptValue(outcome.value)
    },
  }
}
