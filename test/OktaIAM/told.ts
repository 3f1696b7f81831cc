import type { Done, Json, JsonObject } from '../../kit/wire.ts'

/** What a person and a playbook see of a run that has one entry. */
export interface Told {
  readonly failed: boolean
  readonly text: string
  readonly contents: Json
  readonly context: JsonObject
}

/** The one entry of a run. Throws when there are more or none. */
export function toldOf({ entries }: Done): Told {
  const [entry, second] = entries
  if (!entry || second) throw new Error(`${entries.length} entries: ${JSON.stringify(entries)}`)
  return {
    failed: entry.Type === 4,
    text: String(entry.HumanReadable ?? entry.Contents),
    contents: entry.Contents,
    context: entry.EntryContext ?? {},
  }
}

/** The requests that change something. */
export const changing = (requests: readonly string[]) =>
  requests.filter(request => !request.startsWith('GET '))
