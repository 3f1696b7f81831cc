/** QuickJS asks this often whether to go on; design.md §7 wants endless loops and exploding regexes stopped within 1 s. */
export const INTERRUPT_AFTER_MS = 700

/** Built-ins that loop in C (`Array.prototype.indexOf` over a length of 1e15) never ask; Node's watchdog ends those. */
export const KILL_AFTER_MS = 900

export const MEMORY_BYTES = 128 * 1024 * 1024

/** Small enough that QuickJS reports its own overflow before V8's stack, which its wasm frames lie on, is used up. */
export const STACK_BYTES = 48 * 1024

/** A result nested deeper than this is refused: whoever walks it later would run out of stack. */
export const MAX_DEPTH = 500

/** Compiled expressions kept inside the sandbox; all are dropped when there are more. */
export const COMPILED_MAX = 500

/** Values kept inside the sandbox for expressions that come again with the same ones; all are dropped beyond this. */
export const KEPT_CHARACTERS = 4 * 1024 * 1024

/** Up to this size no search of text within text takes long enough to need the watchdog, which costs 0.1 ms a call. */
export const UNWATCHED_CHARACTERS = 32 * 1024
