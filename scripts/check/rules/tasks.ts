import type { Item, Rule } from '../item.ts'
import { objectOf, shown, textOf, textsOf } from '../json.ts'
import { argumentsOf, codeOf, inputsOf, literal, tasksOf } from '../playbook/task.ts'
import { isUuid } from './types.ts'

const kinds = ['playbook'] as const

/** PB-59: a playbook that a search of indicators drives runs thousands of times. */
const isDrivenByIndicators = (item: Item): boolean =>
  inputsOf(item).some(input => objectOf(input.playbookInputQuery).queryEntity === 'indicators')

export const TASKS: readonly Rule[] = [
  {
    code: 'PB100',
    kinds,
    *find({ data }) {
      if (textsOf(data.rolename).length)
        yield {
          at: '/rolename',
          message: `names ${textsOf(data.rolename).join(', ')}; roles differ from server to server, remove it.`,
        }
    },
  },
  {
    code: 'PB105',
    kinds,
    *find(item) {
      for (const task of tasksOf(item))
        if (codeOf(task)?.name === 'DeleteContext' && literal(task, 'all') === 'yes')
          yield { at: task.at, message: 'deletes the whole context (all=yes); name the keys.' }
    },
  },
  {
    code: 'PB106',
    kinds,
    *find(item) {
      for (const task of tasksOf(item))
        if (argumentsOf(task).some(([name]) => name === 'using') && literal(task, 'using') === undefined)
          yield { at: task.at, message: 'chooses the instance (using); leave it out.' }
    },
  },
  {
    // An instance's name is the customer's own: unlike a computed one, a literal one can never be right elsewhere.
    code: 'FL106',
    kinds,
    *find(item) {
      for (const task of tasksOf(item)) {
        const using = literal(task, 'using')
        if (using !== undefined)
          yield {
            at: task.at,
            message: `names the instance "${using}" literally (using); take it from an input.`,
          }
      }
    },
  },
  {
    code: 'PB108',
    kinds,
    *find(item) {
      for (const { at, outer } of tasksOf(item))
        if (!isUuid(textOf(outer.taskid)))
          yield { at, message: `has the taskid "${shown(outer.taskid)}"; it must be a UUID.` }
    },
  },
  {
    code: 'PB109',
    kinds,
    *find(item) {
      for (const { at, outer, inner } of tasksOf(item))
        if (outer.taskid !== inner.id)
          yield {
            at,
            message: `has the taskid ${shown(outer.taskid)}, but task.id is ${shown(inner.id)}; make them equal.`,
          }
    },
  },
  {
    code: 'PB114',
    kinds,
    *find(item) {
      if (isDrivenByIndicators(item) && item.data.quiet !== true)
        yield {
          at: '/quiet',
          message: `is ${shown(item.data.quiet)}; a playbook for indicators is quiet: true.`,
        }
    },
  },
  {
    code: 'PB115',
    kinds,
    *find(item) {
      if (!isDrivenByIndicators(item)) return
      for (const { at, outer } of tasksOf(item))
        if (outer.quietmode === 2)
          yield { at, message: 'has quietmode 2 (not quiet) in a playbook for indicators; write 0.' }
    },
  },
  {
    code: 'PB116',
    kinds,
    *find(item) {
      for (const { at, outer } of tasksOf(item))
        if (outer.continueonerror === true)
          yield { at, message: 'goes on after an error (continueonerror); let it stop.' }
    },
  },
]
