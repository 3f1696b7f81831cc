import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Parts } from '../engine/parts.ts'
import { type Investigation, PLAYGROUND } from '../investigation/room.ts'
import { answerTask, repeatTask, waitingTask } from '../playbook/answer.ts'
import { type ShownTask, tasksOf } from '../playbook/report.ts'
import { continueRun } from '../playbook/runs.ts'
import type { Walk } from '../playbook/walk.ts'
import { Refusal } from '../refusal.ts'
import type { Operation } from './operation.ts'
import { runAnswer } from './playbook.ts'
import { tableOf } from './table.ts'

/** What a task waits for, in words. */
function asks({ task, record }: ShownTask): string {
  const labels = [...task.next.keys()].join(', ')
  if (record.doubt) {
    const done = task.kind === 'condition' ? `complete with one of ${labels}` : 'complete'
    return `It was running when the war room was ended; nobody knows what it did. ${done}: it was done. run: do it again.`
  }
  if (task.kind === 'condition') return `one of ${labels}`
  if (task.kind === 'collection')
    return `answers to ${(task.form?.questions ?? []).map(({ id }) => id).join(', ')}`
  return 'complete'
}

export const tasks: Operation = {
  name: 'tasks',
  argument: '',
  description:
    'Lists the tasks that wait, and for what: those of the incident, in the playground those of all.',
  run({ parts, investigation }) {
    const isPlayground = investigation.id === PLAYGROUND
    const { room } = parts.state
    const asked = isPlayground ? room.incidents().map(({ id }) => room.investigation(id)) : [investigation]
    const value = asked.flatMap(each => waitingIn(parts, each))
    const rows = value.map(({ incident, id, name, waitsFor }) => [incident, id, name, waitsFor])
    const headers = ['incident', 'id', 'name', 'waits for']
    return { value, shown: tableOf('Tasks', headers, rows, 'No task waits.') }
  },
}

function waitingIn(parts: Parts, investigation: Investigation) {
  return tasksOf(parts, investigation)
    .filter(({ state }) => state === 'Waiting')
    .map(shown => {
      const { id, task, state } = shown
      return { incident: investigation.id, id, name: task.name, state, waitsFor: asks(shown) }
    })
}

/** `KEY=VALUE` words as an object. */
function answersOf(words: string[]): JsonObject {
  return Object.fromEntries(
    words.map((word): [string, Json] => {
      const at = word.indexOf('=')
      if (at < 1) throw new Refusal(`"${word}" is no answer; expected KEY=VALUE.`)
      return [word.slice(0, at), word.slice(at + 1)]
    }),
  )
}

/** What a person does to a task that waits. */
function act(walk: Walk, id: string, verb: string, words: string[]): Promise<void> | void {
  const place = waitingTask(walk, id)
  if (verb === 'run') return repeatTask(walk, place)
  return answerTask(walk, place, verb === 'answer' ? answersOf(words) : words.join(' '))
}

async function runTask(parts: Parts, investigation: Investigation, words: string[]): Promise<void> {
  const [id = '', verb = '', ...rest] = words
  if (!['complete', 'answer', 'run'].includes(verb))
    throw new Refusal(
      '/task ID complete [LABEL], /task ID answer KEY=VALUE … or /task ID run; /tasks lists the ids.',
    )
  await continueRun(parts, investigation, undefined, walk => act(walk, id, verb, rest))
}

export const task: Operation = {
  name: 'task',
  argument: 'ID complete [LABEL] | answer KEY=VALUE … | run',
  description: 'Completes or answers a task that waits, and goes on with the playbook.',
  async run({ parts, investigation }, _, words) {
    await runTask(parts, investigation, words)
    return runAnswer(parts, investigation)
  },
}
