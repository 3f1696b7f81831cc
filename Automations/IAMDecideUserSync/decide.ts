import { textOf } from '../texts.ts'
import { hasLeft } from '../user-profile/left.ts'
import { formerIdentity, type Identity, identityChange, keptIdentity } from './identity.ts'
import { shown } from './profile-text.ts'
import { type Met, nameKey, type Profile } from './profiles.ts'
import { refusal } from './refusal.ts'
import { hasSeenNewer } from './seen.ts'
import { saysWhoItIs, type Wanted } from './wanted.ts'

/** What a person has decided already. */
export interface Answers {
  /** They are two people who share a display name. */
  readonly isAnother: boolean
  /** The value of the profile that the report means: that of the person who has the display name. */
  readonly conflicting: string
  /** The new e-mail or username is wanted. */
  readonly isIdentityApproved: boolean
}

/** The way that IAM - Sync User goes on. */
export type Path = 'New Hire' | 'Known' | 'New Identity' | 'Name Taken' | 'Nobody' | 'Refused'

export interface Decision {
  readonly path: Path
  /** The incident's type from now on (ilm.md §2.5 step 4). */
  readonly type: string
  readonly reason: string
  /** The person's profile; a temporary one stands for nobody yet. */
  readonly profile?: Profile | undefined
  /** Whose display name it is, too. */
  readonly conflict?: Profile | undefined
  /** The profile keeps its e-mail and username whatever the incident says. */
  readonly keepsIdentity?: boolean
  /** A person decided that the profile is this employee's, whatever id it has. */
  readonly isOverwritten?: boolean
  /** The profile gets another value: its e-mail changes. */
  readonly isMoved?: boolean
  /** Who the person was, when the profile has the new e-mail already: accounts may still have the old one. */
  readonly was?: Identity | undefined
}

const ENDS = 'IAM - Terminate User'

/** Decides what is to be done for an incident of user provisioning (ilm.md §2.5 and §2.8). Pure. */
export function decideSync(wanted: Wanted, met: Met, answers: Answers): Decision {
  const { type } = wanted
  const refused = refusal(wanted, met)
  if (refused) return { path: 'Refused', type, reason: refused }
  const [profile, temporary] = ownOf(wanted, met)
  const newer = hasSeenNewer(wanted, profile ?? temporary)
  if (newer)
    return { path: 'Nobody', type, reason: newer, profile: profile ?? temporary, keepsIdentity: true }
  if (profile && !saysWhoItIs(type)) return looksAfter(wanted, met, profile)
  const decision = profile ? known(wanted, met, answers, profile) : unknown(wanted, met, answers, temporary)
  return againstAnswer(wanted, answers, decision) ?? decision
}

/** It was said that they are one person, which cannot be done any more: no account is made for a second one. */
function againstAnswer(
  { type, displayName, email }: Wanted,
  { conflicting }: Answers,
  { path, isOverwritten }: Decision,
): Decision | undefined {
  const goesOn = path === 'New Hire' || path === 'Known' || path === 'New Identity'
  if (conflicting === '' || !goesOn || isOverwritten) return undefined
  const reason = `It was answered that ${displayName || email} (${email}) is ${conflicting}. That is not possible any more: ${conflicting} has another display name by now, or ${email} has a User Profile too. Nothing was changed. Run the playbook again; it asks again if it has to.`
  return { path: 'Refused', type, reason }
}

/** The person's profile, and the temporary one. Of two the old one is the person's still. */
function ownOf({ email }: Wanted, { own }: Met): [Profile | undefined, Profile | undefined] {
  const real = own.filter(one => !one.isTemporary)
  const isNew = ({ value }: Profile) => value.toLowerCase() === email
  const old = real.length > 1 ? real.find(one => !isNew(one)) : real[0]
  const temporary = own.filter(one => one.isTemporary)
  return [old, temporary.find(isNew) ?? temporary[0]]
}

