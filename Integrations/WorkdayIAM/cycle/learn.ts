import type { JsonObject } from '../../../kit/wire.ts'
import { changesOf } from '../decide/changes.ts'
import { reportDigest } from '../decide/person.ts'
import type { Session } from '../session.ts'
import type { Judged } from './judge.ts'

const BATCH = 1000

/** Makes or changes User Profiles, so many at once. */
export async function writeProfiles(
  { host }: Pick<Session, 'host'>,
  profiles: readonly { value: string; fields: JsonObject }[],
): Promise<void> {
  for (let from = 0; from < profiles.length; from += BATCH)
    await host.createIndicators(
      profiles
        .slice(from, from + BATCH)
        .map(({ value, fields }) => ({ value, type: 'User Profile', fields })),
    )
}

/**
 * Notes in profiles the digests of entries that have changed without changing anything that is mapped, so that they are not
 * mapped again in every cycle. To be called soon after they were judged: a playbook may write the profile, too.
 */
export async function learnDigests(seen: readonly Judged[], session: Session): Promise<void> {
  const learned = seen
    .filter(one => hasNothingNew(one, session))
    .map(({ entry, profile }) => ({
      value: profile?.value ?? '',
      fields: {
        reportdigest: reportDigest(entry.textDigest, entry.digest),
        ...(profile?.source === '' && { sourceinstance: session.settings.source }),
      },
    }))
  await writeProfiles(session, learned)
}

/** Whether the profile says all that the entry says, and nobody is at work on it. */
function hasNothingNew({ entry, profile, decision }: Judged, { settings }: Session): boolean {
  if (decision.rule !== 'no change' && decision.rule !== 'not active') return false
  if (!profile?.fields || profile.textDigest === entry.textDigest) return false
  if (profile.isProcessed || profile.isTemporary || profile.sourcePriority !== settings.sourcePriority)
    return false
  return profile.leaves === entry.leaves && changesOf(entry.fields, profile.fields).length === 0
}
