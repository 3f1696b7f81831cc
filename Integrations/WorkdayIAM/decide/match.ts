import type { Person, Profile } from './person.ts'

/** The profiles by what a person is found by. */
export interface Profiles {
  byEmployeeId(id: string): readonly Profile[]
  byEmail(email: string): readonly Profile[]
  byDisplayName(name: string): readonly Profile[]
}

/** Who of the profiles has to do with an entry. */
export interface Found {
  /** The person's own profile. */
  readonly profile?: Profile | undefined
  /** Somebody else's profile that has the entry's e-mail. */
  readonly emailOwner?: Profile | undefined
  /** Somebody else's profile that has the entry's display name. */
  readonly nameOwner?: Profile | undefined
  /** The place of another entry of the report that stands for the same person. */
  readonly repeats?: number | undefined
  /** The place of a new hire before this one, who has the same display name and no profile yet. */
  readonly namesake?: number | undefined
}

/**
 * Finds the profile of an entry: by the employee id, then by the e-mail (ilm.md §2.3 step 3). A profile that is found by
 * its e-mail and has another employee id is another person's.
 */
export function match(entry: Person, profiles: Profiles): Found {
  const { employeeId, email, displayName } = entry
  const byId = employeeId ? best(profiles.byEmployeeId(employeeId), email) : undefined
  const withEmail = email ? profiles.byEmail(email) : []
  const byEmail = best(
    withEmail.filter(one => !employeeId || !one.employeeId || one.employeeId === employeeId),
  )
  const profile = byId ?? byEmail
  const isOther = (one: Profile) => one !== profile && (!employeeId || one.employeeId !== employeeId)
  return {
    profile,
    emailOwner: best(withEmail.filter(isOther)),
    nameOwner: displayName ? best(profiles.byDisplayName(displayName).filter(isOther)) : undefined,
  }
}

/** A real profile before a temporary one, one who is there before one who left, one with the entry's e-mail; else the first. */
function best(profiles: readonly Profile[], email?: string): Profile | undefined {
  const rank = (one: Profile) =>
    Number(one.isTemporary) * 4 + Number(one.account === 'disabled') * 2 + Number(one.email !== email)
  return [...profiles].sort((one, other) => rank(one) - rank(other))[0]
}

/** What a name is looked up by: two that differ in case, blanks or the way accents are encoded are one in a directory. */
export const nameKey = (name: string): string =>
  name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
