import { type Identity, identity } from '../../../kit/iam/identity.ts'
import type { Wanted } from '../../../kit/iam/switches.ts'
import { emailsOf } from '../scim/emails.ts'
import { isSame, type Resource } from '../scim/resource.ts'
import { filtersBy } from '../scim/search.ts'
import { tryFilters } from '../scim/trial.ts'
import { type Found, findUser } from '../scim/users.ts'
import type { Session } from '../session.ts'
import { personOf } from './profile.ts'

/**
 * Finds the user. That somebody is not there is a hard fact for who disables or asks, so filters are tried first when nobody was
 * found; creating meets the server's own 409. Throws as `findUser` does.
 */
export async function findSurely(
  { server }: Session,
  identities: readonly Identity[],
  wanted: Wanted | 'get',
): Promise<Found | undefined> {
  const isLenient = wanted !== 'disable' && wanted !== 'get'
  const found = await findUser(server, identities, isLenient)
  const { joins } = await server.knowledge()
  if (found || isLenient || joins !== undefined || !(await filtersBy(server, 'userName'))) return found
  await tryFilters(server)
  return (await server.knowledge()).foldsCase === false ? findUser(server, identities) : undefined
}

/**
 * Why the user with the profile's id cannot be who is meant: an id may be the number of an indicator, and applications count too.
 * It names somebody when userName, e-mail or both names are the same, or the profile has neither userName nor e-mail.
 */
export function otherById(user: Resource, identities: readonly Identity[]): string | undefined {
  if (!identities.some(({ id, isOwnId }) => id === user.id && !isOwnId)) return undefined
  const { login, firstName, lastName } = personOf(user)
  const emails = emailsOf(user)
  const isMeant = identities.some(
    one =>
      (one.login === undefined && one.email === undefined) ||
      (one.id === user.id && one.isOwnId) ||
      isSame(login ?? null, one.login) ||
      [login, ...emails].some(email => isSame(email ?? null, one.email)) ||
      (isSame(firstName ?? null, one.firstName) && isSame(lastName ?? null, one.lastName)),
  )
  const wanted = identities.at(-1)
  if (isMeant || !wanted) return undefined
  const told = (one: Identity) => {
    const name = [one.firstName, one.lastName].filter(Boolean).join(' ')
    const account = one.login ?? one.email ?? ''
    return name ? `${name} (${account})` : account
  }
  const other = told(identity({ login: login ?? emails[0] ?? user.id, firstName, lastName }))
  return `Found by its id ${user.id} alone is ${other}, not ${told(wanted)}; nothing was changed. Take the id out of the profile, or give the profile the username ${login ?? ''} if it is the same person.`
}
