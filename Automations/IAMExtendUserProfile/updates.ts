import type { Json, JsonObject } from '../../kit/wire.ts'
import { isTrue, textOf } from '../texts.ts'
import { dataOf, extendedProfile } from './extend.ts'

/** One instance that is to be updated, and with which profile. */
export interface Update extends JsonObject {
  instance: string
  applicationid: string
  application: string
  userprofile: JsonObject
}

/** An application of the person that brings no update, and why. */
export interface LeftOut extends JsonObject {
  instance: string
  application: string
  reason: string
}

export interface Known {
  readonly profile: JsonObject
  readonly userId: string
  /** Okta.AppUserAssignment: UserID, AppID, IsAssigned, ProfileInApp. */
  readonly assignments: readonly JsonObject[]
  /** Okta.IAMConfiguration: ApplicationID, Instance, and maybe Label and Name. */
  readonly configuration: readonly JsonObject[]
  /** IAM.ProvisioningSettings. */
  readonly settings: readonly JsonObject[]
  /** Names of the instances that are enabled. */
  readonly available: readonly string[]
}

export interface Decision {
  readonly updates: Update[]
  readonly leftOut: LeftOut[]
}

/** Which instance is updated with which application's data, by application; every other application with its reason. */
export function decideUpdates(known: Known): Decision {
  const updates: Update[] = []
  const leftOut: LeftOut[] = []
  for (const assignment of ownAssignments(known)) {
    const id = textOf(assignment.AppID)
    const row = known.configuration.find(({ ApplicationID }) => textOf(ApplicationID) === id)
    const instance = textOf(row?.Instance)
    const application = textOf(row?.Label) || textOf(row?.Name) || id
    const reason = whyNot(assignment, instance, known)
    if (reason) leftOut.push({ instance, application, reason })
    else {
      const userprofile = extendedProfile(known.profile, objectOr(assignment.ProfileInApp))
      updates.push({ instance, applicationid: id, application, userprofile })
    }
  }
  return { updates, leftOut }
}

/** The person's, the last of each application: an earlier one is what an earlier run of the incident read. */
function ownAssignments({ assignments, userId }: Known): JsonObject[] {
  const own = assignments.filter(({ UserID }) => textOf(UserID) === userId)
  return [...new Map(own.map(one => [textOf(one.AppID), one])).values()]
}

function whyNot(assignment: JsonObject, instance: string, { settings, available }: Known): string {
  if (!isTrue(assignment.IsAssigned)) return 'The person does not have this application in Okta.'
  if (!instance) return 'No instance is connected to this application; connect one with IAM - Configuration.'
  if (!available.includes(instance))
    return `The instance ${JSON.stringify(instance)} does not exist or is disabled.`
  const entry = settings.find(({ instance_name }) => textOf(instance_name) === instance)
  return entry && isFalse(entry.update_user_enabled)
    ? `The list of provisioning settings has update_user_enabled false for the instance ${JSON.stringify(instance)}.`
    : ''
}

const isFalse = (value: Json | undefined): boolean => textOf(value).toLowerCase() === 'false'

function objectOr(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

/** What the approval asks for: one line per instance with the application's data that it gets, and what is left out. */
export function summaryOf({ updates, leftOut }: Decision): string {
  const lines = [
    ...updates.map(update => `${update.instance} (${update.application}): ${dataText(update)}`),
    ...leftOut.map(({ application, reason }) => `${application} is left out: ${reason}`),
  ]
  if (updates.length === 0) lines.unshift('No instance gets data of an application.')
  return lines.join('\n')
}

function dataText({ userprofile }: Update): string {
  const data = dataOf(objectOr(userprofile.profileinapp))
  if (data.length === 0) return 'the User Profile without data of the application'
  return data
    .map(([name, value]) => `${name} ${value === null ? 'is cleared' : `= ${valueText(value)}`}`)
    .join(', ')
}

/** On one line: what an application holds must not look like another line of the approval. */
const valueText = (value: Json): string =>
  (typeof value === 'object' ? JSON.stringify(value) : String(value)).replace(
    /\s*[\r\n\u2028\u2029]+\s*/g,
    ' ',
  )
