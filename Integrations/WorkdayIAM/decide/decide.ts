import { activation, deactivation, termination } from './account.ts'
import { type Case, type Known, shown, tooEarly } from './case.ts'
import type { Day } from './day.ts'
import { type Decision, nothing, raise } from './decision.ts'
import { endOf, isEmployed, isTooEarly } from './employment.ts'
import { faultOf, gate, lookedAfter, waits } from './gates.ts'
import type { Found } from './match.ts'
import type { Entry } from './person.ts'
import { rehire, waitingRehire } from './rehire.ts'
import type { Settings } from './settings.ts'
import { update } from './update.ts'

/**
 * Decides what an entry of the report comes to: at most one incident, and why (contract/ilm.md §2.4, in the order marked
 * [ours]). `today` is the day in the instance's time zone. Pure: the same case is always decided alike.
 */
export function decide(entry: Entry, found: Found, settings: Settings, today: Day): Decision {
  const one = { entry, found, settings, today }
  const { profile } = found
  return faultOf(one) ?? (profile ? decideKnown({ ...one, profile }) : decideUnknown(one))
}

function decideUnknown(one: Case): Decision {
  const { entry, found, settings, today } = one
  const { emailOwner, nameOwner } = found
  if (emailOwner)
    return nothing(
      'e-mail taken',
      `The e-mail ${entry.email} is that of ${shown(emailOwner)}, another person.`,
    )
  if (!isEmployed(entry, today)) {
    const end = endOf(entry, today) ?? 'The employment status is Terminated.'
    return nothing('not active', `${end} There is no profile to terminate.`)
  }
  if (isTooEarly(entry, settings, today)) return tooEarly(one)
  if (!nameOwner) return newHire(one)
  const reason = `A new hire's display name "${entry.displayName}" is that of ${shown(nameOwner)}.`
  return { ...raise('IAM - Sync User', 'partial name match', reason), nameOwner }
}

/** The second of two new hires with one display name waits, for there is nobody to compare with before the first has a profile. */
function newHire({ entry, found: { namesake } }: Case): Decision {
  if (namesake === undefined)
    return raise('IAM - New Hire', 'new hire', 'The person is employed and has no profile.')
  const waits = `Entry ${namesake}, a new hire too, has the display name "${entry.displayName}"`
  return nothing('name in report', `${waits}; this one waits until that one has a profile.`)
}

/**
 * Terminations come first: a cancelled hire must not be switched on (L3). Neither an open incident nor a termination in Okta
 * holds them back: a last day comes without news, and an account that is not disabled then has been enabled by mistake.
 */
function decideKnown(known: Known): Decision {
  return gate(known) ?? waits(known) ?? termination(known) ?? lookedAfter(known) ?? happened(known)
}

function happened(known: Known): Decision {
  const decision = whileEmployed(known)
  if (known.profile.terminationTrigger !== 'TUFE' || decision.incident === undefined) return decision
  // Who was terminated in Okta is only brought back by a rehire (ilm.md §2.7 step 5).
  return (
    rehire(known) ??
    nothing(
      'involuntary termination',
      `The person was terminated in Okta; no ${decision.incident} before a rehire.`,
    )
  )
}

function whileEmployed(known: Known): Decision {
  return (
    activation(known) ??
    deactivation(known) ??
    rehire(known) ??
    update(known) ??
    waitingRehire(known) ??
    (isEmployed(known.entry, known.today)
      ? nothing('no change', 'Nothing has changed.')
      : nothing('not active', 'The person is not employed, and there is no account to disable.'))
  )
}
