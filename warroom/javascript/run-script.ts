import { type QuickJSContext, type QuickJSHandle, type QuickJSWASMModule, Scope } from 'quickjs-emscripten'
import { PRELUDE } from './prelude/index.ts'
import type { Ending, Setup, Thrown } from './request.ts'

/** A host function's answer to the arguments, both as JSON text. `{"error": …}` is thrown inside the script. */
export type Call = (name: string, args: string) => string

export interface Limits {
  memoryBytes: number
  stackBytes: number
  /** Asked often while the script runs; true stops it. */
  interrupted?: () => boolean
}

function textOf(context: QuickJSContext, handle: QuickJSHandle, member: string): string | undefined {
  return context
    .getProp(handle, member)
    .consume(found => (context.typeof(found) === 'string' ? context.getString(found) : undefined))
}

/** What QuickJS itself threw: a syntax error of the code, or a limit that was passed. */
function thrownBy(context: QuickJSContext, handle: QuickJSHandle): Thrown {
  // QuickJS writes a place in the script as `script.js:3:30`.
  const line = /\bscript\.js:(\d+)/.exec(textOf(context, handle, 'stack') ?? '')?.[1]
  const name = textOf(context, handle, 'name')
  const text = textOf(context, handle, 'message') ?? 'it threw a value that has no text'
  handle.dispose()
  return {
    text,
    ...(name === undefined ? {} : { name }),
    ...(line === undefined ? {} : { line: Number(line) }),
  }
}

/** Calls the prelude's `finish`, which answers with an ending as JSON text, or nothing while a promise is open. */
function callFinish(
  context: QuickJSContext,
  finish: QuickJSHandle,
  given: QuickJSHandle,
): Ending | undefined {
  const result = context.callFunction(finish, context.undefined, given)
  if (result.error !== undefined) return { thrown: thrownBy(context, result.error) }
  return result.value.consume(value =>
    context.typeof(value) === 'string' ? (JSON.parse(context.getString(value)) as Ending) : undefined,
  )
}

function runIn(context: QuickJSContext, code: string, setup: Setup, call: Call): Ending {
  return Scope.withScope(scope => {
    const boot = scope.manage(context.unwrapResult(context.evalCode(PRELUDE, 'prelude.js')))
    const ask = scope.manage(
      context.newFunction('ask', (name, args) =>
        context.newString(call(context.getString(name), context.getString(args))),
      ),
    )
    const given = scope.manage(context.newString(JSON.stringify(setup)))
    const booted = context.callFunction(boot, context.undefined, ask, given)
    if (booted.error) return { thrown: thrownBy(context, booted.error) }
    const finish = scope.manage(booted.value)
    // The code is the body of a function (HC-100), on the same lines as in its file.
    const compiled = context.evalCode(`(function () {${code}\n})`, 'script.js')
    if (compiled.error) return { thrown: thrownBy(context, compiled.error) }
    const ended = callFinish(context, finish, scope.manage(compiled.value))
    if (ended !== undefined) return ended
    // A superset of HC-103: a promise that the script returns is its result once nothing is left to run.
    const jobs = context.runtime.executePendingJobs()
    if (jobs.error) return { thrown: thrownBy(context, jobs.error) }
    return callFinish(context, finish, context.undefined) ?? { value: undefined }
  })
}

/**
 * Runs a script's code in a QuickJS runtime of its own and gives how it ended. Throws only when the WebAssembly instance
 * itself is lost, after which `module` must not be used again.
 */
export function runScript(
  module: QuickJSWASMModule,
  code: string,
  setup: Setup,
  call: Call,
  limits: Limits,
): Ending {
  const runtime = module.newRuntime()
  runtime.setMemoryLimit(limits.memoryBytes)
  runtime.setMaxStackSize(limits.stackBytes)
  const { interrupted } = limits
  if (interrupted) runtime.setInterruptHandler(() => interrupted())
  const context = runtime.newContext()
  const ending = runIn(context, code, setup, call)
  context.dispose()
  runtime.dispose()
  return ending
}
