import { Refusal } from '../../kit/errors.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { isTrue, textOf } from '../texts.ts'
import { isFieldName } from './arguments.ts'
import type { Profile } from './profile.ts'

export interface Wish {
  readonly value: string
  /** By cliName. */
  readonly fields: JsonObject
  readonly isProcessed?: boolean | undefined
  readonly isTemporary?: boolean | undefined
  readonly forceSync?: boolean | undefined
  readonly adAccountStatus?: string | undefined
  /** Whether the profile is made when there is none. */
  readonly create: boolean
  /** Somebody decided that the profile gets another employee id. */
  readonly isAnotherEmployee?: boolean | undefined
  /** The value of the profile whose place this one takes. */
  readonly replaces?: string | undefined
}

export interface Found {
  /** The profile with the value. */
  readonly present?: Profile | undefined
  /** The profile whose place it takes. */
  readonly replaced?: Profile | undefined
}

/** What an incident's UserProfile holds beside the profile, and Is Processed, which only the argument sets (L13). */
const NOT_TAKEN = new Set(['olduserdata', 'mergeduserprofile', 'isprocessed'])

/** Throws a Refusal when the wish cannot be carried out: no profile, somebody else's profile, or what is no field. */
export function refuseWrong(wish: Wish, { present, replaced }: Found): void {
  const { value, fields, create, replaces } = wish
  const odd = Object.keys(fields).find(name => !isFieldName(name))
  if (odd !== undefined)
    throw new Refusal(
      `${JSON.stringify(odd)} in fields is no field of a User Profile; expected cliNames such as givenname.`,
    )
  if (!present && !replaced && !create) {
    const nor = replaces ? `, nor ${JSON.stringify(replaces)}, whose place it was to take` : ''
    throw new Refusal(
      `There is no User Profile ${JSON.stringify(value)}${nor}; give create=true to make it, or correct the value.`,
    )
  }
  const own = textOf(fields.employeeid) || textOf(replaced?.fields.employeeid)
  for (const profile of [present, replaced]) {
    const theirs = textOf(profile?.fields.employeeid)
    if (profile && own && theirs && own !== theirs && !wish.isAnotherEmployee)
      throw new Refusal(
        `The User Profile ${JSON.stringify(profile.value)} is that of the employee ${theirs} and not of ${own}; nothing was written. Give one of them another e-mail in HR, or correct the profile's Employee ID.`,
      )
  }
}

/**
 * The fields to write: over those of the replaced profile what is given. Is Processed stays true while other incidents of the
 * person are open (L13).
 */
export function fieldsToWrite(wish: Wish, found: Found, heldBy: readonly string[]): JsonObject {
  const { present, replaced } = found
  const { isProcessed, isTemporary, forceSync, adAccountStatus } = wish
  const given = Object.entries(wish.fields).filter(([name, value]) => value !== null && !NOT_TAKEN.has(name))
  return {
    ...(replaced && { ...replaced.fields, ...temporary(isTrue(replaced.fields.istemporaryuser), found) }),
    ...((replaced || !present) && { email: wish.value }),
    ...Object.fromEntries(given),
    ...(adAccountStatus !== undefined && { adaccountstatus: adAccountStatus }),
    ...(isTemporary !== undefined && temporary(isTemporary, found)),
    ...(forceSync !== undefined && { forcesync: forceSync }),
    ...(isProcessed !== undefined && { isprocessed: isProcessed || heldBy.length > 0 }),
  }
}

/** Two names of one field are in use (L11); the other is written where it stands already. */
function temporary(isTemporary: boolean, { present, replaced }: Found): JsonObject {
  const hasOther = [present, replaced].some(one => one && Object.hasOwn(one.fields, 'temporaryuserprofile'))
  return { istemporaryuser: isTemporary, ...(hasOther && { temporaryuserprofile: isTemporary }) }
}
