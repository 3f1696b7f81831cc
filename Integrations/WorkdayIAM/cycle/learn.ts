import type { JsonObject } from '../../../kit/wire.ts'
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
 * Notes in the profiles the digests of entries that have changed without changing anything that is mapped, so that they are
 * not mapped again in every cycle.
 */
export async function learnDigests(seen: readonly Judged[], session: Session): Promise<void> {
  const learned = seen.flatMap(({ entry, profile, decision }) => {
    const isSettled = decision.rule === 'no change' || decision.rule === 'not active'
    if (!isSettled || !profile || profile.digest === entry.digest) return []
    const fields = {
      reportdigest: entry.digest,
      ...(profile.source === '' && { sourceinstance: session.settings.source }),
    }
    return [{ value: profile.value, fields }]
  })
  await writeProfiles(session, learned)
}
