import type { Rule } from '../item.ts'
import { tasksOf } from '../playbook/task.ts'
import { overlap, positionOf } from '../playbook/view.ts'

const kinds = ['playbook'] as const
const REMEDY = 'run npm run layout'

/** What makes a playbook unreadable in the platform's editor. Codes VW are ours. */
export const VIEW: readonly Rule[] = [
  {
    code: 'VW100',
    kinds,
    *find(item) {
      const placed = tasksOf(item).flatMap(task => {
        const place = positionOf(task.outer)
        return place ? [{ task, place }] : []
      })
      for (const [index, { task, place }] of placed.entries()) {
        const other = placed.slice(0, index).find(one => overlap(one.place, place))
        if (other) yield { at: task.at, message: `lies over ${other.task.at}; ${REMEDY}.` }
      }
    },
  },
  {
    code: 'VW101',
    kinds,
    *find(item) {
      for (const { at, outer } of tasksOf(item))
        if (positionOf(outer) === undefined)
          yield {
            at,
            message: `has the view ${JSON.stringify(outer.view)}, which says no position; ${REMEDY}.`,
          }
    },
  },
]
