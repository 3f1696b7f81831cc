import { runCode } from './command-task.ts'
import type { TaskOutcome } from './outcome.ts'
import { readerOf, recordOf, scopedTo, type TaskPlace } from './place.ts'
import { calledFirst } from './task.ts'

/** PB-11: where a condition goes on that no label answers. */
export const DEFAULT = '#default#'

/** The label that a text means: as written, else without case (PB-24). */
export function labelFor(text: string, labels: string[]): string | undefined {
  const lower = text.trim().toLowerCase()
  return labels.find(label => label === text.trim()) ?? labels.find(label => label.toLowerCase() === lower)
}

/** Goes on under a label, else under `#default#`; without that the task cannot go on (PB-21). */
function decided(place: TaskPlace, label: string | undefined, what: string): TaskOutcome {
  const { task, playbook } = place
  const labels = [...task.next.keys()]
  if (label !== undefined && labels.includes(label)) return { is: 'done', label }
  if (labels.includes(DEFAULT)) return { is: 'done', label: DEFAULT }
  const error = `${calledFirst(playbook, task.id)}: ${what}, and it has no #default# (PB-21).`
  return { is: 'failed', error }
}

/** A condition of the playbook itself, of a script, or of a person (playbook.md §4). */
export async function runConditionTask(place: TaskPlace, started: string): Promise<TaskOutcome> {
  const { task, parts } = place
  if (task.code) {
    const cut = (recordOf(place).done ?? 0) === 0 ? await runCode(place, task.code, started) : undefined
    if (cut) return cut
    const { error, said = [] } = recordOf(place)
    if (error !== undefined) return { is: 'failed', error }
    const labels = said.map(text => labelFor(text, [...task.next.keys()]))
    const shown = said.length === 0 ? 'gave no result' : `gave "${said.at(-1)?.slice(0, 80)}"`
    return decided(
      place,
      labels.findLast(label => label !== undefined),
      `its script ${task.code.name} ${shown}, which is none of its labels`,
    )
  }
  if (task.conditions.length === 0) return { is: 'waiting' }
  const reader = readerOf(parts, scopedTo(place, task.id))
  const found = task.conditions.find(({ condition }) => reader.holds(condition))
  const label = found && labelFor(found.label, [...task.next.keys()])
  return decided(place, label, found ? `its label "${found.label}" leads nowhere` : 'no condition holds')
}
