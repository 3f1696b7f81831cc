import type { Entry, JsonObject } from '../../kit/wire.ts'
import { textOf } from '../automations/arguments.ts'
import { callOfTask } from '../engine/call.ts'
import { runCommand } from '../engine/run-command.ts'
import { isError } from '../investigation/entry.ts'
import type { Poll, RunChange, TaskRecord } from '../investigation/run.ts'
import { taskPath } from '../investigation/run.ts'
import { argsOfPoll, earliest, pollsOf } from '../schedule/polling.ts'
import { markInFlight } from './in-flight.ts'
import { isQuiet, markOf, readerOf, recordOf, runningOf, type TaskPlace } from './place.ts'
import { failureOf } from './start-task.ts'
import type { Walk } from './walk.ts'

/** The tasks of a walk whose commands are to be run again, and the next time at which one is. */
export function nextPoll(walk: Walk): string | undefined {
  return earliest(
    walk.frames.in('InProgress').flatMap(({ record: { polls = [] } }) => polls.map(({ next }) => next)),
  )
}

/** What one more run of a polling command leaves to be done. */
function afterPoll(held: TaskRecord, poll: Poll, entries: Entry[], now: string): TaskRecord {
  const others = (held.polls ?? []).filter(each => each !== poll)
  const more = pollsOf([{ instance: poll.instance, entries }], now, poll.until)
  const failed = entries.find(isError)
  return { ...held, polls: [...others, ...more], ...(failed ? { error: textOf(failed.Contents) } : {}) }
}

async function runPoll(place: TaskPlace, poll: Poll): Promise<void> {
  const { parts, investigation, path: frame, task } = place
  const progress = (entries: Entry[]): RunChange => {
    if (parts.interruption.reason !== undefined) return { id: investigation.id }
    const record = afterPoll(recordOf(place), poll, entries, parts.clock.now())
    const added = entries.flatMap(({ ID }) => (typeof ID === 'string' && ID !== '' ? [ID] : []))
    return { id: investigation.id, tasks: [{ frame, task: task.id, record, added }] }
  }
  const mark = { incident: investigation.id, path: taskPath(frame, task.id), done: recordOf(place).done ?? 0 }
  const running = {
    ...runningOf(place, `!${poll.command}`),
    task: {
      ...{ quiet: isQuiet(place), done: 0, mark: markOf(place, readerOf(parts, investigation)), progress },
      outside: () => markInFlight(parts.state.folder, mark),
    },
  }
  const args: JsonObject = argsOfPoll(poll)
  await runCommand(running, callOfTask(poll.command, args))
}

/** Runs the commands of a task that are due again; when none is left, the task ends (PB-41). */
async function pollTask(walk: Walk, place: TaskPlace): Promise<void> {
  const { parts, frame, task } = place
  const started = recordOf(place).started ?? parts.clock.now()
  for (const poll of recordOf(place).polls ?? []) {
    const now = parts.clock.now()
    if (poll.next > now) continue
    if (poll.until < now) {
      const error = `${poll.command} had not ended at ${poll.until}, its Timeout (HC §9).`
      return walk.settle(place, { is: 'failed', error }, started)
    }
    try {
      await runPoll(place, poll)
    } catch (cause) {
      return walk.settle(place, failureOf(cause), started)
    }
    if (parts.interruption.reason !== undefined) return
  }
  const { polls = [], error } = frame.tasks.get(task.id) ?? {}
  if (polls.length > 0) return
  await walk.settle(place, error === undefined ? { is: 'done' } : { is: 'failed', error }, started)
}

/** Runs what is due again in all tasks of a walk. */
export async function pollDue(walk: Walk): Promise<void> {
  for (const { place, record } of walk.frames.in('InProgress')) {
    if (record.polls) await pollTask(walk, place)
  }
}
