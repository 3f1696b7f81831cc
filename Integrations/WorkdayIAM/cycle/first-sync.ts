import type { JsonObject } from '../../../kit/wire.ts'
import type { Rule } from '../decide/decision.ts'
import { isBeforeEnabling } from '../decide/employment.ts'
import type { Session } from '../session.ts'
import type { Claims } from './claims.ts'
import { profileFields } from './incident.ts'
import { type Judged, judged } from './judge.ts'
import type { KnownProfiles } from './known-profiles.ts'
import { writeProfiles } from './learn.ts'
import type { Kept } from './pass.ts'
import { mostEntries, refuseWrongFormat } from './slice.ts'

/**
 * Makes User Profiles of the people of the report who have none, and raises nothing (ilm.md §2.2 step 2). Left out are those
 * for whom no new hire would be raised. A profile that is there stays as it is; its differences are for the cycles that follow.
 * So many are made in one fetch; those who are left out are free. Gives the last entry that is done; undefined when all of them are.
 */
export async function firstSync(
  { texts, more }: Kept,
  entries: number,
  profiles: KnownProfiles,
  claims: Claims,
  session: Session,
  isOver: () => boolean,
): Promise<number | undefined> {
  const most = mostEntries(session.params, entries)
  const seen: Judged[] = []
  const made: { value: string; fields: JsonObject }[] = []
  for await (const one of judged(texts, profiles, claims, session)) {
    seen.push(one)
    if (isToSync(one)) made.push({ value: one.entry.email, fields: newProfile(one, session) })
    else if (!one.profile)
      session.host.log('info', `Entry ${one.entry.place} is not synced: ${one.decision.reason}`)
    if (made.length >= most || isOver()) break
  }
  refuseWrongFormat(seen, claims)
  await writeProfiles(session, made)
  return seen.length === texts.length && more === undefined ? undefined : seen.at(-1)?.entry.place
}

const SYNCED: ReadonlySet<Rule> = new Set<Rule>(['new hire', 'partial name match', 'name in report'])

/** A display name that two people have is no matter here: both of them have their accounts. */
function isToSync({ decision, profile }: Judged): boolean {
  return !profile && SYNCED.has(decision.rule)
}

/** The account is pending until the days before the hire date are reached; [ours] else it is enabled. */
function newProfile({ entry }: Judged, { settings, today }: Session): JsonObject {
  const filled = Object.entries(profileFields(entry, settings)).filter(
    ([, value]) => value !== '' && value !== null,
  )
  const adaccountstatus = isBeforeEnabling(entry, settings, today) ? 'Pending' : 'Enabled'
  return { ...Object.fromEntries(filled), adaccountstatus, isprocessed: false }
}
