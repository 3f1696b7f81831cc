import type { JsonObject } from '../../kit/wire.ts'
import { isSentence } from '../automations/run.ts'
import { CommandLineError } from '../command-line/index.ts'
import { taskPath } from '../investigation/run.ts'
import { Unavailable } from '../refusal.ts'
import { ValueError } from '../values/index.ts'
import { askPeople } from './ask.ts'
import { runCommandTask } from './command-task.ts'
import { runConditionTask } from './condition-task.ts'
import { wasInFlight } from './in-flight.ts'
import type { TaskOutcome } from './outcome.ts'
import { recordOf, type TaskPlace } from './place.ts'
import { argsOfCall, callPlaybook } from './sub-playbook.ts'
import { triggerTimers } from './trigger-timers.ts'

/** A task that may have done something outside before the war room was killed is not repeated unasked. */
function isInDoubt({ parts, investigation, path, task, ...place }: TaskPlace): boolean {
  const { done = 0, doubt } = place.frame.tasks.get(task.id) ?? {}
  const mark = { incident: investigation.id, path: taskPath(path, task.id), done }
  return task.code !== undefined && !doubt && wasInFlight(parts.state.folder, mark)
}

function begin(
  place: TaskPlace,
  started: string,
  given: (args: JsonObject) => void,
): Promise<TaskOutcome> | TaskOutcome {
  const { task } = place
  if (isInDoubt(place)) return { is: 'waiting', record: { doubt: true } }
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
    case 'playbook': {
      const args = argsOfCall(place)
      given(args)
      return callPlaybook(place, args, recordOf(place).turn ?? 0)
    }
    default:
      return { is: 'waiting' }
  }
}

/** These say in one sentence why a task cannot be done; anything else is a fault of ours. */
export function failureOf(cause: unknown): TaskOutcome {
  if (cause instanceof Unavailable) return { is: 'unavailable', error: cause.message }
  const isTold = isSentence(cause) || cause instanceof CommandLineError || cause instanceof ValueError
  if (!isTold) throw cause
  return { is: 'failed', error: cause.message }
}

/** Starts a task and gives what became of it. `given` is told the arguments of a playbook that it calls. */
export async function startTask(
  place: TaskPlace,
  started: string,
  given: (args: JsonObject) => void,
): Promise<TaskOutcome> {
  try {
    return await begin(place, started, given)
  } catch (cause) {
    return failureOf(cause)
  }
}
