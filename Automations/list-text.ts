import type { AutomationHost } from '../kit/automation.ts'
import { ERROR } from '../kit/entries.ts'
import { Refusal } from '../kit/errors.ts'
import type { Entry } from '../kit/wire.ts'

/** The platform's words for a list that does not exist (HC §12, 6). */
const MISSING = /item not found/i

/** The content of a list of the platform; undefined when there is no such list. A Refusal when it cannot be read. */
export async function listText(host: AutomationHost, name: string): Promise<string | undefined> {
  const entries = await listEntries(host, name)
  const failed = entries.find(({ Type }) => Type === ERROR)
  if (!failed) return textOf(entries[0])
  const reason = textOf(failed)
  if (MISSING.test(reason)) return undefined
  throw new Refusal(`The list "${name}" cannot be read: ${reason}`)
}

/** The war room refuses where the platform answers with an error entry. */
async function listEntries(host: AutomationHost, name: string): Promise<Entry[]> {
  try {
    return await host.executeCommand('getList', { listName: name })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [{ Type: ERROR, ContentsFormat: 'text', Contents: error.message }]
  }
}

/** A list of JSON may come back parsed. */
function textOf(entry: Entry | undefined): string {
  const contents = entry?.Contents ?? ''
  return typeof contents === 'string' ? contents : JSON.stringify(contents)
}
