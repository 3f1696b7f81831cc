import { InputError } from '../../../kit/errors.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

/** The key of the integration context that holds the rows. */
export const KEY = 'IAMConfiguration'

/** Which XSOAR instance provisions which Okta application. */
export interface Row extends JsonObject {
  ApplicationID: string
  Instance: string
}

const REQUIRED = ['ApplicationID', 'Instance'] as const
const OPTIONAL = ['Name', 'Label', 'Logo'] as const

/** The rows as an earlier run kept them; the older pack kept the same list under the same key. */
export function keptRows(integrationContext: JsonObject): JsonObject[] {
  const kept = integrationContext[KEY]
  if (!Array.isArray(kept)) return []
  return kept.filter(
    (row): row is JsonObject => typeof row === 'object' && row !== null && !Array.isArray(row),
  )
}

/**
 * The rows, checked: each names an application and an instance, and neither stands in two rows, or an event would mean
 * two instances. Members without a value are left out. Throws InputError with the row and what it should hold.
 */
export function checkedRows(rows: readonly JsonObject[]): Row[] {
  const checked = rows.map((row, index) => checkedRow(row, index + 1))
  refuseTwice(checked, 'ApplicationID', 'The application', 'to one instance')
  refuseTwice(checked, 'Instance', 'The instance', 'with one application')
  return checked
}

function checkedRow(row: JsonObject, number: number): Row {
  const wrong = (what: string) =>
    new InputError(
      `Row ${number} of the argument "configuration" ${what}; expected ${REQUIRED.join(' and ')}, and maybe ${OPTIONAL.join(', ')}, each as text.`,
    )
  for (const name of REQUIRED) if (isNothing(row[name])) throw wrong(`has no ${name}`)
  for (const [name, value] of Object.entries(row)) {
    if (![...REQUIRED, ...OPTIONAL].some(known => known === name))
      throw wrong(`has the unknown member ${JSON.stringify(name)}`)
    if (!isNothing(value) && typeof value !== 'string')
      throw wrong(`holds ${JSON.stringify(value)} as ${name}`)
  }
  return Object.fromEntries(Object.entries(row).filter(([, value]) => !isNothing(value))) as Row
}

function refuseTwice(rows: readonly Row[], member: 'ApplicationID' | 'Instance', what: string, how: string) {
  const seen = new Set<string>()
  for (const row of rows) {
    const value = row[member]
    if (seen.has(value))
      throw new InputError(
        `${what} ${JSON.stringify(value)} stands in two rows of the argument "configuration"; connect it ${how} only.`,
      )
    seen.add(value)
  }
}

function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}