function unknown(wanted: Wanted, met: Met, answers: Answers, temporary?: Profile): Decision {
  const { type, email, username, displayName } = wanted
  const who = email || username || wanted.employeeId || wanted.userId
  const isExpected = type === 'IAM - Update User' || type === 'IAM - Rehire User'
  const namesakes = saysWhoItIs(type) ? met.nameOwners : []
  const chosen = namesakes.find(({ value }) => value === answers.conflicting)
  const [conflict] = namesakes
  // An update of nobody known whose name is known is one that was decided before, and failed.
  if (!saysWhoItIs(type) || (isExpected && !temporary && !conflict))
    return {
      path: 'Nobody',
      type,
      reason: `There is no User Profile of ${who}, so there is nothing to do for ${type}. If the person is in the report, its next fetch raises what is needed.`,
      profile: temporary,
    }
  if (chosen) return overwritten(chosen)
  if (conflict && !answers.isAnother) return taken(displayName, type, namesakes, temporary)
  const reason = `${displayName || who} has no User Profile yet.`
  return { path: 'New Hire', type: 'IAM - New Hire', reason, profile: temporary }
}

/** Of several the first is the one that may be meant; the question names all of them. */
function taken(name: string, type: string, namesakes: readonly Profile[], profile?: Profile): Decision {
  const reason = `The display name "${name}" is already that of ${namesakes.map(shown).join(' and ')}.`
  return { path: 'Name Taken', type, reason, profile, conflict: namesakes[0] }
}

/** By the state of the conflicting profile (ilm.md §2.5 step 4). */
function overwritten(conflict: Profile): Decision {
  const reason = `The report means ${shown(conflict)}.`
  return {
    ...{ path: 'Known', type: typeFor(conflict), reason, profile: conflict },
    ...{ keepsIdentity: true, isOverwritten: true },
  }
}

const typeFor = ({ fields }: Profile): string =>
  textOf(fields.adaccountstatus).toLowerCase() === 'disabled' ? 'IAM - Rehire User' : 'IAM - Update User'

/** Of a termination and the like the person's e-mail and name are those of the profile: no change of them is made. */
function looksAfter({ type, source }: Wanted, { oldEmailOwners }: Met, profile: Profile): Decision {
  // An answer that comes after the person has left enables nobody.
  const isOver = (type !== ENDS || source !== 'HR') && typeFor(profile) === 'IAM - Rehire User'
  return isOver
    ? {
        ...{ path: 'Nobody', type, profile, keepsIdentity: true },
        reason: `${shown(profile)} is disabled already; there is nothing left to do.`,
      }
    : {
        ...{ path: 'Known', type, reason: `It is ${shown(profile)}.`, profile },
        ...{ keepsIdentity: true, was: keptIdentity(profile, oldEmailOwners) },
      }
}

function known(wanted: Wanted, met: Met, answers: Answers, profile: Profile): Decision {
  // Two who have a profile each are two people: neither is overwritten by the other.
  const namesakes = newNamesakes(wanted, met, profile)
  if (namesakes.length > 0 && !answers.isAnother)
    return taken(wanted.displayName, wanted.type, namesakes, profile)
  const type = typeOf(wanted, profile)
  const { changes, isMoved } = identityChange(wanted, profile)
  if (changes && !answers.isIdentityApproved)
    return { path: 'New Identity', type, reason: `Of ${shown(profile)} ${changes}.`, profile, isMoved }
  const path = type === 'IAM - New Hire' ? 'New Hire' : 'Known'
  const was = changes ? undefined : formerIdentity(wanted, met, profile)
  return { path, type, reason: `It is ${shown(profile)}.`, profile, isMoved, was }
}

/** A new hire who has a profile already is one whose run did not come to its end; one who has left comes back. */
function typeOf({ type }: Wanted, profile: Profile): string {
  if (type === 'IAM - Sync User') return typeFor(profile)
  return type === 'IAM - New Hire' && typeFor(profile) === 'IAM - Rehire User' ? typeFor(profile) : type
}

/** Those who are there and have the display name that the person is to have from now on. */
function newNamesakes({ displayName }: Wanted, { nameOwners }: Met, { fields }: Profile): Profile[] {
  const isSame = nameKey(textOf(fields.displayname)) === nameKey(displayName)
  return isSame ? [] : nameOwners.filter(one => !hasLeft(one.fields))
}
