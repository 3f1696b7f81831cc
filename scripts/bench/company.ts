import type { JsonObject } from '../../kit/wire.ts'
import { people } from '../../report-server/people.ts'

/** Of so many people one changes. The others of the embedded company's peculiarities (leavers, leave, rehires) fall on none of them. */
const ONE_OF = 100

/** A report in which everybody whose number ends so (1 to 99) has another title than before; made anew for every download. */
export function* company(size: number, ending?: number): Generator<JsonObject> {
  let number = 0
  for (const entry of people(size)) {
    number += 1
    yield number % ONE_OF === ending ? { ...entry, Title: 'Principal' } : entry
  }
}

/** How many of a company change at once. */
export const changing = (size: number): number => size / ONE_OF
