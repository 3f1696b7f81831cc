import type { Json } from '../../../kit/wire.ts'
import type { Finding, Item } from '../item.ts'
import { objectOf, objectsOf, shown, textOf } from '../json.ts'
import type { Names, ReferenceRule } from '../known.ts'
import { FILTERS, ROOTS, TRANSFORMERS } from '../platform.ts'
import { codeOf, isGivenComputed, type Task, tasksOf } from '../playbook/task.ts'
import { isComputed, operatorsIn, pathsIn, rootOf, secondOf } from '../playbook/values.ts'
import { calleeOf, SETTING, sharingCallers, writesOf } from '../playbook/writes.ts'
import { runsUnknown } from './calls.ts'
import { isIncidentField } from './field-references.ts'
import { isKnown, unknown } from './references.ts'

const kinds = ['playbook'] as const

/** Every place of a playbook that reads paths, with the different paths it reads. */
function* readings(item: Item): Iterable<readonly [at: string, path: string]> {
  const places: [string, Json][] = [
    ...tasksOf(item).map(({ at, outer }): [string, Json] => [at, outer]),
    ...objectsOf(item.data.inputs).map(({ key, value }): [string, Json] => [
      `input ${shown(key)}`,
      value ?? null,
    ]),
  ]
  for (const [at, value] of places) for (const path of new Set(pathsIn(value))) yield [at, path]
}

function* incidentFields(item: Item, names: Names): Iterable<Finding> {
  for (const [at, path] of readings(item)) {
    const field = secondOf(path)
    if (isComputed(path) || rootOf(path) !== 'incident' || field === '') continue
    if (!isIncidentField(field, names)) yield unknown(at, 'incident field', field, names)
  }
}

function* lists(item: Item, names: Names): Iterable<Finding> {
  for (const [at, path] of readings(item)) {
    const list = secondOf(path)
    if (isComputed(path) || rootOf(path) !== 'lists' || list === '') continue
    if (!isKnown('list', list, names)) yield unknown(at, 'list', list, names)
  }
}

/** Everything that can stand in the context when the playbook runs: its own writes and those of the callers it shares with. */
function writtenFor(item: Item, names: Names): Set<string> {
  const callers = [...sharingCallers(item, names)]
  return new Set([...ROOTS, ...[item, ...callers].flatMap(one => [...writesOf(one, names)])])
}

/** Fault, or listed where a command of a pack that is not at hand may write it. */
function nobody(item: Item, names: Names, { at, message }: Finding): Finding {
  const mayBeWritten = names.unread.length > 0 && runsUnknown(item, names)
  return mayBeWritten ? { at, message, listed: true } : { at, message }
}

/** The condition on which a loop ends is read where its playbook ran (PB-63). */
function exitReadings(task: Task): Set<string> {
  const { builtincondition, scriptArguments } = objectOf(task.outer.loop)
  return new Set(pathsIn([builtincondition ?? null, scriptArguments ?? null]))
}

function writtenForExit(task: Task, item: Item, names: Names): Set<string> {
  const callee = calleeOf(task, names)
  return callee ? writtenFor(callee, names) : writtenFor(item, names)
}

function* unwritten(item: Item, names: Names): Iterable<Finding> {
  const written = writtenFor(item, names)
  const exits = new Map(tasksOf(item).map(task => [task.at, { task, paths: exitReadings(task) }]))
  for (const [at, path] of readings(item)) {
    const root = rootOf(path)
    const exit = exits.get(at)
    const isThere = (exit?.paths.has(path) ? writtenForExit(exit.task, item, names) : written).has(root)
    if (isComputed(path)) yield { at, message: `computes the path "${path}"`, listed: true }
    else if (!isThere) {
      const message = `reads "${path}", but nobody writes "${root}"; write it first or correct the path.`
      yield nobody(item, names, { at, message })
    }
  }
  for (const task of tasksOf(item))
    if (SETTING.includes(codeOf(task)?.name ?? '') && isGivenComputed(task, 'key'))
      yield { at: task.at, message: 'computes the key that it writes', listed: true }
}

function* outputs(item: Item, names: Names): Iterable<Finding> {
  const written = writtenFor(item, names)
  for (const { contextPath } of objectsOf(item.data.outputs)) {
    const path = textOf(contextPath)
    const message = `is declared, but nobody writes "${rootOf(path)}"; write it or remove it.`
    if (!written.has(rootOf(path))) yield nobody(item, names, { at: `output ${path}`, message })
  }
}

function* operators({ kind, data }: Item, names: Names): Iterable<Finding> {
  const places = kind === 'playbook' ? Object.entries(objectOf(data.tasks)) : [['', data] as const]
  for (const [key, value] of places) {
    const at = kind === 'playbook' ? `task ${key}` : '/'
    const { filters, transformers } = operatorsIn(value)
    for (const name of new Set(filters))
      if (!FILTERS.includes(name) && !names.automations.has(name))
        yield {
          at,
          message: `filters by "${name}", which is no filter; take one of the platform or an automation.`,
        }
    for (const name of new Set(transformers))
      if (!TRANSFORMERS.includes(name) && !names.automations.has(name))
        yield {
          at,
          message: `transforms by "${name}", which is no transformer; take one of the platform or an automation.`,
        }
  }
}

export const CONTEXT: readonly ReferenceRule[] = [
  { code: 'GR103', kinds, find: incidentFields },
  { code: 'GR103', kinds, find: lists },
  { code: 'RF110', kinds, find: outputs },
  { code: 'RF111', kinds, find: unwritten },
  { code: 'RF114', kinds: ['playbook', 'mapper', 'classifier', 'pre-process rule'], find: operators },
]
