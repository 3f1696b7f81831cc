import type { Finding, Item } from '../item.ts'
import { objectOf, shown, textOf } from '../json.ts'
import type { Callable, Names, ReferenceRule } from '../known.ts'
import { RESERVED } from '../platform.ts'
import {
  argumentsOf,
  codeOf,
  inputsOf,
  isGivenComputed,
  literal,
  type Task,
  tasksOf,
} from '../playbook/task.ts'
import { isKnown, unknown } from './references.ts'

const kinds = ['playbook'] as const

/** Commands of our own families are never a dependency's: `okta-get-usr` is a slip, though packs may be unread. */
function isOwnFamily(command: string, names: Names): boolean {
  const [family] = command.split('-')
  const own = [...names.commands]
    .filter(([, [one]]) => one?.brand !== 'Builtin')
    .map(([name]) => name.split('-')[0])
  return command.includes('-') && own.includes(family)
}

/** The declarations that a task's code can mean: of its brand when it names one, else of any. */
function callablesOf(task: Task, names: Names): readonly Callable[] | undefined {
  const code = codeOf(task)
  if (code?.kind === 'automation') {
    const automation = names.automations.get(code.name)
    return automation && [automation]
  }
  if (code?.kind !== 'command') return undefined
  const all = names.commands.get(code.name)
  if (code.brand === '') return all
  const branded = all?.filter(({ brand }) => brand === code.brand)
  return branded?.length ? branded : undefined
}

/** Whether a task runs what nobody at hand declares; what that writes is not known either. */
export function runsUnknown(item: Item, names: Names): boolean {
  return tasksOf(item).some(task => {
    const code = codeOf(task)
    if (code === undefined) return false
    return code.kind === 'playbook' ? !names.playbooks.has(code.name) : !callablesOf(task, names)
  })
}

function* missingCode(item: Item, names: Names): Iterable<Finding> {
  for (const task of tasksOf(item)) {
    const code = codeOf(task)
    if (code === undefined) continue
    if (code.kind === 'playbook') {
      if (!names.playbooks.has(code.name)) yield unknown(task.at, 'playbook', code.name, names)
    } else if (callablesOf(task, names) === undefined) {
      const name = code.kind === 'command' && code.brand ? `${code.brand}|||${code.name}` : code.name
      const judged = code.kind === 'command' && isOwnFamily(code.name, names)
      yield unknown(task.at, code.kind, name, judged ? { ...names, unread: [] } : names)
    }
  }
}

function* loopScripts(item: Item, names: Names): Iterable<Finding> {
  for (const { at, outer } of tasksOf(item)) {
    const { scriptId, iscommand } = objectOf(outer.loop)
    const name = textOf(scriptId).replace(/^.*\|\|\|/, '')
    const known = iscommand === true ? names.commands.has(name) : isKnown('automation', name, names)
    if (name !== '' && !known) yield unknown(at, iscommand === true ? 'command' : 'automation', name, names)
  }
}

function* unknownArguments(item: Item, names: Names): Iterable<Finding> {
  for (const task of tasksOf(item)) {
    const callables = callablesOf(task, names)
    // Where no source lists the arguments, none is judged.
    if (!callables?.length || callables.some(({ args }) => args === undefined)) continue
    const known = new Set([...RESERVED, ...callables.flatMap(({ args }) => args ?? [])])
    for (const name of Object.keys(objectOf(task.outer.scriptarguments)))
      if (!known.has(name))
        yield {
          at: task.at,
          message: `gives ${codeOf(task)?.name} the argument "${name}", which it does not have; correct the name.`,
        }
  }
}

function* missingArguments(item: Item, names: Names): Iterable<Finding> {
  for (const task of tasksOf(item)) {
    const given = new Set(argumentsOf(task).map(([name]) => name))
    const [first, ...others] = callablesOf(task, names) ?? []
    for (const name of first?.required ?? [])
      if (!given.has(name) && others.every(({ required }) => required.includes(name)))
        yield {
          at: task.at,
          message: `gives ${codeOf(task)?.name} no "${name}", which it requires; give it.`,
        }
  }
}

function* inputsOfCallee(item: Item, names: Names): Iterable<Finding> {
  for (const task of tasksOf(item)) {
    const code = codeOf(task)
    const callee = code?.kind === 'playbook' ? names.playbooks.get(code.name) : undefined
    if (callee === undefined) continue
    const inputs = inputsOf(callee)
    const keys = inputs.map(({ key }) => textOf(key))
    for (const name of Object.keys(objectOf(task.outer.scriptarguments)))
      if (!keys.includes(name))
        yield {
          at: task.at,
          message: `gives "${code?.name}" the input "${name}", which it does not have; correct it.`,
        }
    const given = argumentsOf(task).map(([name]) => name)
    for (const { key, required, value } of inputs)
      if (required === true && !Object.keys(objectOf(value)).length && !given.includes(textOf(key)))
        yield {
          at: task.at,
          message: `gives "${code?.name}" no "${shown(key)}", which it requires; give it.`,
        }
  }
}

const LISTS = ['getList', 'setList', 'addToList', 'removeFromList']
const NAMING_TYPE = ['createNewIncident', 'setIncident']

/** Lists and incident types that stand in an argument. A computed name is listed. */
function* namedInArguments(item: Item, names: Names): Iterable<Finding> {
  for (const task of tasksOf(item)) {
    const command = codeOf(task)?.name ?? ''
    const [argument, kind] = LISTS.includes(command)
      ? (['listName', 'list'] as const)
      : (['type', 'incident type'] as const)
    if (!LISTS.includes(command) && !NAMING_TYPE.includes(command)) continue
    const name = literal(task, argument)
    if (isGivenComputed(task, argument))
      yield { at: task.at, message: `computes the ${kind} that it names`, listed: true }
    else if (name !== undefined && !isKnown(kind, name, names)) yield unknown(task.at, kind, name, names)
  }
}

export const CALLS: readonly ReferenceRule[] = [
  { code: 'GR103', kinds, find: missingCode },
  { code: 'GR103', kinds, find: loopScripts },
  { code: 'GR103', kinds, find: namedInArguments },
  { code: 'RF102', kinds, find: unknownArguments },
  { code: 'RF103', kinds, find: missingArguments },
  { code: 'RF109', kinds, find: inputsOfCallee },
]
