import type { Json } from '../../kit/wire.ts'
import { isOn, listOf, textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import { openContext } from '../context/index.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import type { Running } from '../engine/record.ts'
import type { Investigation } from '../investigation/room.ts'
import { Refusal } from '../refusal.ts'
import { builtIn } from './command.ts'

/** The investigation of an id, the present one without; the playground has a context as well. */
export function investigationOf(given: Json | undefined, { parts, investigation }: Running): Investigation {
  const id = textOf(given)
  const found = id === '' ? investigation : parts.state.room.investigations.get(id)
  if (found) return found
  throw new Refusal(`There is no investigation ${id}; /incidents lists them.`)
}

const getContext = builtIn({
  name: 'getContext',
  description: 'Gets the whole context of an investigation.',
  args: [argument('id', 'The incident; without it the one in which the command runs.', { default: true })],
  run({ id: given }, running) {
    const investigation = investigationOf(given, running)
    const { id, n: version } = investigation
    const context = structuredClone(investigation.context.value)
    const modified = investigation.incident?.modified ?? running.parts.clock.now()
    const text = `\`\`\`\n${JSON.stringify(context, null, 2)}\n\`\`\``
    return { text, contents: { context, id, importantKeys: null, modified, version } }
  },
})

const delContext = builtIn({
  name: 'delContext',
  description: 'Deletes keys of the context, or all of it.',
  args: [
    argument('key', 'The paths to delete, separated by commas; a position is written k.[0].', {
      default: true,
    }),
    argument('index', 'The position to delete when the key is a list.'),
    argument('all', 'Whether everything is deleted.', { defaultValue: 'no', predefined: ['yes', 'no'] }),
    argument('keysToKeep', 'Paths that stay when all is yes.', { isArray: true }),
  ],
  run(args, { investigation, parts }) {
    if (isOn(args, 'all')) {
      const keep = listOf(args.keysToKeep).map(textOf)
      return {
        text: 'All keys were deleted from the context.',
        change: { edits: [{ id: investigation.id, keep }] },
      }
    }
    const key = textOf(args.key)
    if (key === '') throw new Refusal('delContext needs the argument key, or all=yes.')
    const index = textOf(args.index)
    const path = index === '' ? key : `${key}.[${index}]`
    // A path that cannot be read is told before anything changes.
    openContext(parts.language, {}).delete(path)
    return {
      text: `Deleted ${path} from the context.`,
      change: { edits: [{ id: investigation.id, delete: path }] },
    }
  },
})

export const CONTEXT_COMMANDS: readonly OwnCommand[] = [getContext, delContext]
