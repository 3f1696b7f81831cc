import type { Json, JsonObject } from '../../kit/wire.ts'
import { isTrue, textOf } from '../texts.ts'

/** What IAM.Provisioning holds. */
export interface Provisioning extends JsonObject {
  Succeeded: JsonObject[]
  Failed: JsonObject[]
  AllSucceeded: boolean
  Reason: string
  Summary: string
}

const NO_RESULT = 'gave no result; the error entry of the command says why'
const UNUSABLE = 'does not exist or is disabled, and the person may have an account there'
const NO_ACCOUNT = 'has no account there'
const NOT_ACTIVE = 'the account is not active'
const STILL_ACTIVE =
  'the account is still active; look at whether the instance may disable users, and run the playbook again'
const NO_PASSWORD = 'the account has no password yet; the error entry of IAMInitADUser says why'

/** What a command in the other instances does not tell. */
export interface Beside {
  /** Names of instances that cannot be used and in which the person may have an account. */
  readonly missing?: readonly string[] | undefined
  /** Names of the directories: a new account there needs a password. */
  readonly directories?: readonly string[] | undefined
  /** No account is to be active: one that is has failed, and one that does not exist has not. */
  readonly inactive?: boolean | undefined
  /** What was left out, for the summary. */
  readonly left_out?: string | undefined
  /** IAM.InitADUser: what became of it. */
  readonly initialised?: readonly JsonObject[] | undefined
}

/**
 * What came of a command in every instance in which it was to run: the last result with the instance's name decides,
 * and an instance without one has failed. So has a directory whose account is disabled and got no password.
 */
export function checkProvisioning(
  instances: readonly string[],
  results: readonly JsonObject[],
  { missing = [], directories = [], initialised = [], inactive = false, left_out = '' }: Beside = {},
): Provisioning {
  const lacksPassword = (instance: string, result: JsonObject) =>
    directories.includes(instance) && !isTrue(result.active) && !isWithoutAccount(result)
  const outcomes = [...new Set(instances)].map(instance => {
    const result = lastOf(results, instance)
    const start = lastOf(initialised, instance)
    if (inactive && hasNothingActive(result)) return succeededIn(instance, lookedAt(result))
    if (inactive && isTrue(result?.success) && isTrue(result?.active))
      return failedIn(instance, {
        ...result,
        errorMessage: `${STILL_ACTIVE} ${textOf(result?.reason)}`.trim(),
      })
    if (result === undefined || !isTrue(result.success)) return failedIn(instance, withReason(result, start))
    if (!lacksPassword(instance, result)) return succeededIn(instance, result)
    return isTrue(start?.success)
      ? succeededIn(instance, { ...result, reason: waiting(start ?? {}) })
      : failedIn(instance, { ...result, errorMessage: textOf(start?.errorDetails) || NO_PASSWORD })
  })
  const decided = [...outcomes, ...missing.map(instance => failedIn(instance, { errorMessage: UNUSABLE }))]
  const Succeeded = decided.filter(one => one.hasSucceeded).map(({ row }) => row)
  const Failed = decided.filter(one => !one.hasSucceeded).map(({ row }) => row)
  return {
    Succeeded,
    Failed,
    AllSucceeded: Failed.length === 0,
    Reason: Failed.map(row => `${row.instancename}: ${reasonOf(row)}`).join('; '),
    Summary:
      [...decided.map(({ row, hasSucceeded }) => lineOf(row, hasSucceeded)), left_out]
        .filter(Boolean)
        .join('\n') || 'There is no instance in which anything was to be done.',
  }
}

/** What iam-get-user says of an account whose disabling was skipped: there is none, or it is not active. */
const hasNothingActive = (result: JsonObject | undefined): result is JsonObject =>
  textOf(result?.action) === 'get' &&
  (textOf(result?.errorCode) === '404' || (isTrue(result?.success) && !isTrue(result?.active)))

/** A look is no deed: nobody is told of it. */
const lookedAt = (result: JsonObject): JsonObject => ({
  ...{ ...result, action: 'disable', success: true, skipped: true },
  reason: textOf(result.errorCode) === '404' ? NO_ACCOUNT : NOT_ACTIVE,
})

/** A command that was skipped where it may not be carried out, or nobody is there: it tells no account. */
const isWithoutAccount = ({ skipped, id }: JsonObject): boolean => isTrue(skipped) && textOf(id) === ''

/** Why the account has no password says more than that it cannot be enabled without one. */
function withReason(result: JsonObject | undefined, start: JsonObject | undefined): JsonObject | undefined {
  const why = start && !isTrue(start.success) ? textOf(start.errorDetails) : ''
  return result && why ? { ...result, errorMessage: `${textOf(result.errorMessage)} ${why}`.trim() } : result
}

/** What the directory said of the account is out of date when it has got its password. */
function waiting({ warning, sendMailError }: JsonObject): string {
  const told = ['The account has its first password and waits to be enabled.', warning, sendMailError]
  return told
    .map(text => textOf(text))
    .filter(Boolean)
    .join(' ')
}

const lastOf = (rows: readonly JsonObject[], instance: string): JsonObject | undefined =>
  rows.findLast(({ instanceName }) => textOf(instanceName) === instance)

const succeededIn = (instance: string, result: JsonObject) => ({
  hasSucceeded: true,
  row: succeeded(instance, result),
})

const failedIn = (instance: string, result: JsonObject | undefined) => ({
  hasSucceeded: false,
  row: failed(instance, result),
})

function succeeded(instance: string, result: JsonObject): JsonObject {
  return {
    ...resultRow(instance, result),
    email: result.email ?? null,
    active: result.active ?? null,
    skipped: isTrue(result.skipped),
    reason: textOf(result.reason),
    id: result.id ?? null,
  }
}

function failed(instance: string, result: JsonObject | undefined): JsonObject {
  const reason = result
    ? textOf(result.errorMessage) || textOf(result.reason) || 'gave no error message'
    : NO_RESULT
  return { ...resultRow(instance, result ?? {}), errorcode: textOf(result?.errorCode), reason }
}

/** Somebody who does not exist in the system has no name there; the e-mail then says whom it was about. */
function resultRow(instance: string, { brand, action, username, email }: JsonObject): JsonObject {
  return {
    instancename: instance,
    brand: brand ?? null,
    action: action ?? null,
    username: username ?? email ?? null,
  }
}

function reasonOf({ errorcode, reason }: JsonObject): string {
  return [errorcode, reason].map(textOf).filter(Boolean).join(': ')
}

function lineOf(row: JsonObject, hasSucceeded: boolean): string {
  const action = textOf(row.action) || 'command'
  const who = textOf(row.username)
  const what = who ? `${action} (${who})` : action
  return `${row.instancename}: ${what} ${hasSucceeded ? outcomeOf(row) : `failed: ${reasonOf(row)}`}`
}

function outcomeOf({ skipped, reason }: JsonObject): string {
  const outcome = skipped ? 'skipped' : 'done'
  return textOf(reason) ? `${outcome}: ${textOf(reason)}` : outcome
}

/** The rows as the incident's grid fields show them; every cell is text. */
export function gridRows(rows: readonly JsonObject[]): JsonObject[] {
  return rows.map(row => ({
    instancename: textOf(row.instancename),
    action: textOf(row.action),
    username: textOf(row.username),
    active: textOf(row.active as Json),
    reason: reasonOf(row),
  }))
}
