import type { Item } from '../check/item.ts'
import { codeOf, tasksOf } from '../check/playbook/task.ts'

/** What a playbook needs to be there, each name once and sorted. */
export interface Uses {
  readonly playbooks: readonly string[]
  /** Commands with the brand that the task asks for, if any. */
  readonly commands: readonly string[]
  readonly scripts: readonly string[]
}

/** A command of any brand stands alone; one of a brand tells it, because only instances of that brand are asked (HC-51). */
const called = (brand: string, name: string): string => (brand === '' ? name : `${name} (${brand})`)

/** The sub-playbooks, commands and scripts that the tasks of a playbook name. */
export function usesOf(item: Item): Uses {
  const names = { playbook: new Set<string>(), command: new Set<string>(), automation: new Set<string>() }
  for (const task of tasksOf(item)) {
    const code = codeOf(task)
    if (code) names[code.kind].add(code.kind === 'command' ? called(code.brand, code.name) : code.name)
  }
  const sorted = (set: Set<string>) => [...set].sort()
  return {
    playbooks: sorted(names.playbook),
    commands: sorted(names.command),
    scripts: sorted(names.automation),
  }
}
