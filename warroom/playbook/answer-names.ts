import { taskPath } from '../investigation/run.ts'
import { Refusal } from '../refusal.ts'
import type { Answers } from './go-on.ts'
import type { Playbooks } from './playbooks.ts'
import type { Playbook, Task } from './task.ts'

interface Asking {
  path: string
  task: Task
}

function asksPeople({ kind, code, conditions }: Task): boolean {
  if (kind === 'condition') return code === undefined && conditions.length === 0
  return kind === 'manual' || kind === 'collection'
}

function calledBy({ calls }: Task, playbooks: Playbooks): Playbook | undefined {
  try {
    return calls === undefined ? undefined : playbooks.find(calls).playbook
  } catch (cause) {
    // It is the error of the task that calls it, once that starts.
    if (cause instanceof Refusal) return undefined
    throw cause
  }
}

/** The tasks that wait for people, of a playbook and of those that it calls; `within` are the ones that call it. */
function asking(playbooks: Playbooks, playbook: Playbook, path: string, within: string[]): Asking[] {
  return [...playbook.tasks.values()].flatMap(task => {
    const own = taskPath(path, task.id)
    const callee = calledBy(task, playbooks)
    const below =
      callee && !within.includes(callee.id) ? asking(playbooks, callee, own, [...within, callee.id]) : []
    return asksPeople(task) ? [{ path: own, task }, ...below] : below
  })
}

/**
 * Answers by the paths of their tasks: a name is a path, else an id or a tag that only one task has which waits for people. A
 * Refusal for a name that no such task has, or several.
 */
export function answersByPath(answers: Answers, playbook: Playbook, playbooks: Playbooks): Answers {
  if (answers.size === 0) return answers
  const all = asking(playbooks, playbook, '', [playbook.id])
  const paths = all.map(({ path }) => path)
  const pathOf = (name: string): string => {
    // A playbook that calls itself has more paths than are listed.
    if (paths.includes(name) || name.includes('/')) return name
    const found = all.filter(({ task }) => task.id === name || task.tags.includes(name))
    if (found.length === 1 && found[0]) return found[0].path
    const known = paths.length === 0 ? 'none does' : `those that do are ${paths.join(', ')}`
    throw new Refusal(
      found.length > 1
        ? `--answer ${name}: several tasks of playbook "${playbook.name}" are called so; name one of ${found.map(({ path }) => path).join(', ')}.`
        : `--answer ${name}: no task of playbook "${playbook.name}" that waits for people is called so; ${known}.`,
    )
  }
  return new Map([...answers].map(([name, given]) => [pathOf(name), given]))
}
