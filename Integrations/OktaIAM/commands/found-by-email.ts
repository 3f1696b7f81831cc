import type { Plan } from '../iam/lifecycle.ts'
import type { Identity } from '../okta/find-user.ts'
import type { User } from '../okta/users.ts'

/**
 * The plan, with the rename in its reason when an update gives another login to somebody who was found by nothing but
 * the e-mail. The first step with a hit decides (design: finding a user), so it is done, but never without a word.
 */
export function withRename(decided: Plan, found: User | undefined, identities: readonly Identity[]): Plan {
  const becomes = identities.at(-1)?.login
  const login = found?.profile.login
  if (!found || becomes === undefined || typeof login !== 'string') return decided
  const isNamed = identities.some(
    one => one.id === found.id || one.login?.toLowerCase() === login.toLowerCase(),
  )
  if (isNamed || !decided.steps.includes('update')) return decided
  const told = `Found by its e-mail ${String(found.profile.email)}; its login ${login} becomes ${becomes}.`
  return { ...decided, reason: [told, decided.reason].filter(Boolean).join(' ') }
}
