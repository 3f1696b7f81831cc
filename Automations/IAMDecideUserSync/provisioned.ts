import type { Json, JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'
import { personFields } from '../user-profile/flow-fields.ts'
import type { Decision } from './decide.ts'
import { heldIdentity, identityOf } from './identity.ts'
import { saysWhoItIs, type Wanted } from './wanted.ts'

const DAY = 86_400_000

/** What the iam- commands take as user-profile: the person, and who the person was (ilm.md §2.4, Update User). */
export function userProfile(wanted: Wanted, decision: Decision): JsonObject {
  const { type, profile, keepsIdentity, was } = decision
  const identity = identityOf(wanted, profile)
  if (!profile || profile.isTemporary) return filled({ ...wanted.fields, ...identity }, {})
  const heldIdentities = heldIdentity(profile)
  const held: JsonObject = { ...profile.fields, ...heldIdentities }
  // Whoever is looked after is found by what the profile says; what else the report says is an update of its own.
  const fields = saysWhoItIs(type) ? { ...held, ...wanted.fields } : held
  const own = {
    ...fields,
    ...(keepsIdentity ? heldIdentities : identity),
  }
  return { ...filled(own, held), olduserdata: filled({ ...held, ...was }, {}) }
}

/** What says how far a run is, and what accounts there are: never the report's to say; the playbooks write it one by one. */
const STATES = new Set([
  ...['adaccountstatus', 'isprocessed', 'istemporaryuser', 'temporaryuserprofile', 'forcesync'],
  ...['terminationtrigger', 'applications', 'appprofiles', 'oktauserid', 'active', 'formeridentity'],
])

/** What the User Profile has when the person has been provisioned. Who is terminated without an entry keeps everything else. */
export function profileFields(wanted: Wanted, decision: Decision): JsonObject {
  const { type, profile, keepsIdentity, isMoved, isOverwritten } = decision
  if (wanted.source !== 'HR') return { terminationtrigger: wanted.source }
  const { email, username } = keepsIdentity && profile ? heldIdentity(profile) : identityOf(wanted, profile)
  return {
    ...Object.fromEntries(Object.entries(wanted.fields).filter(([name]) => !STATES.has(name))),
    ...(email && { email }),
    ...(username && { username }),
    // The account is at work, whenever the new contract begins: it is not to be taken back until then.
    ...(isOverwritten && { conversionhire: true }),
    ...((isMoved || profile?.fields.formeridentity) && { formeridentity: '' }),
    ...(type === 'IAM - Rehire User' && { terminationtrigger: '' }),
  }
}

/** What a User Profile gets that takes the place of the one with the old e-mail: who the person was, until every account knows. */
export function movedFields(wanted: Wanted, decision: Decision): JsonObject {
  const { profile, isMoved } = decision
  const fields = profileFields(wanted, decision)
  return isMoved && profile ? { ...fields, formeridentity: JSON.stringify(heldIdentity(profile)) } : fields
}

/** Without what is empty, but what has become empty: an account is to lose it. */
function filled(fields: JsonObject, held: JsonObject): JsonObject {
  const isEmpty = (value: Json | undefined) =>
    typeof value === 'object' ? value === null || Object.keys(value).length === 0 : textOf(value) === ''
  return Object.fromEntries(
    Object.entries(personFields(fields)).filter(
      ([name, value]) => !isEmpty(value) || (Object.hasOwn(held, name) && !isEmpty(held[name])),
    ),
  )
}

/** A calendar date as the platform's fields and the public pack keep it; never an instant. */
const ISO = /^(\d{4})-(\d\d)-(\d\d)/
const AMERICAN = /^(\d\d)\/(\d\d)\/(\d{4})$/
/** An empty date field may read 0001-01-01. */
const FIRST_YEAR = 1900

/** Whole days until the hire date, negative when it is past; undefined when there is none. */
export function daysToHire({ hiredate }: JsonObject, now: Date): number | undefined {
  const text = textOf(hiredate).replace(AMERICAN, '$3-$1-$2')
  const [date = '', year] = ISO.exec(text) ?? []
  const hired = Date.parse(date)
  if (Number(year) < FIRST_YEAR || Number.isNaN(hired)) return undefined
  return hired / DAY - Math.floor(now.getTime() / DAY)
}
