import type { JsonObject } from '../../kit/wire.ts'
import type { Finding, Item, Kind, Pack } from './item.ts'
import { objectOf, objectsOf, textOf } from './json.ts'
import { AUTOMATIONS, COMMANDS, type Known, PLAYBOOKS } from './platform.ts'
import { rootOf } from './playbook/values.ts'

/** Something a task can call, as the pack or the platform declares it. */
export interface Callable extends Known {
  readonly brand: string
  readonly required: readonly string[]
}

/** Everything that the items of a pack may name. */
export interface Names {
  readonly commands: ReadonlyMap<string, readonly Callable[]>
  readonly automations: ReadonlyMap<string, Callable>
  readonly playbooks: ReadonlyMap<string, Item | undefined>
  /** Ids and names of the other kinds. */
  readonly of: (kind: Kind) => ReadonlySet<string>
  /** Dependencies whose content is not at hand: what is not found may be theirs and is listed, not judged. */
  readonly unread: readonly string[]
}

/** A field's name as cliName: letters and digits, lower-case (MP-31, MP-32). */
export const cliNameOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

function callable(brand: string, declared: JsonObject): Callable {
  const args = objectsOf(declared.arguments ?? declared.args)
  const required = args.filter(arg => arg.required === true && arg.defaultValue === undefined)
  return {
    brand,
    args: args.map(({ name }) => textOf(name)),
    required: required.map(({ name }) => textOf(name)),
    writes: objectsOf(declared.outputs).map(({ contextPath }) => rootOf(textOf(contextPath))),
  }
}

const platform = (known: Known): Callable => ({ brand: 'Builtin', required: [], ...known })

function commandsOf(items: readonly Item[]): Map<string, Callable[]> {
  const commands = new Map([...COMMANDS].map(([name, known]) => [name, [platform(known)]]))
  for (const { kind, id, data } of items) {
    if (kind !== 'integration') continue
    for (const command of objectsOf(objectOf(data.script).commands)) {
      const name = textOf(command.name)
      commands.set(name, [...(commands.get(name) ?? []), callable(id, command)])
    }
  }
  return commands
}

/** What the pack and the dependencies at hand declare, together with what the platform has. */
export function namesOf(pack: Pack, dependencies: readonly Pack[]): Names {
  const items = [pack, ...dependencies].flatMap(one => one.items)
  const ofKind = (kind: Kind): Item[] => items.filter(item => item.kind === kind)
  const both = ({ id, name }: Item): string[] => [id, name]
  const automations = new Map([...AUTOMATIONS].map(([name, known]) => [name, platform(known)]))
  for (const { id, name, data } of ofKind('automation'))
    for (const key of [id, name]) automations.set(key, callable('', data))
  const playbooks = new Map<string, Item | undefined>(PLAYBOOKS.map(name => [name, undefined]))
  for (const item of ofKind('playbook')) for (const key of both(item)) playbooks.set(key, item)
  const read = new Set(dependencies.map(({ folder }) => folder.split('/').at(-1)))
  const sets = new Map<Kind, ReadonlySet<string>>()
  return {
    commands: commandsOf(items),
    automations,
    playbooks,
    of: kind => {
      const set = sets.get(kind) ?? new Set(ofKind(kind).flatMap(both))
      sets.set(kind, set)
      return set
    },
    unread: Object.keys(objectOf(pack.metadata.dependencies)).filter(name => !read.has(name)),
  }
}

/** A check of one item against everything that content may name. */
export interface ReferenceRule {
  readonly code: string
  readonly kinds: readonly Kind[]
  find(item: Item, names: Names): Iterable<Finding>
}
