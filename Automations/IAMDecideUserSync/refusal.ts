import { oktaIdIn } from '../IAMGetUserProfile/profile.ts'
import { textOf } from '../texts.ts'
import { shown } from './profile-text.ts'
import { isKnownAs, type Met, type Profile } from './profiles.ts'
import { saysWhoItIs, type Wanted } from './wanted.ts'

/** Why it cannot be told whom an incident is about, and what a person has to correct; undefined when it can. */
export function refusal(wanted: Wanted, met: Met): string | undefined {
  const { type, email, username, employeeId, userId } = wanted
  if (!email && !username && !employeeId && !userId)
    return `The incident does not say whom it is about: it has neither an e-mail (field Email) nor a User Profile. Fill one in and run the playbook again.`
  if (saysWhoItIs(type) && !email)
    return `The incident says no e-mail of the person, and a User Profile is known by it. Fill in the field Email and run the playbook again.`
  const real = met.own.filter(one => !one.isTemporary)
  if (real.length > 1 && !isHalfMoved(real, email))
    return `${real.length} User Profiles are this person's: ${real.map(shown).join(' and ')}; expected one. Correct or delete the wrong one and run the playbook again.`
  return ofAnother(wanted, met) ?? (real[0] && ofAnotherOktaUser(wanted, real[0]))
}

/** A run that ended between making the profile of the new e-mail and deleting the old one leaves two with one employee id. */
function isHalfMoved(real: readonly Profile[], email: string): boolean {
  const [id, ...more] = new Set(real.map(({ fields }) => textOf(fields.employeeid)))
  const moved = real.filter(({ value }) => value.toLowerCase() === email)
  return real.length === 2 && moved.length === 1 && id !== '' && more.length === 0
}

function ofAnother({ type, email, username }: Wanted, { emailOwners: [owner] }: Met): string | undefined {
  if (!owner || !saysWhoItIs(type)) return undefined
  const what = isKnownAs(owner, [email]) ? `e-mail ${email}` : `username ${username}`
  return `The ${what} is that of ${shown(owner)}, another person. Correct one of the two, in the report or in the User Profile, and run the playbook again.`
}

/** A login that somebody left can be given to somebody else; the profile is still that of the first. */
function ofAnotherOktaUser({ userId, oktaInstance }: Wanted, profile: Profile): string | undefined {
  const known = oktaIdIn({ CustomFields: profile.fields }, oktaInstance || undefined)
  if (!userId || known === undefined || known === userId) return undefined
  return `${shown(profile)} has this login, but is the Okta user ${known} and not ${userId}. If the login was given to somebody else, correct the User Profile's username and e-mail; if it is the same person, created anew in Okta, empty its field Okta User Id. Then run the playbook again.`
}
