import { textOf } from '../texts.ts'
import { storedFormer } from './former.ts'
import { isKnownAs, type Met, type Profile } from './profiles.ts'
import type { Wanted } from './wanted.ts'

/** What a person is known by in every system. */
export interface Identity {
  readonly email: string
  readonly username: string
}

/** The identity of a profile. */
export function heldIdentity({ value, fields }: Profile): Identity {
  const email = textOf(fields.email) || value
  return { email, username: textOf(fields.username) || email }
}

/** The identity that an incident wants: a username that it does not say stays, or follows the e-mail that it was. */
export function identityOf({ email, username }: Wanted, profile: Profile | undefined): Identity {
  if (username || !profile) return { email, username: username || email }
  const held = heldIdentity(profile)
  const isEmail = held.username.toLowerCase() === held.email.toLowerCase()
  return { email, username: isEmail ? email : held.username }
}

/** What becomes what, empty when nothing does, and whether the profile gets another value by it. */
export function identityChange(wanted: Wanted, profile: Profile): { changes: string; isMoved: boolean } {
  const [held, to] = [heldIdentity(profile), identityOf(wanted, profile)]
  const isNew = (name: keyof Identity) => held[name].toLowerCase() !== to[name].toLowerCase()
  const changes = [
    isNew('email') && `the e-mail ${held.email.toLowerCase()} becomes ${to.email}`,
    isNew('username') && `the username ${held.username.toLowerCase()} becomes ${to.username}`,
  ].filter(Boolean)
  const isMoved = isNew('email') && to.email !== profile.value.toLowerCase()
  return { changes: changes.join(' and '), isMoved }
}

/**
 * Who the person of a profile that has the wanted identity already was when the incident was raised: a run that moved the
 * profile and failed in an account is run again. Undefined when nothing changed, or the old identity is somebody else's by now.
 */
export function formerIdentity({ old }: Wanted, { oldEmailOwners }: Met, profile: Profile) {
  const kept = keptIdentity(profile, oldEmailOwners)
  if (kept) return kept
  const email = textOf(old.email)
  if (email === '' || oldEmailOwners.length > 0) return undefined
  const [held, was] = [heldIdentity(profile), { email, username: textOf(old.username) || email }]
  const isSame = (name: keyof Identity) => held[name].toLowerCase() === was[name].toLowerCase()
  return isSame('email') && isSame('username') ? undefined : was
}

/** The field Former Identity, unless one of the owners has it by now: their account would be taken for the person's. */
export function keptIdentity(profile: Profile, owners: readonly Profile[]): Identity | undefined {
  const was = storedFormer(profile)
  const names = was ? [was.email.toLowerCase(), was.username.toLowerCase()] : []
  return owners.some(one => isKnownAs(one, names)) ? undefined : was
}
