import type { TaskEvent } from '../playbook/playbooks.ts'
import { duration, treeLine } from '../playbook/tree.ts'
import type { Face } from './lines.ts'
import { dim, printable, red } from './markdown.ts'

const NONE = new Set(['New', 'InProgress'])

/** So deep a task is indented, and so many ids of its path are shown. */
const DEEPEST = 5

/** A path as it fits into a line: of a deep one its first id, and the last ones. */
function shortPath(path: string): string {
  const ids = path.split('/')
  return ids.length <= DEEPEST ? path : [ids[0], '…', ...ids.slice(2 - DEEPEST)].join('/')
}

/**
 * Tells on stderr how a playbook goes on: at a terminal as a tree that grows, task by task, with sub-playbooks indented below
 * the task that calls them; elsewhere one line per finished task.
 */
export function progressOf({ err, look }: Face, isTerminal: boolean): (event: TaskEvent) => void {
  return ({ path, name, state, took, incident }) => {
    const shown = printable(name).replaceAll('\n', ' ')
    const short = shortPath(path)
    if (isTerminal) {
      const depth = Math.min(path.split('/').length - 1, DEEPEST)
      const line = treeLine({ depth, id: path, name: shown, state }, NONE.has(state) ? undefined : took)
      const coloured = state === 'Error' ? red(line, look) : state === 'Completed' ? line : dim(line, look)
      err(`${coloured}\n`)
      return
    }
    if (!NONE.has(state)) err(`incident ${incident}, task ${short} ${shown}: ${state}, ${duration(took)}\n`)
  }
}
