import { type Known, shown } from './case.ts'
import { type Decision, nothing, raise } from './decision.ts'
import { nameKey } from './match.ts'

/**
 * What stands in the way of a rehire or an update of somebody who is known: a new e-mail that is another person's, or a new
 * display name that is that of another person who has not left (partial name match, ilm.md §2.5). The decision stays as it is
 * otherwise.
 */
export function checked({ entry, found, profile }: Known, decision: Decision): Decision {
  const { emailOwner, nameOwner } = found
  if (emailOwner && entry.email !== profile.email)
    return nothing(
      'e-mail taken',
      `The new e-mail ${entry.email} is that of ${shown(emailOwner)}, another person.`,
    )
  if (!nameOwner || nameOwner.account === 'disabled' || nameOwner.status === 'terminated') return decision
  if (nameKey(entry.displayName) === nameKey(profile.displayName)) return decision
  const reason = `${decision.reason} The new display name "${entry.displayName}" is that of ${shown(nameOwner)}.`
  return { ...decision, ...raise('IAM - Sync User', 'partial name match', reason), nameOwner }
}
