import type { Profile } from '../decide/person.ts'
import { digestOf, runningDigest } from './digest.ts'
import type { KnownProfiles } from './known-profiles.ts'
import type { EntryText } from './mapped-entry.ts'

/** So many entries are kept at most in one fetch, whatever the report's size: some 20 MB. */
const MOST_KEPT = 20_000

/** Entries in the order of the report; `more` is where those begin that did not fit. */
export interface Kept {
  readonly texts: EntryText[]
  readonly more: number | undefined
}

/** What one reading of the whole report came to. */
export interface Pass {
  readonly digest: string
  readonly entries: number
  /** Entries to look at: new ones, changed ones, and those whose day has come. */
  readonly fromFirst: Kept
  /** The same behind the offset. */
  readonly fromOffset: Kept
  /** Who was recognised, and by which entry. */
  readonly claimed: ReadonlyMap<Profile, number>
}

/**
 * Reads the whole report once. An entry whose digest a profile has is as the profile last saw it: it need not be mapped, and
 * is looked at only when `isDue` says that time has brought something.
 */
export async function passOver(
  report: AsyncIterable<readonly string[]>,
  profiles: KnownProfiles,
  offset: number,
  isDue: (profile: Profile) => boolean,
): Promise<Pass> {
  const whole = runningDigest()
  const claimed = new Map<Profile, number>()
  const [first, behind] = [new Keeper(), new Keeper()]
  let place = 0
  for await (const texts of report)
    for (const text of texts) {
      place += 1
      const digest = digestOf(text)
      whole.add(digest)
      const known = claim(profiles.withDigest(digest), claimed, place)
      if (known && !isDue(known)) continue
      const entry = { place, text, digest }
      first.keep(entry)
      if (place > offset) behind.keep(entry)
    }
  return { digest: whole.value(), entries: place, fromFirst: first, fromOffset: behind, claimed }
}

class Keeper implements Kept {
  readonly texts: EntryText[] = []
  more: number | undefined

  keep(entry: EntryText): void {
    if (this.texts.length < MOST_KEPT) this.texts.push(entry)
    else this.more ??= entry.place
  }
}

/** The profile that an unchanged entry stands for; none when an earlier entry is the same, word for word. */
function claim(found: readonly Profile[], claimed: Map<Profile, number>, place: number): Profile | undefined {
  const free = found.filter(one => !claimed.has(one))
  for (const one of free) claimed.set(one, place)
  return free.find(({ isTemporary }) => !isTemporary) ?? free[0]
}
