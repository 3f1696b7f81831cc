import type { Item, Rule } from '../item.ts'
import { objectOf, objectsOf, textOf, textsOf } from '../json.ts'
import { codeOf, nextOf, type Task, tasksOf } from '../playbook/task.ts'

const kinds = ['playbook'] as const
const DEFAULT = '#default#'
const ERROR = '#error#'

const conditionsOf = (item: Item): Task[] => tasksOf(item).filter(({ type }) => type === 'condition')
const labelsOf = (task: Task): string[] => objectsOf(task.outer.conditions).map(({ label }) => textOf(label))
/** The answers of an ask; the editor writes the key in either case. */
function repliesOf({ outer }: Task): string[] {
  const message = objectOf(outer.message)
  return textsOf(message.replyOptions ?? message.replyoptions)
}
/** The labels that lead on, beside the one for errors. */
const waysOf = (task: Task): string[] =>
  nextOf(task)
    .filter(([label, ids]) => label !== ERROR && ids.length > 0)
    .map(([label]) => label)
const builtin = (item: Item): Task[] => conditionsOf(item).filter(task => labelsOf(task).length > 0)
const asking = (item: Item): Task[] =>
  conditionsOf(item).filter(task => repliesOf(task).length > 0 && !labelsOf(task).length && !codeOf(task))
const sameLabel = (a: string) => (b: string) => a.toLowerCase() === b.toLowerCase()

/** Conditions without a way out or with one that nobody takes (playbook.md §4). */
export const CONDITIONS: readonly Rule[] = [
  {
    code: 'PB122',
    kinds,
    *find(item) {
      for (const task of builtin(item)) {
        for (const label of labelsOf(task))
          if (!waysOf(task).includes(label))
            yield {
              at: task.at,
              message: `decides "${label}", but nothing follows it; link a task under it.`,
            }
        if (!waysOf(task).includes(DEFAULT))
          yield {
            at: task.at,
            message: `has no way out when no condition is true; link a task under ${DEFAULT}.`,
          }
      }
    },
  },
  {
    code: 'FL103',
    kinds,
    *find(item) {
      for (const task of builtin(item))
        for (const label of waysOf(task))
          if (label !== DEFAULT && !labelsOf(task).includes(label))
            yield {
              at: task.at,
              message: `has a way "${label}" that no condition decides; remove it or add the condition.`,
            }
    },
  },
  {
    code: 'PB101',
    kinds,
    *find(item) {
      for (const task of asking(item))
        for (const label of waysOf(task))
          if (label !== DEFAULT && !repliesOf(task).some(sameLabel(label)))
            yield {
              at: task.at,
              message: `has a way "${label}" that is no reply option; remove it or add the option.`,
            }
    },
  },
  {
    code: 'PB123',
    kinds,
    *find(item) {
      for (const task of asking(item))
        for (const reply of repliesOf(task))
          if (!waysOf(task).some(sameLabel(reply)) && waysOf(task).some(way => way !== DEFAULT))
            yield {
              at: task.at,
              message: `offers the reply "${reply}", but nothing follows it; link a task under it.`,
            }
    },
  },
  {
    code: 'PB124',
    kinds,
    *find(item) {
      for (const task of conditionsOf(item))
        if (
          codeOf(task) &&
          !labelsOf(task).length &&
          waysOf(task).length < 2 &&
          !waysOf(task).includes(DEFAULT)
        )
          yield {
            at: task.at,
            message: `follows one answer of its script only; link a task under ${DEFAULT}.`,
          }
    },
  },
  {
    code: 'PB125',
    kinds,
    *find(item) {
      for (const task of conditionsOf(item))
        if (!labelsOf(task).length && !repliesOf(task).length && waysOf(task).every(way => way === DEFAULT))
          yield { at: task.at, message: 'leads on by #default# only; give it a way for an answer.' }
    },
  },
  {
    code: 'PB126',
    kinds,
    *find(item) {
      for (const task of asking(item))
        if (waysOf(task).every(way => way === DEFAULT))
          yield { at: task.at, message: 'asks, but goes on by #default# only; link a task under a reply.' }
    },
  },
]
