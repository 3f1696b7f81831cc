import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import { AutomationError } from '../automations/error.ts'
import { CommandLineError } from '../command-line/index.ts'
import { QueryError } from '../context/index.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import type { Running } from '../engine/record.ts'
import type { Ran } from '../engine/run-once.ts'
import { ERROR, NOTE, textEntry } from '../investigation/entry.ts'
import type { Argument } from '../pack/integration.ts'
import { Refusal } from '../refusal.ts'

/** What a built-in command answers: a sentence or a table for people, a value for programs. */
export interface Result extends Pick<Ran, 'change'> {
  text: string
  contents?: Json
  context?: JsonObject
  /** Entries that the command made, in place of one with text and contents. */
  entries?: Entry[]
}

interface Declared {
  name: string
  description: string
  args: Argument[]
  /** Context paths and what they hold. */
  outputs?: { [contextPath: string]: string }
  open?: true
  run(args: JsonObject, running: Running): Result | Promise<Result>
}

function entriesOf({ text, contents, context, entries }: Result): Entry[] {
  if (entries) return entries
  const entry: Entry =
    contents === undefined
      ? { ...textEntry(NOTE, text), ContentsFormat: 'markdown' }
      : {
          Type: NOTE,
          ContentsFormat: 'json',
          Contents: contents,
          HumanReadable: text,
          ReadableContentsFormat: 'markdown',
        }
  return [context ? { ...entry, EntryContext: context } : entry]
}

/**
 * A command of the server's own, as one declaration. A Refusal or QueryError of its `run` is an error entry, as of any command that ran
 * and failed (HC §10); then nothing has changed.
 */
export function builtIn({ name, description, args, outputs = {}, open, run }: Declared): OwnCommand {
  return {
    kind: 'built-in',
    declaration: {
      name,
      description,
      deprecated: false,
      arguments: args,
      outputs: Object.entries(outputs).map(([contextPath, what]) => ({
        contextPath,
        description: what,
        type: undefined,
      })),
    },
    open: open ?? false,
    async run(given, running) {
      try {
        const result = await run(given, running)
        const entries = entriesOf(result)
        return result.change ? { entries, change: result.change } : { entries }
      } catch (cause) {
        const isTold = [Refusal, QueryError, CommandLineError, AutomationError].some(
          kind => cause instanceof kind,
        )
        if (!(isTold && cause instanceof Error)) throw cause
        return { entries: [textEntry(ERROR, cause.message)] }
      }
    },
  }
}
