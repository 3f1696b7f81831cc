import type { TaskEvent } from '../playbook/playbooks.ts'
import { duration, treeLine } from '../playbook/tree.ts'
import type { Face } from './lines.ts'
import { dim, printable, red } from './markdown.ts'

const NONE = new Set(['New', 'InProgress'])

/**
 * Tells on stderr how a playbook goes on: at a terminal as a tree that grows, task by task, with sub-playbooks indented below
 * the task that calls them; elsewhere one line per finished task.
 */
export function progressOf({ err, look }: Face, isTerminal: boolean): (event: TaskEvent) => void {
  return ({ path, name, state, took, incident }) => {
    const shown = printable(name).replaceAll('\n', ' ')
    if (isTerminal) {
      const depth = path.split('/').length - 1
      const line = treeLine({ depth, id: path, name: shown, state }, NONE.has(state) ? undefined : took)
      const coloured = state === 'Error' ? red(line, look) : state === 'Completed' ? line : dim(line, look)
      err(`${coloured}\n`)
      return
    }
    if (!NONE.has(state)) err(`incident ${incident}, task ${path} ${shown}: ${state}, ${duration(took)}\n`)
  }
}
