import type { JsonObject } from '../../../kit/wire.ts'
import type { Decision } from '../decide/decision.ts'
import { type Profile, reportDigest } from '../decide/person.ts'
import type { Settings } from '../decide/settings.ts'
import type { MappedEntry } from './mapped-entry.ts'

/** The article's name of this source of truth (L11: the public code says Workday IAM). */
const SOURCE_OF_TRUTH = 'Workday'
const MOST_CHANGES = 50

/** What a profile of this source has beside the mapped fields. */
export function profileFields({ fields, textDigest, digest }: MappedEntry, settings: Settings): JsonObject {
  return {
    ...fields,
    sourcepriority: settings.sourcePriority,
    sourceoftruth: SOURCE_OF_TRUTH,
    sourceinstance: settings.source,
    reportdigest: reportDigest(textDigest, digest),
  }
}

/** The incident of an entry: the report's entry with the profile to provision in it. */
export function incidentOf(
  entry: MappedEntry,
  profile: Profile | undefined,
  decision: Decision,
  settings: Settings,
  now: Date,
): JsonObject {
  const { incident = '', nameOwner } = decision
  const UserProfile: JsonObject = {
    ...profileFields(entry, settings),
    ...(isConversion(profile, decision, settings) && { conversionhire: true }),
    ...(profile?.fields && { olduserdata: profile.fields }),
    ...(nameOwner && { mergeduserprofile: merged(nameOwner, entry) }),
  }
  return {
    name: `${incident.replace('IAM - ', '')}: ${entry.displayName || entry.email}`,
    type: incident,
    occurred: now.toISOString(),
    details: [decision.reason, ...changeLines(decision)].join('\n'),
    rawJSON: JSON.stringify({ ...entry.raw, UserProfile, ReportDigest: entry.digest }),
  }
}

/** Whoever comes from another source is a conversion hire, whatever else is decided of them; a termination takes nobody over. */
const isConversion = (profile: Profile | undefined, { incident }: Decision, { sourcePriority }: Settings) =>
  profile !== undefined && profile.sourcePriority !== sourcePriority && incident !== 'IAM - Terminate User'

/** The existing profile with the report's data over it; e-mail and username stay, for it is found by them (ilm.md §2.5 step 4). */
function merged({ fields = {}, email, value }: Profile, entry: MappedEntry): JsonObject {
  const username = fields.username ?? value
  return { ...fields, ...entry.fields, email, username }
}

function changeLines({ changes = [] }: Decision): string[] {
  const lines = changes
    .slice(0, MOST_CHANGES)
    .map(({ field, from, to }) => `${field}: "${from}" is now "${to}".`)
  return changes.length > MOST_CHANGES ? [...lines, `And ${changes.length - MOST_CHANGES} more.`] : lines
}

/** The incident of somebody who has no entry: a person decides (ilm.md §2.6). */
export function orphanIncident(profile: Profile, settings: Settings, now: Date): JsonObject {
  const { value, email, employeeId, displayName, digest, fields = {} } = profile
  const UserProfile: JsonObject = { ...fields, email, sourceinstance: settings.source }
  return {
    name: `Orphan: ${displayName || email}`,
    type: 'IAM - Terminate User',
    occurred: now.toISOString(),
    details: `${displayName || value} has a User Profile, but no entry in the report. Decide whether to terminate.`,
    CustomFields: {
      email,
      username: fields.username ?? email,
      employeeid: employeeId,
      displayname: displayName,
      terminationtrigger: 'Orphan',
      // By it the pre-process rule knows an open incident again.
      reportdigest: digest || 'Orphan',
    },
    rawJSON: JSON.stringify({ UserProfile, Orphan: true }),
  }
}
