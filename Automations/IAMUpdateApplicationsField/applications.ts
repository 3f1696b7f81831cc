import { isDeepStrictEqual } from 'node:util'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'
import type { Stored } from './stored.ts'

export interface News {
  /** Okta.IAMConfiguration: ApplicationID, Instance, and maybe Label and Name. */
  readonly configuration: readonly JsonObject[]
  /** IAM.Provisioning.Succeeded. */
  readonly results: readonly JsonObject[]
  readonly userId: string | undefined
  /** The Okta IAM instance of the org that the id is of. */
  readonly oktaInstance: string | undefined
  readonly now: Date
}

export interface Decision {
  /** The applications as they are afterwards. */
  readonly rows: JsonObject[]
  readonly isChanged: boolean
  /** The fields that are to be written; none when all is so already. */
  readonly fields: JsonObject
}

/**
 * What provisioning made of a person's applications. A skipped result that found the account tells how it stands (it was
 * so already); one that does not know of any account changes nothing.
 */
export function decideFields(
  stored: Stored,
  { configuration, results, userId, oktaInstance, now }: News,
): Decision {
  const done = new Map(
    results
      .filter(({ skipped, active }) => textOf(skipped) !== 'true' || textOf(active) !== '')
      .map(result => [textOf(result.instancename), result]),
  )
  const rows = new Map(stored.applications.map(row => [textOf(row.instance), row]))
  const profiles = new Map(Object.entries(stored.appprofiles))
  let isChanged = false
  for (const [instance, result] of done) {
    const row = rowOf(instance, result, rows.get(instance), configuration)
    const before = { ...rows.get(instance), updated: null }
    if (!isDeepStrictEqual({ ...row, updated: null }, before)) {
      rows.set(instance, { ...row, updated: now.toISOString() })
      isChanged = true
    }
    profiles.set(instance, profileOf(result, profiles.get(instance)))
  }
  if (userId && oktaInstance)
    profiles.set(oktaInstance, { ...objectOr(profiles.get(oktaInstance)), id: userId })
  const sorted = [...rows.values()].sort((a, b) => order(textOf(a.instance), textOf(b.instance)))
  const appprofiles = Object.fromEntries(profiles)
  const fields: JsonObject = {
    ...(isChanged && { applications: sorted }),
    ...(!isDeepStrictEqual(appprofiles, Object.fromEntries(Object.entries(stored.appprofiles))) && {
      appprofiles,
    }),
    // One that is there is the id in another org: IAMGetUserProfile gives no profile of somebody else.
    ...(userId && !textOf(stored.oktauserid) && { oktauserid: userId }),
  }
  return { rows: sorted, isChanged, fields }
}

/** By code units: the same on every machine. */
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The row after a result. What neither result nor configuration tells stays as it was. */
function rowOf(
  instance: string,
  result: JsonObject,
  before: JsonObject | undefined,
  configuration: readonly JsonObject[],
): JsonObject {
  const connected = configuration.find(({ Instance }) => textOf(Instance) === instance)
  const id = textOf(connected?.ApplicationID)
  return {
    ...before,
    application: textOf(connected?.Label) || textOf(connected?.Name) || textOf(before?.application) || id,
    applicationid: id || textOf(before?.applicationid),
    instance,
    status: isActive(result) ? 'Active' : 'Disabled',
    username: textOf(result.username) || textOf(before?.username),
  }
}

function profileOf(result: JsonObject, before: Json | undefined): JsonObject {
  const known = objectOr(before)
  return { ...known, id: result.id ?? known.id ?? null, active: isActive(result) }
}

function objectOr(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

/** An integration that does not tell whether the account is active tells what it did. */
function isActive({ active, action }: JsonObject): boolean {
  const told = textOf(active)
  return told === '' ? textOf(action) !== 'disable' : told === 'true'
}
