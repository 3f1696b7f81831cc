import type { JsonObject } from '../../kit/wire.ts'

const isOpen = ({ status }: JsonObject): boolean => status === 0 || status === 1

/** Ids count up on the platform, so the smaller number is the earlier incident. */
const isBefore = (id: string, own: string): boolean => Number(id) < Number(own)

/**
 * The ids of the incidents of exactly this type that were there before the incident `own` and are still open, the oldest
 * first. A search finds by words, so what it found is looked at again.
 */
export function earlierOpen(found: readonly JsonObject[], type: string, own: string): string[] {
  return found
    .filter(incident => incident.type === type && isOpen(incident))
    .map(({ id }) => String(id))
    .filter(id => isBefore(id, own))
    .sort((one, other) => Number(one) - Number(other))
}
