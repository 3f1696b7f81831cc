import type { Entry, Json } from '../../kit/wire.ts'
import { isEmpty, listOf, textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import type { Running } from '../engine/record.ts'
import { filePath } from '../files/saved-files.ts'
import type { Change } from '../investigation/change.ts'
import { Refusal } from '../refusal.ts'
import { builtIn } from './command.ts'
import { investigationOf } from './context.ts'
import { objectOf } from './given-fields.ts'
import { NEW_ENTRY_COMMANDS } from './new-entries.ts'

const incident = argument('id', 'The incident; without it the one in which the command runs.')
const entryIds = argument('entryIDs', 'The ids of the entries, such as 3@1.', {
  required: true,
  default: true,
  isArray: true,
})

/** The entries of some ids; one that does not exist is refused with its id. */
function entriesNamed(given: Json | undefined, { parts }: Running): Entry[] {
  return listOf(given)
    .map(textOf)
    .map(id => {
      const { investigations } = parts.state.room
      const entries = investigations.get(id.slice(id.indexOf('@') + 1))?.entries ?? []
      const found = entries.find(({ ID }) => ID === id)
      if (found) return found
      throw new Refusal(
        `There is no entry ${id}; an entry's id is its number, @ and its incident, such as 3@1.`,
      )
    })
}

/** An entry as another one shows it: its context was written when it was made, and is not written again. */
function shownAgain({ EntryContext: _, ...entry }: Entry): Entry {
  return structuredClone(entry) as Entry
}

const getEntry = builtIn({
  name: 'getEntry',
  description: 'Gets an entry.',
  args: [argument('id', 'The id of the entry.', { required: true, default: true })],
  run: ({ id }, running) => ({ text: '', entries: entriesNamed(id, running).map(shownAgain) }),
})

const getEntries = builtIn({
  name: 'getEntries',
  description: 'Gets the entries of an incident.',
  args: [incident, argument('filter', 'Which entries, as JSON: {"tags": ["x"]}; without it all of them.')],
  run({ id, ...args }, running) {
    const tags = listOf(objectOf(args, 'filter').tags).map(textOf)
    const { entries } = investigationOf(id, running)
    const wanted = entries.filter(
      ({ Tags }) => tags.length === 0 || tags.some(tag => listOf(Tags).includes(tag)),
    )
    return { text: '', entries: wanted.map(shownAgain) }
  },
})

type Mark = Omit<NonNullable<Change['marks']>[number], 'entry'>

/** The change that puts a mark to entries. */
function marks(entries: Entry[], markOf: (entry: Entry) => Mark): Pick<Change, 'marks'> {
  return { marks: entries.map(entry => ({ entry: String(entry.ID), ...markOf(entry) })) }
}

const setEntriesTags = builtIn({
  name: 'setEntriesTags',
  description: 'Tags entries; tags they have stay.',
  args: [entryIds, argument('entryTags', 'The tags.', { required: true, isArray: true })],
  run(args, running) {
    const entries = entriesNamed(args.entryIDs, running)
    const tags = listOf(args.entryTags).map(textOf)
    const change = marks(entries, ({ Tags }) => ({
      tags: [...new Set([...listOf(Tags).map(textOf), ...tags])],
    }))
    return { text: `Tagged ${entries.length} entries with ${tags.join(', ')}.`, change }
  },
})

const markAsNote = builtIn({
  name: 'markAsNote',
  description: 'Marks entries as notes.',
  args: [entryIds],
  run({ entryIDs }, running) {
    const entries = entriesNamed(entryIDs, running)
    return {
      text: `Marked ${entries.length} entries as notes.`,
      change: marks(entries, () => ({ note: true })),
    }
  },
})

const markAsEvidence = builtIn({
  name: 'markAsEvidence',
  description: 'Marks an entry as evidence.',
  args: [
    argument('id', 'The id of the entry.', { required: true, default: true }),
    argument('description', 'What it proves.'),
    argument('tags', 'Tags for it.', { isArray: true }),
  ],
  run({ id, description, tags }, running) {
    const entries = entriesNamed(id, running)
    const evidence = textOf(description)
    const tagged = isEmpty(tags) ? {} : { tags: listOf(tags).map(textOf) }
    return {
      text: `Marked entry ${textOf(id)} as evidence.`,
      change: marks(entries, () => ({ evidence, ...tagged })),
    }
  },
})

const getFilePath = builtIn({
  name: 'getFilePath',
  description: 'Gets where the file of an entry lies, and its name.',
  args: [argument('id', 'The id of the entry.', { required: true, default: true })],
  run({ id }, { parts }) {
    const contents = filePath(parts.state, textOf(id))
    return { text: contents.path, contents }
  },
})

export const ENTRY_COMMANDS: readonly OwnCommand[] = [
  getEntry,
  getEntries,
  ...NEW_ENTRY_COMMANDS,
  setEntriesTags,
  markAsNote,
  markAsEvidence,
  getFilePath,
]
