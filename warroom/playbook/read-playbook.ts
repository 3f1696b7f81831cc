import type { JsonObject } from '../../kit/wire.ts'
import type { Item } from '../pack/content.ts'
import { Refusal } from '../refusal.ts'
import { checkGraph } from './graph.ts'
import { flagIn, forXsoar, listIn, objectIn, textIn, valueIn } from './read.ts'
import { readTask } from './read-task.ts'
import type { Input, Playbook, Task } from './task.ts'

function tasksIn(item: JsonObject, where: string): Map<string, Task> {
  const tasks = new Map<string, Task>()
  for (const [id, each] of Object.entries(objectIn(item.tasks))) {
    const task = readTask(id, objectIn(each))
    if (!task)
      throw new Refusal(
        `${where}: task ${id} is of type "${textIn(objectIn(each).type)}"; expected start, title, section, regular, standard, condition, playbook or collection (playbook.md §2).`,
      )
    tasks.set(id, task)
  }
  return tasks
}

/** An input of a playbook. A Refusal for one that a search drives: what it finds is nothing that this engine starts runs for. */
function inputIn({ key, value, required, playbookInputQuery }: JsonObject, where: string): Input {
  if (textIn(objectIn(playbookInputQuery).query) !== '')
    throw new Refusal(
      `${where}: its input "${textIn(key)}" is driven by a search (playbookInputQuery), which is not supported here; give it a value (PB-59).`,
    )
  return { key: textIn(key), value: valueIn(value), required: flagIn(required) }
}

/**
 * Reads a playbook of a pack. A Refusal with file, task and rule when it could not run: a task of an unknown type, one that
 * leads to a task that is not there, no start, or a cycle without exit.
 */
export function readPlaybook({ id, item: raw, file }: Item): Playbook {
  const item = objectIn(forXsoar(raw))
  const name = textIn(item.name) || id
  const where = `Playbook "${name}" (${file})`
  const playbook: Playbook = {
    ...{ id, name, file, start: textIn(item.starttaskid), quiet: flagIn(item.quiet) },
    tasks: tasksIn(item, where),
    inputs: listIn(item.inputs).map(input => inputIn(objectIn(input), where)),
    outputs: listIn(item.outputs)
      .map(output => textIn(objectIn(output).contextPath))
      .filter(path => path !== ''),
  }
  checkGraph(playbook)
  return playbook
}
