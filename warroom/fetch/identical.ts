import type { Incident } from '../investigation/change.ts'

/**
 * isIdenticalIncident (MP-48). What makes two incidents identical is UNKNOWN; taken: the same type, name and event, which
 * tells a repeated event from a similar one.
 */
export function isIdentical(one: Incident, other: Incident): boolean {
  return one.type === other.type && one.name === other.name && one.rawJSON === other.rawJSON
}
