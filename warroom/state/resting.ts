import type { Investigation } from '../investigation/room.ts'

/** The members of an investigation that are large, and that nobody asks for once its incident is closed. */
const HEAVY = ['entries', 'marks', 'context', 'run'] as const
type Heavy = Pick<Investigation, (typeof HEAVY)[number]>

const CLOSED = 2

/** Whether an investigation can rest: nothing of it will change by itself, and only seldom does somebody look at it again. */
export const mayRest = ({ incident, schedules }: Investigation, isLive: boolean): boolean =>
  incident?.status === CLOSED && !isLive && !schedules?.size

const resting = new WeakSet<Investigation>()
export const isResting = (investigation: Investigation): boolean => resting.has(investigation)

/**
 * Takes the large members of a stored investigation out of memory: `read` gives them back, once, when one of them is asked for or
 * set. The object stays the same, for others hold it. What is marked secret is not stored, so it is masked from then on,
 * as after a restart (design.md §8).
 */
export function rest(investigation: Investigation, read: () => Heavy): void {
  if (resting.has(investigation)) return
  resting.add(investigation)
  // Read before it wakes: what cannot be read leaves it as it was. What else is stored may be older than what is here.
  const wake = (): void => {
    const { entries, marks, context, run } = read()
    resting.delete(investigation)
    for (const name of HEAVY) Reflect.deleteProperty(investigation, name)
    Object.assign(investigation, { entries, marks, context, ...(run && { run }) })
  }
  for (const name of HEAVY)
    Object.defineProperty(investigation, name, {
      configurable: true,
      enumerable: true,
      get() {
        wake()
        return investigation[name]
      },
      set(value) {
        wake()
        Object.assign(investigation, { [name]: value })
      },
    })
}
