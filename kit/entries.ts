import type { Poll, Readable, Result } from './command.ts'
import { Refusal } from './errors.ts'
import { tableToMarkdown } from './markdown.ts'
import { hideMembers } from './secrets.ts'
import type { Entry, JsonObject } from './wire.ts'

const NOTE = 1
/** The type of an error entry (host contract §4). */
export const ERROR = 4

/**
 * The war-room entry of what a handler returned, without the secret members that it does not reveal. A text stands for
 * itself: test-module must answer exactly `ok`.
 */
export function resultEntry(result: Result | string, secretMembers: ReadonlySet<string>): Entry {
  if (typeof result === 'string') return { Type: NOTE, ContentsFormat: 'text', Contents: result }
  const { readable, contents, context, failed, poll, reveals = [] } = result
  const hidden = new Set([...secretMembers].filter(name => !reveals.includes(name)))
  return {
    Type: failed ? ERROR : NOTE,
    ContentsFormat: typeof contents === 'string' ? 'text' : 'json',
    Contents: hideMembers(contents, hidden),
    HumanReadable: markdownOf(readable, hidden),
    ReadableContentsFormat: 'markdown',
    ...(context && { EntryContext: hideMembers(context, hidden) }),
    ...(poll && pollMembers(poll)),
  }
}

function markdownOf(readable: Readable, hidden: ReadonlySet<string>): string {
  if (typeof readable === 'string') return readable
  if (!('title' in readable)) return readable.map(part => markdownOf(part, hidden)).join('\n')
  const { title, rows, columns } = readable
  return tableToMarkdown(title, hideMembers(rows as JsonObject | JsonObject[], hidden), columns, true)
}

/** https://xsoar.pan.dev/docs/integrations/scheduled-commands */
function pollMembers({ command, args, next, timeout }: Poll): JsonObject {
  return { PollingCommand: command, PollingArgs: args, NextRun: String(next), Timeout: String(timeout) }
}

/** The error entry of an exception. Only a Refusal speaks to the person; anything else is a fault of ours. */
export function errorEntry(error: unknown, ours: 'integration' | 'automation'): Entry {
  if (error instanceof Refusal) {
    if (error.facts === undefined) return { Type: ERROR, ContentsFormat: 'text', Contents: error.message }
    return {
      Type: ERROR,
      ContentsFormat: 'json',
      // Automations such as GetErrorsFromEntry read nothing but the Contents.
      Contents: { message: error.message, ...(error.facts as JsonObject) },
      HumanReadable: error.message,
      ReadableContentsFormat: 'text',
    }
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return {
    Type: ERROR,
    ContentsFormat: 'text',
    Contents: `This is a fault of the ${ours}, please report it: ${text}`,
  }
}
