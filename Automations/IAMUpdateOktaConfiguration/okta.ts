import type { AutomationHost } from '../../kit/automation.ts'
import { Refusal } from '../../kit/errors.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { carryOut } from '../carry-out.ts'

type Runs = Pick<AutomationHost, 'executeCommand'>

/** The rows that an Okta instance keeps. Throws a Refusal when it does not tell them: they must not be written over. */
export async function readRows(host: Runs, oktaInstance: string): Promise<JsonObject[]> {
  const entries = await carryOut(host, 'okta-iam-get-configuration', { using: oktaInstance })
  const [entry] = entries
  const rows = entries.length === 1 ? rowsIn(entry?.Contents) : undefined
  if (rows) return rows
  throw new Refusal(
    `okta-iam-get-configuration on ${JSON.stringify(oktaInstance)} gave no list of rows but ${JSON.stringify(entry?.Contents ?? null).slice(0, 80)}; nothing was changed.`,
  )
}

/** The applications whose id is the text, or whose label or name begins with it: ID, Name, Label and maybe Logo each. */
export async function findApplications(
  host: Runs,
  oktaInstance: string,
  query: string,
): Promise<JsonObject[]> {
  const entries = await carryOut(host, 'okta-iam-list-applications', {
    query,
    limit: 'all',
    using: oktaInstance,
  })
  return entries.flatMap(({ EntryContext = {} }) =>
    Object.entries(EntryContext)
      .filter(([path]) => path.startsWith('Okta.Application('))
      .flatMap(([, rows]) => rowsIn(Array.isArray(rows) ? rows : [rows ?? null]) ?? []),
  )
}

/** A list of objects, or the JSON text of one. */
function rowsIn(value: Json | undefined): JsonObject[] | undefined {
  const rows = typeof value === 'string' ? parsedOrNothing(value) : value
  if (!Array.isArray(rows)) return undefined
  return rows.every(
    (row): row is JsonObject => typeof row === 'object' && row !== null && !Array.isArray(row),
  )
    ? rows
    : undefined
}

function parsedOrNothing(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
