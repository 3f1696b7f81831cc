import { decide } from '../decide/decide.ts'
import type { Profile } from '../decide/person.ts'
import type { Session } from '../session.ts'

/**
 * Whether an entry that has not changed is to be looked at: time, or Force Sync, brings something, or its profile belongs to
 * another source of the same priority, which has to be told.
 */
export function isDue(profile: Profile, { settings, today }: Pick<Session, 'settings' | 'today'>): boolean {
  const { incident, rule } = decide({ ...profile, place: 0 }, { profile }, settings, today)
  return incident !== undefined || rule === 'other source'
}
