import type { Item } from '../item.ts'
import { objectOf, objectsOf, textOf } from '../json.ts'
import type { Names } from '../known.ts'
import { codeOf, literal, type Task, tasksOf } from './task.ts'
import { rootOf } from './values.ts'

/** Automations that write the context path given as `key` (playbook.md §10). */
export const SETTING = ['Set', 'SetAndHandleEmpty', 'AppendIfNotEmpty']

/** `K=path::K2=path2` (HC-23). */
function extended(task: Task): string[] {
  const text = literal(task, 'extend-context') ?? ''
  return text === '' ? [] : text.split('::').map(part => rootOf(part.split('=')[0] ?? ''))
}

/** A form's answers stand under its title, those of a question to somebody under the task's name (PB-25, PB-77). */
function answered({ type, outer, inner }: Task): string[] {
  if (type !== 'collection' && outer.message === undefined) return []
  return [textOf(objectOf(outer.form).title), textOf(inner.name)].filter(title => title !== '').map(rootOf)
}

/** The first segments of the context paths that a task by itself writes. */
function ofTask(task: Task, names: Names): string[] {
  const code = codeOf(task)
  const key = code && SETTING.includes(code.name) ? literal(task, 'key') : undefined
  const several = code?.name === 'SetMultipleValues' ? literal(task, 'parent') : undefined
  const declared =
    code?.kind === 'command'
      ? (names.commands.get(code.name) ?? []).flatMap(({ writes }) => writes ?? [])
      : code?.kind === 'automation'
        ? (names.automations.get(code.name)?.writes ?? [])
        : []
  return [
    ...declared,
    ...[key, several].flatMap(path => (path ? [rootOf(path)] : [])),
    ...extended(task),
    ...answered(task),
  ]
}

/** The playbook that a task calls, when it is one that is known. */
export const calleeOf = (task: Task, names: Names): Item | undefined => {
  const code = codeOf(task)
  return code?.kind === 'playbook' ? names.playbooks.get(code.name) : undefined
}

/** What a playbook writes into its own context: its tasks, the outputs of its sub-playbooks, and all of shared ones (PB-52, PB-53). */
export function writesOf(playbook: Item, names: Names, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(playbook.id)) return new Set()
  seen.add(playbook.id)
  const roots = tasksOf(playbook).flatMap(task => {
    const callee = calleeOf(task, names)
    if (callee === undefined) return ofTask(task, names)
    const outputs = objectsOf(callee.data.outputs).map(({ contextPath }) => rootOf(textOf(contextPath)))
    return [...outputs, ...(task.outer.separatecontext === true ? [] : writesOf(callee, names, seen))]
  })
  return new Set(roots)
}

/** The playbooks that call this one with a shared context, and those that call them so. */
export function sharingCallers(playbook: Item, names: Names, found: Set<Item> = new Set()): Set<Item> {
  for (const caller of new Set(names.playbooks.values())) {
    if (caller === undefined || found.has(caller)) continue
    const shares = tasksOf(caller).some(
      task => task.outer.separatecontext !== true && calleeOf(task, names)?.id === playbook.id,
    )
    if (!shares) continue
    found.add(caller)
    sharingCallers(caller, names, found)
  }
  return found
}
