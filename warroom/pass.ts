import type { Clock } from './clock.ts'
import type { Interruption } from './interruption.ts'
import type { ClockFollower } from './operations/clock.ts'

/**
 * Lets seconds pass. A clock that shows the machine's time is waited for; one that was moved is moved on, with whoever
 * follows it, because whoever moved it does not live through its days.
 */
export async function pass(
  seconds: number,
  clock: Clock,
  interruption: Interruption,
  follow: ClockFollower | undefined,
): Promise<void> {
  if (!clock.moved) return interruption.wait(seconds)
  clock.move(`+${Math.ceil(seconds)}s`)
  await follow?.(clock.now())
}
