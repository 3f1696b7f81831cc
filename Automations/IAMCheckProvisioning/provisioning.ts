import type { Json, JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'

/** What IAM.Provisioning holds. */
export interface Provisioning extends JsonObject {
  Succeeded: JsonObject[]
  Failed: JsonObject[]
  AllSucceeded: boolean
  Reason: string
  Summary: string
}

const NO_RESULT = 'gave no result; the error entry of the command says why'

/**
 * What came of a command in every instance in which it was to run: the last result with the instance's name decides,
 * and an instance without one has failed.
 */
export function checkProvisioning(
  instances: readonly string[],
  results: readonly JsonObject[],
): Provisioning {
  const wanted = [...new Set(instances)]
  const decided = wanted.map(instance => {
    const result = results.findLast(({ instanceName }) => textOf(instanceName) === instance)
    const hasSucceeded = result !== undefined && textOf(result.success) === 'true'
    return {
      instance,
      hasSucceeded,
      row: hasSucceeded ? succeeded(instance, result) : failed(instance, result),
    }
  })
  const Succeeded = decided.filter(one => one.hasSucceeded).map(({ row }) => row)
  const Failed = decided.filter(one => !one.hasSucceeded).map(({ row }) => row)
  return {
    Succeeded,
    Failed,
    AllSucceeded: Failed.length === 0,
    Reason: Failed.map(row => `${row.instancename}: ${reasonOf(row)}`).join('; '),
    Summary: decided.map(({ row, hasSucceeded }) => lineOf(row, hasSucceeded)).join('\n'),
  }
}

function succeeded(instance: string, result: JsonObject): JsonObject {
  return {
    ...resultRow(instance, result),
    email: result.email ?? null,
    active: result.active ?? null,
    skipped: textOf(result.skipped) === 'true',
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
