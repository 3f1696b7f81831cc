import { newQuickJSWASMModule, type QuickJSWASMModule } from 'quickjs-emscripten'
import type { Json } from '../../kit/wire.ts'
import { depthOf } from './depth.ts'
import { type Engine, openEngine } from './engine.ts'
import { SandboxError } from './error.ts'
import { isHarmless } from './harmless.ts'
import { MAX_DEPTH } from './limits.ts'

/** The names an expression sees and their values; a name with undefined exists and is undefined. */
export type Scope = { [name: string]: Json | undefined }

export interface Sandbox {
  /** The value of `expression`, undefined when it has none. Throws SandboxError for everything else. */
  evaluate(expression: string, bindings?: Scope): Json | undefined
  /**
   * Evaluates `expression` once for every item in one crossing; an item on which it throws gives undefined (DT-24).
   * `names` of an item hide those of `shared`. Throws SandboxError when the expression is none or passes a limit.
   */
  evaluateEach(expression: string, items: readonly Scope[], shared?: Scope): (Json | undefined)[]
  close(): void
}

type Outcome = [] | [Json] | [number, string]

/** Modules kept ready, because a new one takes a turn of the event loop and an evaluation cannot wait for that. */
const SPARES = 2

class Spares {
  readonly #ready: QuickJSWASMModule[] = []

  async fill(): Promise<void> {
    while (this.#ready.length < SPARES) this.#ready.push(await newQuickJSWASMModule())
  }

  take(): QuickJSWASMModule {
    const module = this.#ready.shift()
    void this.fill()
    if (module === undefined)
      throw new SandboxError('restarting', 'the sandbox is starting again, try once more')
    return module
  }
}

/**
 * Opens a frozen QuickJS with time and memory limits and no host functions (design.md §7). Synchronous from then on.
 * `now` gives the milliseconds that `new Date()` stands for in an expression, so that a moved clock moves it too.
 */
export async function openSandbox(now: () => number = Date.now): Promise<Sandbox> {
  const spares = new Spares()
  await spares.fill()
  let module = spares.take()
  let engine: Engine | undefined = openEngine(module)

  function current(): Engine {
    if (engine?.broken === 'module') module = spares.take()
    if (engine === undefined || engine.broken !== undefined) engine = openEngine(module)
    return engine
  }

  function evaluateAll(expression: string, items: readonly Scope[], shared: Scope): Outcome[] {
    const { request, itemsText } = requestOf(expression, items, { shared, time: now() })
    const answer = current().call(request, itemsText, isHarmless(expression))
    const depth = depthOf(answer) - 2
    if (depth > MAX_DEPTH)
      throw new SandboxError('depth', `the result is nested ${depth} deep, more than ${MAX_DEPTH}`)
    const outcomes = JSON.parse(answer) as Outcome[]
    const first = outcomes[0]
    if (first?.length === 2 && first[0] === 1) {
      throw new SandboxError('syntax', `"${shown(expression)}" is no JavaScript expression: ${first[1]}`)
    }
    return outcomes
  }

  return {
    evaluate(expression, bindings = {}) {
      const [outcome] = evaluateAll(expression, [bindings], {})
      if (outcome?.length === 2)
        throw new SandboxError('thrown', `"${shown(expression)}" failed: ${outcome[1]}`)
      return outcome?.[0]
    },
    evaluateEach(expression, items, shared = {}) {
      if (items.length === 0) return []
      return evaluateAll(expression, items, shared).map(outcome =>
        outcome.length === 1 ? outcome[0] : undefined,
      )
    },
    close() {
      engine?.dispose()
      engine = undefined
    },
  }
}

/** A message stays one readable line, however long the expression is. */
function shown(expression: string): string {
  return expression.length > 200 ? `${expression.slice(0, 200)}…` : expression
}

function requestOf(
  code: string,
  items: readonly Scope[],
  given: { shared: Scope; time: number },
): { request: string; itemsText: string } {
  const names = new Set(Object.keys(given.shared))
  for (const item of items) for (const name in item) names.add(name)
  try {
    return {
      request: JSON.stringify({ code, names: [...names], ...given }),
      itemsText: JSON.stringify(items),
    }
  } catch (fault) {
    throw new SandboxError(
      'depth',
      `the values given to "${shown(code)}" cannot be handed over: ${String(fault)}`,
    )
  }
}
