import type { Item, Rule } from '../item.ts'
import { shown, textOf } from '../json.ts'
import { nextOf, tasksOf } from '../playbook/task.ts'

const kinds = ['playbook'] as const

/** The keys of the tasks that a run can come to. */
function reachable(item: Item): Set<string> {
  const tasks = new Map(tasksOf(item).map(task => [task.key, task]))
  const found = new Set<string>()
  const walk = (key: string): void => {
    const task = tasks.get(key)
    if (task === undefined || found.has(key)) return
    found.add(key)
    for (const [, ids] of nextOf(task)) ids.forEach(walk)
  }
  walk(textOf(item.data.starttaskid))
  return found
}

/** The course of a playbook (playbook.md §3). Codes FL are ours. */
export const FLOW: readonly Rule[] = [
  {
    code: 'FL100',
    kinds,
    *find(item) {
      const start = textOf(item.data.starttaskid)
      const task = tasksOf(item).find(({ key }) => key === start)
      if (task === undefined)
        yield { at: '/starttaskid', message: `"${start}" is no task; name the start task.` }
      else if (task.type !== 'start')
        yield { at: '/starttaskid', message: `"${start}" is a ${task.type}; name the task of type start.` }
    },
  },
  {
    code: 'FL101',
    kinds,
    *find(item) {
      const keys = new Set(tasksOf(item).map(({ key }) => key))
      for (const task of tasksOf(item))
        for (const [label, ids] of nextOf(task))
          for (const id of ids)
            if (!keys.has(id))
              yield {
                at: task.at,
                message: `leads by ${label} to task ${id}, which does not exist; mend the link.`,
              }
    },
  },
  {
    code: 'FL102',
    kinds,
    *find(item) {
      for (const { key, at, outer } of tasksOf(item))
        if (outer.id !== key)
          yield { at, message: `has the id ${shown(outer.id)} under the key ${key}; make them equal.` }
    },
  },
  {
    code: 'PB103',
    kinds,
    *find(item) {
      const found = reachable(item)
      // Without a start nothing is reached, and FL100 says so once.
      if (found.size === 0) return
      for (const { key, at } of tasksOf(item))
        if (!found.has(key))
          yield { at, message: 'is not connected; link it from another task or remove it.' }
    },
  },
  {
    code: 'FL104',
    kinds,
    *find(item) {
      for (const task of tasksOf(item)) {
        const hasPath = nextOf(task).some(([label]) => label === '#error#')
        const wantsPath =
          task.outer.continueonerror === true && task.outer.continueonerrortype === 'errorPath'
        if (hasPath && !wantsPath)
          yield {
            at: task.at,
            message: 'has a path #error# that is never taken; set continueonerrortype to errorPath.',
          }
        if (wantsPath && !hasPath)
          yield { at: task.at, message: 'goes by its error path, but has none; link a task under #error#.' }
      }
    },
  },
]
