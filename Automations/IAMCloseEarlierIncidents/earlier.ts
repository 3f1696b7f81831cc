import type { JsonObject } from '../../kit/wire.ts'
import { isOpen } from './open.ts'
import { isAbout, type Person } from './person.ts'

/** Ids count up on the platform, so the smaller number is the earlier incident. */
const isBefore = (id: string, own: string): boolean => Number(id) < Number(own)

/**
 * The ids of the incidents of exactly these types that were there before the incident `own` and are still open, the oldest
 * first; with a person, only of those about them.
 */
export function earlierOpen(
  found: readonly JsonObject[],
  types: readonly string[],
  own: string,
  person?: Person,
): string[] {
  return found
    .filter(incident => types.includes(String(incident.type)) && isOpen(incident))
    .filter(incident => person === undefined || isAbout(incident, person))
    .map(({ id }) => String(id))
    .filter(id => isBefore(id, own))
    .sort((one, other) => Number(one) - Number(other))
}
