import type { Json, JsonObject } from '../../kit/wire.ts'
import { isOn, listOf, textOf } from './arguments.ts'
import { type AutomationHost, argument, automation } from './automation.ts'
import { AutomationError } from './error.ts'

type SubPlaybook = 'auto' | 'yes' | 'no'

function subPlaybookOf(args: JsonObject): SubPlaybook {
  const given = textOf(args.subplaybook).toLowerCase()
  return given === 'yes' || given === 'no' ? given : 'auto'
}

/** The value at a dotted path, undefined when nothing is there; keys of data are never read from a prototype. */
function at(context: JsonObject, path: string): Json | undefined {
  return path
    .split('.')
    .reduce<Json | undefined>(
      (value, key) =>
        value !== null && typeof value === 'object' && Object.hasOwn(value, key)
          ? (value as JsonObject)[key]
          : undefined,
      context,
    )
}

/** A key as a path of one step: its own dots, commas and brackets are no separators. */
function asPath(key: string): string {
  return key.replace(/[.,\\[\]()]/g, '\\$&')
}

async function deleteAll(args: JsonObject, host: AutomationHost): Promise<string> {
  const context = host.context()
  const kept = listOf(args.keysToKeep)
    .map(textOf)
    .map(path => [path, structuredClone(at(context, path))] as const)
    .filter((pair): pair is readonly [string, Json] => pair[1] !== undefined)
  for (const key of Object.keys(context)) await host.deleteContext(asPath(key), subPlaybookOf(args))
  for (const [path, value] of kept) await host.setContext(path, value)
  const except = kept.length > 0 ? ` Kept: ${kept.map(([path]) => path).join(', ')}.` : ''
  return `All keys were deleted from context.${except}`
}

export const deleteContext = automation({
  name: 'DeleteContext',
  description: 'Deletes keys of the context, or all of it.',
  args: [
    argument('key', 'The paths to delete, separated by commas; a position is written k.[0].'),
    argument('index', 'The position to delete when the key is a list.'),
    argument('all', 'Whether everything is deleted.', { defaultValue: 'no', predefined: ['yes', 'no'] }),
    argument('keysToKeep', 'Paths that stay when all is yes.', { isArray: true }),
    argument('subplaybook', 'Whether the context of the sub-playbook is meant.', {
      defaultValue: 'auto',
      predefined: ['auto', 'yes', 'no'],
    }),
  ],
  async run(args, host) {
    if (isOn(args, 'all')) return deleteAll(args, host)
    const key = listOf(args.key).map(textOf).join(',')
    if (key === '') throw new AutomationError('DeleteContext needs the argument key, or all=yes.')
    const index = textOf(args.index)
    await host.deleteContext(index === '' ? key : `${key}.[${index}]`, subPlaybookOf(args))
    return `Key ${key} was deleted.`
  },
})
