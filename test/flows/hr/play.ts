import type { JsonObject } from '../../../kit/wire.ts'
import { type HrRoom, type Incident, quoted } from './room.ts'

/** What the playbooks of an incident have to know of the instance. */
export interface Playing {
  /** The day as 2026-03-02. */
  readonly today: string
  /** Y: from so many days before the hire date on an account is enabled. */
  readonly enableDays: number
}

/** The profile to provision that an incident brings, as JSON in its field. */
export function userProfile({ CustomFields }: Incident): JsonObject {
  return JSON.parse(String(CustomFields.userprofile)) as JsonObject
}

/** The person's own fields of it. */
function ownFields(incident: Incident): JsonObject {
  const { olduserdata, mergeduserprofile, ...fields } = userProfile(incident)
  return fields
}

/** The value of the person's profile; undefined while there is none. One of another source may have its e-mail as its value only. */
function knownAs(incident: Incident): string | undefined {
  const { olduserdata, email } = userProfile(incident)
  const isOrphan = incident.CustomFields.terminationtrigger === 'Orphan'
  if (olduserdata === undefined && !isOrphan) return undefined
  return String((olduserdata as JsonObject | undefined)?.email ?? email)
}

/** AD Account Status after an incident (ilm.md §6); undefined leaves it. */
function accountAfter({ type, CustomFields }: Incident, known: boolean, { today, enableDays }: Playing) {
  const days = (Date.parse(String(CustomFields.hiredate)) - Date.parse(today)) / 86_400_000
  const byHireDate = days <= enableDays ? 'Enabled' : 'Pending'
  switch (type) {
    case 'IAM - New Hire':
    case 'IAM - Rehire User':
      return byHireDate
    case 'IAM - AD User Activation':
      return 'Enabled'
    case 'IAM - AD User Deactivation':
      return 'Pending'
    case 'IAM - Terminate User':
      return 'Disabled'
    default:
      return known ? undefined : byHireDate
  }
}

/** The lines by which IAM - Sync User begins: an incident of the person is open. */
export function beginning(incident: Incident): string[] {
  const value = knownAs(incident)
  return value === undefined ? [] : [`!setIndicator value=${quoted(value)} isprocessed=True`]
}

/** The lines by which it ends: the profile has the provisioned data, and the incident is closed. A new e-mail is a new profile. */
export function ending(incident: Incident, playing: Playing): string[] {
  const value = knownAs(incident)
  const fields = ownFields(incident)
  const account = accountAfter(incident, value !== undefined, playing)
  const isMoved = value !== undefined && value !== fields.email
  const old = (userProfile(incident).olduserdata ?? {}) as JsonObject
  const written = {
    ...(isMoved && old),
    ...fields,
    ...(account !== undefined && { adaccountstatus: account }),
    ...(incident.type === 'IAM - Rehire User' && { terminationtrigger: '' }),
    ...{ forcesync: false, istemporaryuser: false, isprocessed: false },
  }
  return [
    ...(isMoved ? [`!deleteIndicators query=${quoted(`value:"${value}"`)}`] : []),
    `!createNewIndicator value=${quoted(String(fields.email))} type=${quoted('User Profile')} customFields=${quoted(written)}`,
    `!closeInvestigation id=${incident.id}`,
  ]
}

/** The lines by which an incident waits for a person: a new e-mail has a temporary profile meanwhile (ilm.md §2.8 step 6). */
export function waiting(incident: Incident): string[] {
  const fields = { ...ownFields(incident), istemporaryuser: true, isprocessed: true }
  const email = String(userProfile(incident).email)
  const temporary = `!createNewIndicator value=${quoted(email)} type=${quoted('User Profile')} customFields=${quoted(fields)}`
  return [...beginning(incident), ...(knownAs(incident) === email ? [] : [temporary])]
}

/** Plays the part of the playbooks in incidents, from their beginning to their end. */
export async function play(room: HrRoom, incidents: readonly Incident[], playing: Playing): Promise<void> {
  for (const incident of incidents)
    for (const line of [...beginning(incident), ...ending(incident, playing)]) await room.say(line)
}
