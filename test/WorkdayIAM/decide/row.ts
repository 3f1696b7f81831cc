import type { Day } from '../../../Integrations/WorkdayIAM/decide/day.ts'
import type { IncidentType, Rule } from '../../../Integrations/WorkdayIAM/decide/decision.ts'
import { type Found, match, nameKey, type Profiles } from '../../../Integrations/WorkdayIAM/decide/match.ts'
import type { Entry, Person, Profile } from '../../../Integrations/WorkdayIAM/decide/person.ts'
import type { Settings } from '../../../Integrations/WorkdayIAM/decide/settings.ts'
import type { JsonObject } from '../../../kit/wire.ts'

/** One case of contract/ilm.md and what it comes to. What a row does not name is as with a plain active employee. */
export interface Row {
  /** Begins with the paragraph. */
  readonly name: string
  readonly entry?: Partial<Entry>
  /** Fields of the entry besides those of a person. */
  readonly fields?: JsonObject
  /** The entry is another one than the profile last saw; its fields are there to compare. */
  readonly news?: boolean
  /** What of the person's profile is other than in the entry. Absent: there is none. */
  readonly profile?: Partial<Profile>
  readonly others?: readonly Partial<Profile>[]
  /** What was met in the report before this entry. */
  readonly met?: Pick<Found, 'repeats' | 'namesake'>
  readonly settings?: Partial<Settings>
  readonly incident?: IncidentType
  readonly rule: Rule
  /** A part of the reason. */
  readonly reason?: string
  /** The fields that change. */
  readonly changes?: readonly string[]
  /** The value of the profile that has the name. */
  readonly nameOwner?: string
}

export const TODAY: Day = Date.UTC(2026, 10, 22) / 86_400_000
export const inDays = (days: number): Day => TODAY + days
export const [yesterday, tomorrow] = [inDays(-1), inDays(1)]

/** X is 30 days, Y is 7. */
export const SETTINGS: Settings = {
  deactivation: 'terminationdate',
  syncDays: 30,
  enableDays: 7,
  sourcePriority: 1,
  source: 'Workday_1',
}

const ANNA: Entry = {
  email: 'anna@example.com',
  employeeId: '1001',
  displayName: 'Anna Bell',
  hired: inDays(-400),
  leaves: undefined,
  status: 'active',
  prehire: false,
  rehired: false,
  place: 1,
  digest: 'seen',
}

const stored = (day: Day | undefined) =>
  day === undefined ? '' : `${new Date(day * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`

const fieldsOf = (person: Person): JsonObject => ({
  email: person.email,
  employeeid: person.employeeId,
  displayname: person.displayName,
  hiredate: stored(person.hired),
  terminationdate: stored(person.leaves),
  employmentstatus: person.status,
  prehireflag: person.prehire,
  rehiredemployee: person.rehired,
  title: 'Engineer',
})

export function profileOf(person: Partial<Profile>): Profile {
  const whole = {
    ...ANNA,
    account: 'enabled',
    sourcePriority: 1,
    source: 'Workday_1',
    sourceOfTruth: 'Workday',
    isProcessed: false,
    isTemporary: false,
    forceSync: false,
    isConversionHire: false,
    terminationTrigger: '',
    textDigest: 'text',
    ...person,
  }
  return { value: whole.email, fields: fieldsOf(whole), ...whole }
}

export function entryOf({ entry, news, fields }: Pick<Row, 'entry' | 'news' | 'fields'>): Entry {
  const person = { ...ANNA, ...(news && { digest: 'new' }), ...entry }
  return news ? { ...person, fields: { ...fieldsOf(person), ...fields } } : person
}

export const profilesIn = (all: readonly Profile[]): Profiles => ({
  byEmployeeId: id => all.filter(one => one.employeeId === id),
  byEmail: email => all.filter(one => one.email === email),
  byDisplayName: name => all.filter(one => nameKey(one.displayName) === nameKey(name)),
})

/** The row's case as decide() takes it. */
export function caseOf(row: Omit<Row, 'name' | 'rule'>) {
  const entry = entryOf(row)
  const { email, employeeId, displayName, hired, leaves, status, prehire, rehired } = entry
  const person = { email, employeeId, displayName, hired, leaves, status, prehire, rehired }
  const own = row.profile ? [profileOf({ ...person, ...row.profile })] : []
  const others = (row.others ?? []).map(profileOf)
  return {
    entry,
    found: { ...match(entry, profilesIn([...others, ...own])), ...row.met },
    settings: { ...SETTINGS, ...row.settings },
  }
}
