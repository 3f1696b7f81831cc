import { list, text } from '../../../kit/command.ts'
import { InputError, Refusal } from '../../../kit/errors.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { OktaError } from '../okta/errors.ts'
import { type User, updateUser, user } from '../okta/users.ts'
import type { Session } from '../session.ts'
import { change } from './change.ts'
import { namedUser, userArguments } from './named.ts'
import { holderOf, takenLogin } from './taken-login.ts'
import {
  credentialArguments,
  credentialsOf,
  isOptionalAttribute,
  profileArguments,
  profileOf,
} from './user-profile-arguments.ts'

export const oktaUpdateUser = change({
  name: 'okta-update-user',
  description:
    'Updates a user. Attributes that are not given are left alone, and only those that differ are sent.',
  effect: 'change',
  scopes: ['okta.users.manage'],
  args: {
    firstName: text({ description: 'The given name.' }),
    lastName: text({ description: 'The family name.' }),
    email: text({ description: 'The primary e-mail address.' }),
    ...userArguments,
    newLogin: text({ description: 'The login that the user shall have from now on.' }),
    ...profileArguments,
    clear: list({ description: 'Names of the attributes that shall have no value any more.' }),
    ...credentialArguments,
  },
  outputs: [],
  async decide(args, session: Session) {
    const wanted = wantedOf(args)
    const credentials = credentialsOf(args)
    if (!Object.keys(wanted).length && !credentials)
      throw new InputError(
        'There is nothing to update; give an attribute, "newLogin", "clear" or credentials.',
      )
    const found = await namedUser(session, args)
    const login = String(found.profile.login)
    const profile = differing(wanted, found)
    const names = Object.keys(profile)
    await refuseBound(session, found, profile)
    const body = { ...(names.length && { profile }), ...(credentials && { credentials }) }
    const isDone = !names.length && !credentials
    const reason = isDone ? `User ${login} already has these values.` : clearedNames(profile)
    return {
      target: login,
      changes: Object.fromEntries(
        names.map(name => [name, [found.profile[name] ?? null, profile[name] ?? null]]),
      ),
      ...(reason !== undefined && { reason }),
      calls: isDone ? [] : [updateUser(found.id, body)],
      advice: refusal => adviceOn(refusal, login, names),
      done: ([answer]) => {
        if (isDone) return { readable: `User ${login} already has these values.`, contents: found }
        const updated = user(answer, `POST /api/v1/users/${found.id}`)
        const columns = Object.keys(updated.profile)
        return {
          readable: { title: `Okta user: ${login} Updated:`, rows: updated.profile, columns },
          contents: updated,
        }
      },
    }
  },
})

/** The attributes that shall be other than they are, null for those to clear. Throws InputError for one that is both. */
function wantedOf(args: {
  newLogin?: string | undefined
  clear?: readonly string[] | undefined
}): JsonObject {
  const { newLogin, clear = [] } = args
  const given = { ...profileOf(args), ...(newLogin !== undefined && { login: newLogin }) }
  const both = clear.find(name => Object.hasOwn(given, name))
  if (both !== undefined)
    throw new InputError(
      `The attribute ${JSON.stringify(both)} is given and to be cleared; give one of both.`,
    )
  const needed = clear.find(name => name === 'login' || name === 'email')
  if (needed !== undefined)
    throw new InputError(
      `The attribute "${needed}" cannot be cleared: every Okta user has one; give another value.`,
      { errorCode: 'E0000001' },
    )
  return Object.fromEntries([...Object.entries<Json>(given), ...clear.map(name => [name, null] as const)])
}

/** What Okta is bound to refuse, said before anything is sent, so that a plan does not promise it. Throws Refusal. */
async function refuseBound(session: Session, found: User, { login }: JsonObject): Promise<void> {
  const { id, status, profile } = found
  // Okta: E0000038.
  if (status === 'DEPROVISIONED')
    throw new Refusal(
      `User ${String(profile.login)} is DEPROVISIONED, and Okta updates no deactivated user; activate the user first (okta-activate-user).`,
      { user: profile.login ?? null, id, status, errorCode: 'E0000038' },
    )
  const other = typeof login === 'string' ? await holderOf(session, login) : undefined
  if (other && other.id !== id)
    throw takenLogin(String(login), other, 'rename that user first, or give another newLogin.')
}

/** Names that an org's schema may or may not require (Okta: "Make first and last name optional"). */
const OFTEN_REQUIRED: readonly string[] = ['firstName', 'lastName']

function clearedNames(profile: JsonObject): string | undefined {
  const cleared = OFTEN_REQUIRED.filter(name => profile[name] === null)
  if (!cleared.length) return undefined
  return `Okta refuses to clear ${cleared.join(' and ')} unless the org's user schema does not require it.`
}

/** Only what differs: Okta refuses even an unchanged value of an attribute that another system masters (E0000023). */
function differing(wanted: JsonObject, { profile }: User): JsonObject {
  const differs = ([name, value]: [string, Json]) => {
    const present = Object.hasOwn(profile, name) ? profile[name] : null
    // A name that is no attribute is not told from one that has no value; Okta knows, so it is sent.
    if (value === null && present === null) return !isOptionalAttribute(name)
    return present !== value
  }
  return Object.fromEntries(Object.entries(wanted).filter(differs))
}

function adviceOn({ code }: OktaError, login: string, sent: readonly string[]): string | undefined {
  if (code === 'E0000023') return `Attributes sent: ${sent.join(', ')}.`
  if (code === 'E0000038')
    return `See the status with okta-get-user username=${login}; a deactivated user is activated first.`
  return undefined
}
