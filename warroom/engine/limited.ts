import type { Running } from './record.ts'

// A limit of nothing would be none.
const LEAST_SECONDS = 0.001

/** The time limit of a run in seconds: its own, and never beyond the end of what runs it. Real time (design.md §6). */
export function limited({ until }: Pick<Running, 'until'>, seconds: number): number {
  if (until === undefined) return seconds
  return Math.max(LEAST_SECONDS, Math.min(seconds, (until - performance.now()) / 1000))
}
