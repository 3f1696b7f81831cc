import { isSentence } from '../automations/run.ts'
import { CommandLineError } from '../command-line/index.ts'
import { QueryError } from '../context/index.ts'
import { Unavailable } from '../refusal.ts'
import { ValueError } from '../values/index.ts'
import { askPeople } from './ask.ts'
import { runCommandTask } from './command-task.ts'
import { runConditionTask } from './condition-task.ts'
import type { TaskOutcome } from './outcome.ts'
import { recordOf, type TaskPlace } from './place.ts'
import { argsOfCall, callPlaybook } from './sub-playbook.ts'
import { calledFirst } from './task.ts'
import { triggerTimers } from './trigger-timers.ts'

function begin(place: TaskPlace, started: string): Promise<TaskOutcome> | TaskOutcome {
  const { task } = place
  triggerTimers(place, 'start')
  if (task.message && !task.code) askPeople(place)
  switch (task.kind) {
    case 'start':
    case 'title':
      return { is: 'done' }
    case 'command':
      return task.code ? runCommandTask(place, task.code, started) : { is: 'waiting' }
    case 'condition':
      return runConditionTask(place, started)
    case 'playbook':
      return callPlaybook(place, argsOfCall(place), recordOf(place).turn ?? 0)
    default:
      return { is: 'waiting' }
  }
}

/** The rule by which a task cannot be done, where the sentence does not name it. */
function ruleOf(cause: Error, { task }: TaskPlace): string {
  if (/\b(PB|HC|MP|DT)[- ]/.test(cause.message)) return ''
  if (cause instanceof Unavailable) return task.kind === 'playbook' ? ' (PB-50)' : ' (HC-54)'
  if (cause instanceof ValueError) return ' (MP-49)'
  if (cause instanceof QueryError) return ' (DT-1)'
  return cause instanceof CommandLineError ? ' (HC-16)' : ''
}

/** Why a task cannot be done, with file, task and rule. */
function sentenceOf(cause: Error, place: TaskPlace): string {
  const what = calledFirst(place.playbook, place.task.id)
  if (cause.message.startsWith(what)) return cause.message
  return `${what}: ${cause.message.replace(/\.$/, '')}${ruleOf(cause, place)}.`
}

/** These say in one sentence why a task cannot be done; anything else is a fault of ours. */
export function failureOf(cause: unknown, place: TaskPlace): TaskOutcome {
  const isTold = isSentence(cause) || cause instanceof CommandLineError || cause instanceof ValueError
  if (!isTold) throw cause
  return { is: cause instanceof Unavailable ? 'unavailable' : 'failed', error: sentenceOf(cause, place) }
}

/** Starts a task and gives what became of it. */
export async function startTask(place: TaskPlace, started: string): Promise<TaskOutcome> {
  try {
    return await begin(place, started)
  } catch (cause) {
    return failureOf(cause, place)
  }
}
