/** design.md §4: a run without a result within this time is stopped, unless `execution-timeout` says otherwise. */
export const DEFAULT_TIMEOUT_SECONDS = 300

/** A script as filter or transformer runs while everything waits for it. */
export const SYNC_TIMEOUT_MS = 1000

export const MEMORY_BYTES = 256 * 1024 * 1024

/** About 3,000 calls deep. The thread gets a V8 stack on which this much of QuickJS's own surely fits. */
export const STACK_BYTES = 512 * 1024
export const THREAD_STACK_MB = 32

/** In the main thread the sandbox's limit holds: QuickJS must see its own overflow before V8 does. */
export const SYNC_STACK_BYTES = 48 * 1024

/** Threads that stay when nothing runs; starting one takes tens of milliseconds. */
export const IDLE_THREADS = 2

/** A script that calls itself would take a thread for every call; no playbook comes near this. */
export const RUNNING_MAX = 32

/** What a script returns may be nested so deep: whoever walks it later would run out of stack. */
export const MAX_DEPTH = 500
