import type { Plan } from '../iam/lifecycle.ts'
import { textOf } from '../iam/profile.ts'
import type { Identity } from '../okta/find-user.ts'
import type { User } from '../okta/users.ts'

/**
 * The plan for somebody who was found by nothing but the e-mail and has another login. The first step with a hit decides
 * (design: finding a user), so a rename is done, but never without a word. When first and last name are others as well,
 * two people share a mailbox: then nothing is changed, or the one would lose the account for what happens to the other.
 */
export function ofFoundByEmail(
  decided: Plan,
  found: User | undefined,
  identities: readonly Identity[],
): Plan {
  const wanted = identities.at(-1)
  const login = found?.profile.login
  if (!found || wanted?.login === undefined || typeof login !== 'string') return decided
  const isNamed = identities.some(one => one.id === found.id || isSame(one.login, login))
  if (isNamed || !decided.steps.length) return decided
  const { email, firstName, lastName } = found.profile
  const byEmail = `Found by its e-mail ${textOf(email)}`
  if (isSomebodyElse(wanted, found)) {
    const other = `${textOf(firstName)} ${textOf(lastName)} (${login})`
    const meant = `${wanted.firstName} ${wanted.lastName} (${wanted.login})`
    const reason = `${byEmail} alone is ${other}, not ${meant}; nothing was changed. Give each of them an e-mail of their own, or the profile the username ${login} if it is the same person.`
    return { action: decided.action, steps: [], reason, refused: true }
  }
  if (!decided.steps.includes('update')) return decided
  const told = `${byEmail}; its login ${login} becomes ${wanted.login}.`
  return { ...decided, reason: [told, decided.reason].filter(Boolean).join(' ') }
}

/** Somebody who marries keeps one of the names. */
function isSomebodyElse({ firstName = '', lastName = '' }: Identity, { profile }: User): boolean {
  const pairs = [
    [firstName, textOf(profile.firstName)],
    [lastName, textOf(profile.lastName)],
  ] as const
  return pairs.every(([meant, other]) => meant && other && !isSame(meant, other))
}

function isSame(one: string | undefined, other: string): boolean {
  return one?.trim().toLowerCase() === other.trim().toLowerCase()
}
