import type { Result } from './command.ts'
import { Refusal } from './errors.ts'
import { tableToMarkdown } from './markdown.ts'
import type { Entry } from './wire.ts'

const NOTE = 1
const ERROR = 4

/** The war-room entry of what a handler returned. A text stands for itself: test-module must answer exactly `ok`. */
export function resultEntry(result: Result | string): Entry {
  if (typeof result === 'string') return { Type: NOTE, ContentsFormat: 'text', Contents: result }
  const { readable, contents, context, failed } = result
  return {
    Type: failed ? ERROR : NOTE,
    ContentsFormat: typeof contents === 'string' ? 'text' : 'json',
    Contents: contents,
    HumanReadable:
      typeof readable === 'string'
        ? readable
        : tableToMarkdown(readable.title, readable.rows, readable.columns, true),
    ReadableContentsFormat: 'markdown',
    ...(context && { EntryContext: context }),
  }
}

/** The error entry of an exception. Only a Refusal speaks to the person; anything else is a fault of this integration. */
export function errorEntry(error: unknown): Entry {
  if (error instanceof Refusal) {
    if (error.facts === undefined) return { Type: ERROR, ContentsFormat: 'text', Contents: error.message }
    return {
      Type: ERROR,
      ContentsFormat: 'json',
      Contents: error.facts,
      HumanReadable: error.message,
      ReadableContentsFormat: 'text',
    }
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return {
    Type: ERROR,
    ContentsFormat: 'text',
    Contents: `This is a fault of the integration, please report it: ${text}`,
  }
}
