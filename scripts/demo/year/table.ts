import type { JsonObject } from '../../../kit/wire.ts'
import type { RunningOkta } from '../../../okta-server/server.ts'
import type { Said } from '../room.ts'
import { objectOr } from '../show.ts'
import type { Company, Person } from './company.ts'
import type { Stage } from './day.ts'
import { type Account, accountsIn, READING } from './directory.ts'
import type { Life } from './life.ts'
import { ROBOT } from './orgs.ts'

const SYSTEMS = ['Okta', 'AD', 'CRM'] as const
const HEAD = ['id', 'person', 'e-mail', 'title', 'HR', 'User Profile', ...SYSTEMS]

/** One line of the table, column by column. */
type Row = readonly string[]
type Systems = Readonly<Record<(typeof SYSTEMS)[number], readonly Account[]>>

/** A person's User Profile. */
interface Profile {
  readonly email: string
  readonly fields: JsonObject
}

/** The state of everybody in every system, as text: only what the story decides, no ids and no times. */
export async function stateTable({
  company,
  orgs,
  life,
}: Pick<Stage, 'company' | 'orgs'> & { readonly life: Pick<Life, 'ask'> }): Promise<string> {
  const profiles = profilesIn(await life.ask('!findIndicators query=`type:"User Profile"` size=1000'))
  const systems = {
    Okta: accountsOf(orgs.okta),
    AD: accountsIn(await life.ask(READING)),
    CRM: accountsOf(orgs.crm),
  }
  const rows = company.people.map(person => rowOf(person, profiles, systems))
  return textOf([HEAD, ...rows, ...strangers(company, profiles, systems)])
}

function profilesIn({ entries = [] }: Said): Profile[] {
  const found = [entries[0]?.Contents ?? []].flat().map(objectOr)
  return found.map(({ value, CustomFields }) => ({ email: String(value), fields: objectOr(CustomFields) }))
}

function accountsOf({ org }: RunningOkta): Account[] {
  return [...org.users.after()]
    .filter(({ profile }) => profile.login !== ROBOT)
    .map(({ status, profile }) => ({
      state: status,
      employeeId: String(profile.employeeNumber ?? ''),
      email: profile.login,
      title: String(profile.title ?? ''),
    }))
}

/** Of profiles and accounts all are told: two would be one too many. */
function rowOf({ entry, employeeId, isReported }: Person, all: readonly Profile[], systems: Systems): Row {
  const profiles = all.filter(({ fields }) => fields.employeeid === employeeId)
  const [{ email, fields } = { email: '', fields: {} as JsonObject }] = profiles
  const expected = { email, title: String(fields.title ?? '') }
  const cells = SYSTEMS.map(system =>
    systems[system].filter(one => one.employeeId === employeeId).map(one => accountText(one, expected)),
  )
  return [
    employeeId,
    String(fields.displayname ?? entry.Preferred_Name),
    email || 'none',
    expected.title || 'none',
    isReported ? String(entry.Employment_Status) : 'not in the report',
    ...[profiles.map(profileText), ...cells].map(texts => texts.join(' and ') || 'none'),
  ]
}

/** AD Account Status, and whether something has not come to its end. */
function profileText({ fields }: Profile): string {
  const isTemporary = String(fields.istemporaryuser).toLowerCase() === 'true'
  return `${String(fields.adaccountstatus || 'empty')}${isTemporary ? ' (temporary)' : ''}`
}

/** An account's state, and where it differs from the profile. */
function accountText({ state, ...held }: Account, expected: Pick<Account, 'email' | 'title'>): string {
  const others = (['email', 'title'] as const).filter(name => held[name] !== expected[name])
  return others.length ? `${state} (${others.map(name => held[name] || `no ${name}`).join(', ')})` : state
}

/** Profiles and accounts of nobody. */
function strangers({ people }: Company, profiles: readonly Profile[], systems: Systems): Row[] {
  const ids = new Set(people.map(({ employeeId }) => employeeId))
  const odd = profiles.filter(({ fields }) => !ids.has(String(fields.employeeid)))
  const accounts = SYSTEMS.flatMap(system =>
    systems[system].filter(({ employeeId }) => !ids.has(employeeId)).map(({ email }) => [email, system]),
  )
  return [...odd.map(({ email }) => [email, 'a User Profile']), ...accounts].map(
    ([email = '', where = '']) => [...['', 'nobody', email, `has ${where}`]],
  )
}

function textOf(rows: readonly Row[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const lineOf = (row: Row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return rows.map(row => lineOf(row).trimEnd()).join('\n')
}
