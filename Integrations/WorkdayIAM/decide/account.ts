import { hireDate, type Known } from './case.ts'
import { type Decision, raise } from './decision.ts'
import { endOf, isBeforeEnabling, isEmployed, isTooEarly } from './employment.ts'

/** IAM - Terminate User. */
export function termination({ entry, profile, today }: Known): Decision | undefined {
  const end = profile.account === 'disabled' ? undefined : endOf(entry, today)
  return end === undefined ? undefined : raise('IAM - Terminate User', 'termination', end)
}

/** IAM - AD User Activation. */
export function activation({ entry, profile, settings, today }: Known): Decision | undefined {
  if (profile.account !== 'pending' || !isEmployed(entry, today)) return undefined
  if (isTooEarly(entry, settings, today) || isBeforeEnabling(entry, settings, today)) return undefined
  const reason = `The account is pending and the hire date is ${hireDate(entry)}.`
  return raise('IAM - AD User Activation', 'AD activation', reason)
}

/** IAM - AD User Deactivation: the hire date was postponed. The X gate does not hold it back (L4). */
export function deactivation({ entry, profile, settings, today }: Known): Decision | undefined {
  if (profile.account !== 'enabled' || profile.isConversionHire) return undefined
  if (profile.sourcePriority !== settings.sourcePriority || !isBeforeEnabling(entry, settings, today))
    return undefined
  const reason = `The account is enabled and the hire date is ${hireDate(entry)}, more than ${settings.enableDays} days away.`
  return raise('IAM - AD User Deactivation', 'AD deactivation', reason)
}
