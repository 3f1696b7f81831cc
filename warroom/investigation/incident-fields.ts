import type { Json, JsonObject } from '../../kit/wire.ts'
import { listOf, textOf } from '../automations/arguments.ts'
import { jsonIn } from '../json.ts'
import { openFields } from '../mapping/field-names.ts'
import type { Field } from '../mapping/index.ts'
import { nearest } from '../nearest.ts'
import type { Content } from '../pack/content.ts'
import { Refusal } from '../refusal.ts'
import type { Incident } from './change.ts'
import { severityOf } from './incident.ts'

type Cast = (value: Json, name: string) => Json

function refused(name: string, expected: string, value: Json): never {
  throw new Refusal(`The incident field "${name}" must be ${expected}, not ${JSON.stringify(value)}.`)
}

const text: Cast = value => (Array.isArray(value) ? value.map(textOf).join(',') : textOf(value))
const list: Cast = value => listOf(value)

const severity: Cast = (value, name) =>
  severityOf(value) ??
  refused(name, '0, 0.5, 1, 2, 3, 4 or Unknown, Informational, Low, Medium, High, Critical', value)

const date: Cast = (value, name) =>
  Number.isNaN(Date.parse(textOf(value)))
    ? refused(name, 'a date such as 2026-03-01T08:00:00Z', value)
    : value

const flag: Cast = (value, name) => {
  const given = textOf(value).trim().toLowerCase()
  if (['true', 'yes', '1'].includes(given)) return true
  return ['false', 'no', '0'].includes(given) ? false : refused(name, 'true or false', value)
}

const number: Cast = (value, name) => {
  const given = textOf(value).trim()
  return given === '' || !Number.isFinite(Number(given)) ? refused(name, 'a number', value) : Number(given)
}

const grid: Cast = (value, name) => {
  const rows = typeof value === 'string' ? jsonIn(value) : value
  return Array.isArray(rows) ? rows : refused(name, 'a list of rows', value)
}

/** How a value becomes one of a field's type; other types take any value. */
const BY_TYPE: ReadonlyMap<string, Cast> = new Map(
  Object.entries({
    shortText: text,
    longText: text,
    singleSelect: text,
    multiSelect: list,
    tagsSelect: list,
    boolean: flag,
    number,
    date,
    grid,
  }),
)

/** Members of an incident that a command, a mapper or a fetched event may set; the rest are custom fields. */
const SYSTEM: ReadonlyMap<string, [member: string, cast: Cast]> = new Map(
  (
    [
      ...['name', 'type', 'owner', 'details', 'phase', 'category', 'reason', 'playbookId'].map(
        name => [name, text] as const,
      ),
      ...['closeReason', 'closeNotes', 'sourceBrand', 'sourceInstance', 'dbotMirrorId'].map(
        name => [name, text] as const,
      ),
      ...['dbotMirrorInstance', 'dbotMirrorDirection', 'dbotMirrorLastSync'].map(
        name => [name, text] as const,
      ),
      ...['occurred', 'dueDate', 'reminder'].map(name => [name, date] as const),
      ...['roles', 'dbotMirrorTags'].map(name => [name, list] as const),
      ['severity', severity] as const,
    ] as const
  ).map(([name, cast]) => [name.toLowerCase(), [name, cast]]),
)

/** What setting fields makes of an incident's members, and sentences about fields that nobody knows. */
export interface SetFields {
  members: JsonObject
  custom: JsonObject
  unknown: string[]
}

/** Reads field names and values as incidents keep them. */
export type FieldReader = (fields: JsonObject) => SetFields

/**
 * Opens the incident fields of the packs. A value that its field's type cannot take is a Refusal. A field that no pack
 * defines is kept as a custom field all the same (it may belong to a pack that is not loaded) and told, with the names
 * nearest to it, because it may be a slip.
 */
export function openIncidentFields(content: Content): FieldReader {
  const definitions = content.of('incident field').map(({ item }) => item as unknown as Field)
  const fieldNamed = openFields(definitions)
  const known = [
    ...new Set([...definitions.map(({ cliName }) => cliName), ...[...SYSTEM.values()].map(([name]) => name)]),
  ]
  const defined = new Set(definitions.map(({ cliName }) => cliName))
  return fields => {
    const set: SetFields = { members: {}, custom: Object.create(null), unknown: [] }
    for (const [name, value] of Object.entries(fields)) {
      const [member, cast] = SYSTEM.get(name.toLowerCase()) ?? []
      if (member !== undefined && cast) {
        set.members[member] = cast(value, member)
        continue
      }
      const { cliName, type } = fieldNamed(name)
      const isDefined = defined.has(cliName)
      // What nobody defines keeps the spelling it came with.
      const key = isDefined ? cliName : name
      set.custom[key] = (BY_TYPE.get(type ?? '') ?? (given => given))(value, key)
      if (!isDefined) set.unknown.push(unknownField(name, known))
    }
    return set
  }
}

function unknownField(name: string, known: string[]): string {
  const near = nearest(name, known)
  const hint = near.length > 0 ? `; nearest by spelling: ${near.join(', ')}` : ''
  return `No pack defines an incident field "${name}"; it was kept as a custom field${hint}.`
}

/** The custom fields of an incident with some set anew; null removes one. */
export function withCustomFields(incident: Incident, custom: JsonObject): JsonObject {
  const fields = new Map(Object.entries((incident.CustomFields ?? {}) as JsonObject))
  for (const [name, value] of Object.entries(custom)) {
    if (value === null) fields.delete(name)
    else fields.set(name, value)
  }
  return Object.fromEntries(fields)
}
