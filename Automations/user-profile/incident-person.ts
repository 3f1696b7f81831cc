import type { JsonObject } from '../../kit/wire.ts'
import { parsedField, textOf } from '../texts.ts'
import { customFields } from './search.ts'

/** The fields of an incident, by cliName, that are fields of a User Profile too: what an incident made by hand says of a person. */
const SHARED = [
  ...['email', 'username', 'givenname', 'surname', 'displayname', 'employeeid', 'employeetype', 'title'],
  ...['department', 'organization', 'costcenter', 'costcentercode', 'jobcode', 'jobfamily', 'jobfunction'],
  ...['leadership', 'location', 'locationregion', 'streetaddress', 'city', 'state', 'zipcode', 'countryname'],
  ...['manageremailaddress', 'managername', 'mobilephone', 'workphone', 'personalemail'],
  ...['employmentstatus', 'hiredate', 'terminationdate', 'lastdayofwork', 'prehireflag', 'rehiredemployee'],
]

/** What the incident says of the person: its User Profile as the HR fetch wrote it, else the filled fields beside it. */
export function personOf(incident: JsonObject): JsonObject {
  const fields = customFields(incident)
  const given = profileIn(fields.userprofile)
  if (given) return given
  return Object.fromEntries(
    SHARED.map(name => [name, fields[name] ?? null] as const).filter(([, value]) => textOf(value) !== ''),
  )
}

/** The incident field UserProfile is text on some platforms and an object on others. */
function profileIn(stored: JsonObject[string] | undefined): JsonObject | undefined {
  const parsed = parsedField(stored)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined
  return Object.keys(parsed).length ? parsed : undefined
}
