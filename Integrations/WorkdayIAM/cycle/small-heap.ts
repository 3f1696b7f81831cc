import { setFlagsFromString } from 'node:v8'

/** Percent by which V8 lets its heap grow before it collects again. */
const GROWTH = 50

/**
 * Makes V8 collect garbage sooner: of itself it lets what is done with grow beside the profiles. With 100,000 of them the process
 * peaked at 288 MB instead of 541 (one run each). The flag is only looked at with each collection, so that it may be set at any time.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`)
}
