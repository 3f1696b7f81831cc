import { parse } from 'yaml'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { incidentCount, indicatorsIn } from './kept.ts'
import { namesIn } from './names.ts'

/** What the fetch says itself, and not the report. */
const OWN = new Set(['conversionhire'])
const DATES = new Set(['hiredate', 'terminationdate', 'lastdayofwork'])
const SOURCE = { sourcepriority: 1, sourceoftruth: 'Workday', sourceinstance: 'HR' }

export const isHrLine = (line: string): boolean => line.startsWith('hr ')

/** A report has nothing but texts; dates come as the mapper writes them. */
function reported(name: string, value: Json): Json {
  if (OWN.has(name)) return value
  const text = String(value ?? '')
  return DATES.has(name) && /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text
}

/** The person as the mapper gives them: what the case does not say follows from the e-mail. */
function personOf(said: JsonObject): JsonObject {
  const fields = Object.fromEntries(
    Object.entries(said).map(([name, value]) => [name, reported(name, value)]),
  )
  const email = String(fields.email ?? '')
  const { first, last } = namesIn(email)
  const { givenname = first, surname = last } = fields
  return { username: email, givenname, surname, displayname: `${givenname} ${surname}`, ...fields }
}

type Profiles = ReadonlyMap<string, JsonObject>

function profilesIn(state: string): Profiles {
  return new Map(
    indicatorsIn(state).map(([value, held]) => {
      const { indicator_type: _, ...fields } = held as JsonObject
      return [value, fields]
    }),
  )
}

function profileNamed(profiles: Profiles, value: Json): JsonObject {
  const found = profiles.get(String(value))
  if (found) return found
  throw new Error(
    `There is no User Profile "${value}"; there are ${[...profiles.keys()].join(', ') || 'none'}.`,
  )
}

/** The profile as it was: by its value, or of whoever has the employee id. A new hire has none. */
function oldOf(type: string, value: Json | undefined, person: JsonObject, profiles: Profiles) {
  if (value !== undefined) return value === null ? undefined : profileNamed(profiles, value)
  if (type === 'New Hire') return undefined
  return [...profiles.values()].find(({ employeeid }) => employeeid === person.employeeid)
}

/** As cycle/incident.ts merges them: e-mail and username stay those of the profile. */
function mergedWith(value: Json, person: JsonObject, profiles: Profiles): JsonObject {
  const held = profileNamed(profiles, value)
  const email = held.email ?? value
  return { ...held, ...person, email, username: held.username ?? value }
}

function incident(name: string, type: string, fields: JsonObject, userprofile: JsonObject): string {
  const custom = JSON.stringify({ ...fields, userprofile: JSON.stringify(userprofile) })
  return `!createNewIncident type="IAM - ${type}" name="${name}" customFields=\`${custom}\``
}

/** As orphanIncident of cycle/incident.ts tells it. */
function orphanLine(type: string, { email = '' }: JsonObject, profiles: Profiles): string {
  const held = profileNamed(profiles, email)
  const { username = email, employeeid = '', displayname = '', reportdigest = 'Orphan' } = held
  const fields = { email, username, employeeid, displayname, reportdigest, terminationtrigger: 'Orphan' }
  return incident(`Orphan: ${displayname}`, type, fields, { ...held, email, sourceinstance: 'HR' })
}

/**
 * The line that makes the incident which the fetch of the HR report would raise: of `hr TYPE {fields by cliName}`, where `state` is
 * the war room's folder as it is now. See test/cases/README.md for what stands for what.
 */
export function incidentLine(line: string, state: string): string {
  const [, type = '', text = ''] = /^hr ([\w ]+?) (\{.+)$/s.exec(line) ?? []
  const said = text === '' ? undefined : (parse(text) as JsonObject)
  if (!said)
    throw new Error(`"${line}" is no line of the HR report; expected hr TYPE {email: …, employeeid: …}.`)
  const { olduserdata, mergeduserprofile, orphan, ...fields } = said
  const profiles = profilesIn(state)
  if (orphan) return orphanLine(type, fields, profiles)
  const person = personOf(fields)
  const digest = incidentCount(state) + 1
  const old = oldOf(type, olduserdata, person, profiles)
  const own = { ...person, reportdigest: `t${digest}.d${digest}` }
  return incident(`${type}: ${person.displayname}`, type, own, {
    ...own,
    ...SOURCE,
    ...(old && { olduserdata: old }),
    ...(mergeduserprofile !== undefined && {
      mergeduserprofile: mergedWith(mergeduserprofile, person, profiles),
    }),
  })
}
