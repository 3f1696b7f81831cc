import type { Entry, Json } from '../../kit/wire.ts'
import { isOn, listOf, textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import { OWN_ORIGINS, type OwnCommand } from '../engine/own-command.ts'
import type { Running } from '../engine/record.ts'
import { completed, toEntries } from '../investigation/entry.ts'
import { builtIn, type Result } from './command.ts'
import { investigationOf } from './context.ts'
import { jsonOf } from './given-fields.ts'

const incident = argument('id', 'The incident; without it the one in which the command runs.')

/** Entries that a command puts into an investigation; into its own they come as what it returned. */
function putInto(given: Json | undefined, entries: Entry[], running: Running): Result {
  const { id, entries: held } = investigationOf(given, running)
  if (id === running.investigation.id) return { text: '', entries }
  const { line, parts } = running
  const origin = { ...OWN_ORIGINS['built-in'], line, created: parts.clock.now() }
  const added = entries.map((entry, index) => completed(entry, held.length + 1 + index, id, origin))
  return {
    text: `Added ${added.length} entries to incident ${id}.`,
    change: { elsewhere: [{ id, entries: added }] },
  }
}

const addEntries = builtIn({
  name: 'addEntries',
  description: 'Adds entries to an incident.',
  args: [
    argument('entries', 'The entries as a JSON list.', { required: true, default: true, isArray: true }),
    incident,
  ],
  run(args, running) {
    return putInto(args.id, toEntries(jsonOf(args, 'entries') ?? null), running)
  },
})

const createEntry = builtIn({
  name: 'createEntry',
  description: 'Adds an entry with a text to the incident.',
  args: [
    argument('contents', 'The text, or a value.', { required: true, default: true }),
    argument('contentsFormat', 'text, markdown or json.', { defaultValue: 'markdown' }),
    argument('tags', 'Tags for it.', { isArray: true }),
    argument('note', 'Whether it is a note.', { defaultValue: 'false' }),
    incident,
  ],
  run(args, running) {
    const tags = listOf(args.tags).map(textOf)
    const entry = {
      ...{ Type: 1, Contents: args.contents ?? '', ContentsFormat: textOf(args.contentsFormat) },
      ...(tags.length > 0 ? { Tags: tags } : {}),
      ...(isOn(args, 'note') ? { Note: true } : {}),
    }
    return putInto(args.id, toEntries(entry), running)
  },
})

export const NEW_ENTRY_COMMANDS: readonly OwnCommand[] = [addEntries, createEntry]
