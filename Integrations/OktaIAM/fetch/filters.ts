import { InputError, Refusal } from '../../../kit/errors.ts'
import { quote } from '../okta/filter.ts'

const MEMBERSHIP =
  'eventType eq "application.user_membership.add" or eventType eq "application.user_membership.remove"'
// A profile change has no application among its targets, so it stands outside the clause of targets (quirk F7).
const PROFILE = 'eventType eq "user.account.update_profile"'
// Leaves room for encoding in a request line of 8 kB, which is what proxies commonly take.
const LONGEST = 2000

/** The text with which both generations of the older pack refuse a fetch that has nothing to ask for. */
export const NOTHING_TO_FETCH =
  'If you marked the "Query only application events configured in IAM Configuration" checkbox, add at least one application with !okta-iam-set-configuration (or an incident of the type "IAM - Configuration"); if you did not, fill in "Fetch Query Filter".'

/**
 * The filters to poll with. Automatic ones name the configured applications exactly (`eq`, quirk F8) and are split when
 * they grow long; otherwise the parameter is taken as it is. Throws when there is nothing to ask for.
 */
export function wantedFilters(
  automatic: boolean,
  query: string | undefined,
  applicationIds: readonly string[],
): string[] {
  if (!automatic) {
    if (!query?.trim()) throw new InputError(NOTHING_TO_FETCH)
    return [query.trim()]
  }
  if (!applicationIds.length) throw new Refusal(NOTHING_TO_FETCH)
  return clauses(applicationIds).map((targets, index) => {
    const membership = `(${MEMBERSHIP}) and (${targets})`
    return index === 0 ? `${PROFILE} or (${membership})` : membership
  })
}

function clauses(applicationIds: readonly string[]): string[] {
  const found: string[] = []
  for (const id of [...new Set(applicationIds)].sort()) {
    const term = `target.id eq ${quote(id)}`
    const last = found.at(-1)
    if (last === undefined || last.length + term.length > LONGEST) found.push(term)
    else found[found.length - 1] = `${last} or ${term}`
  }
  return found
}
