import { decide } from '../decide/decide.ts'
import type { Profile } from '../decide/person.ts'
import type { Session } from '../session.ts'

/** Whether time, or Force Sync, brings something to somebody whose entry has not changed. */
export function isDue(profile: Profile, { settings, today }: Pick<Session, 'settings' | 'today'>): boolean {
  return decide({ ...profile, place: 0 }, { profile }, settings, today).incident !== undefined
}
