import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Item } from '../item.ts'
import { objectOf, objectsOf, textOf, textsOf } from '../json.ts'

/** A task with its key in the playbook; `inner` is its `task`. */
export interface Task {
  readonly key: string
  readonly at: string
  readonly type: string
  readonly outer: JsonObject
  readonly inner: JsonObject
}

/** The tasks of a playbook. Alternatives for other products (`"3:marketplacev2"`, PB-2) are left out. */
export function tasksOf({ data }: Item): Task[] {
  return Object.entries(objectOf(data.tasks))
    .filter(([key]) => !key.includes(':'))
    .map(([key, value]) => {
      const outer = objectOf(value)
      const inner = objectOf(outer.task)
      const name = textOf(inner.name)
      return {
        key,
        at: name ? `task ${key} (${name})` : `task ${key}`,
        type: textOf(outer.type),
        outer,
        inner,
      }
    })
}

/** The labels of a task and the tasks that each leads to. */
export function nextOf({ outer }: Task): [string, string[]][] {
  return Object.entries(objectOf(outer.nexttasks))
    .filter(([label]) => !/:(xsoar|marketplacev2|xpanse|xsoar_saas|xsoar_on_prem)$/.test(label))
    .map(([label, ids]) => [label, textsOf(ids)])
}

/** What a task runs, if anything (playbook.md §2, "Which code runs"). */
export type Code =
  | { readonly kind: 'command'; readonly brand: string; readonly name: string }
  | { readonly kind: 'automation'; readonly name: string }
  | { readonly kind: 'playbook'; readonly name: string }

export function codeOf({ type, inner }: Task): Code | undefined {
  if (type === 'playbook')
    return { kind: 'playbook', name: textOf(inner.playbookName) || textOf(inner.playbookId) }
  const script = textOf(inner.scriptName) || textOf(inner.script)
  if (script === '') return undefined
  const [, brand = '', command] = /^(.*?)\|\|\|(.*)$/.exec(script) ?? []
  if (command !== undefined) return { kind: 'command', brand, name: command }
  return inner.iscommand === true
    ? { kind: 'command', brand: '', name: script }
    : { kind: 'automation', name: script }
}

/** The arguments that a task gives; one without a value (`{}`) is not given (PB-30). */
export function argumentsOf({ outer }: Task): [string, Json][] {
  return Object.entries(objectOf(outer.scriptarguments)).filter(
    ([, value]) => Object.keys(objectOf(value)).length > 0,
  )
}

/** An argument's text when it stands there literally: undefined when absent or computed. */
export function literal(task: Task, name: string): string | undefined {
  const simple = objectOf(objectOf(task.outer.scriptarguments)[name]).simple
  const text = typeof simple === 'object' || simple === undefined ? '' : String(simple)
  return text === '' || text.includes('${') ? undefined : text
}

/** Whether an argument is given, but only a run can tell with what. */
export function isGivenComputed(task: Task, name: string): boolean {
  return argumentsOf(task).some(([key]) => key === name) && literal(task, name) === undefined
}

export const inputsOf = ({ data }: Item): JsonObject[] => objectsOf(data.inputs)
