import vm from 'node:vm'
import type { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule } from 'quickjs-emscripten'
import { SandboxError } from './error.ts'
import { keptItems, NOT_KEPT } from './kept.ts'
import {
  INTERRUPT_AFTER_MS,
  KILL_AFTER_MS,
  MEMORY_BYTES,
  STACK_BYTES,
  UNWATCHED_CHARACTERS,
} from './limits.ts'
import { PRELUDE } from './prelude.ts'

/**
 * One QuickJS runtime with limits and no host function. `call` takes the JSON texts of the prelude; a call that throws
 * may leave the engine `broken`. What is harmless (see harmless.ts) may see values kept from an earlier call.
 */
export interface Engine {
  call(request: string, items: string, harmless: boolean): string
  /** `runtime`: open another one on the same module. `module`: the wasm instance itself is lost. */
  readonly broken: 'runtime' | 'module' | undefined
  dispose(): void
}

const watched = vm.createContext({ job: undefined as unknown })
const callJob = new vm.Script('job()')

/** Calls `job` under Node's watchdog, which also ends wasm that never returns to us. */
function underWatchdog<T>(job: () => T): T {
  watched.job = job
  return callJob.runInContext(watched, { timeout: KILL_AFTER_MS }) as T
}

function textOf(context: QuickJSContext, handle: QuickJSHandle): string {
  const text = context.getString(handle)
  handle.dispose()
  return text
}

function errorOf(context: QuickJSContext, handle: QuickJSHandle): SandboxError {
  const message = textOf(context, context.getProp(handle, 'message'))
  handle.dispose()
  if (message === 'interrupted') {
    return new SandboxError('time', `the expression was stopped after ${INTERRUPT_AFTER_MS} ms`)
  }
  if (message === 'out of memory') {
    return new SandboxError('memory', `the expression needs more than ${MEMORY_BYTES / 1024 / 1024} MB`)
  }
  return new SandboxError('depth', `the values given to the expression cannot be read: ${message}`)
}

function hostFault(fault: unknown): SandboxError {
  const late = (fault as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  return late
    ? new SandboxError('time', `the expression was stopped after ${KILL_AFTER_MS} ms`)
    : new SandboxError('memory', `the expression broke the sandbox: ${String(fault)}`)
}

function openRuntime(module: QuickJSWASMModule): {
  runtime: QuickJSRuntime
  setDeadline: (at: number) => void
} {
  const runtime = module.newRuntime()
  let deadline = Number.POSITIVE_INFINITY
  runtime.setMemoryLimit(MEMORY_BYTES)
  runtime.setMaxStackSize(STACK_BYTES)
  runtime.setInterruptHandler(() => performance.now() > deadline)
  return {
    runtime,
    setDeadline(at) {
      deadline = at
    },
  }
}

/** Opens a runtime on `module` and runs the prelude in it. */
export function openEngine(module: QuickJSWASMModule): Engine {
  const { runtime, setDeadline } = openRuntime(module)
  const context = runtime.newContext()
  const answer = context.unwrapResult(context.evalCode(PRELUDE, 'prelude.js'))
  const kept = keptItems()
  let broken: Engine['broken']

  function call(request: string, items: string, id: number): string {
    setDeadline(performance.now() + INTERRUPT_AFTER_MS)
    const values = [context.newString(request), context.newString(items), context.newNumber(id)]
    const result = context.callFunction(answer, context.undefined, values)
    for (const value of values) value.dispose()
    if (result.error === undefined) return textOf(context, result.value)
    const error = errorOf(context, result.error)
    if (error.reason === 'memory') broken = 'runtime'
    throw error
  }

  return {
    call(request, items, harmless) {
      try {
        const { known, id } = harmless ? kept.idOf(items) : { known: false, id: NOT_KEPT }
        const run = () => call(request, known ? '' : items, id)
        return harmless && items.length + request.length <= UNWATCHED_CHARACTERS ? run() : underWatchdog(run)
      } catch (fault) {
        kept.forget()
        if (fault instanceof SandboxError) throw fault
        broken = 'module'
        throw hostFault(fault)
      }
    },
    get broken() {
      return broken
    },
    dispose() {
      answer.dispose()
      context.dispose()
      runtime.dispose()
    },
  }
}
