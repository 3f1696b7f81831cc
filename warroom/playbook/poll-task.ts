import { textOf } from '../automations/arguments.ts'
import { callOfTask } from '../engine/call.ts'
import type { Recorded } from '../engine/record.ts'
import { runCommand } from '../engine/run-command.ts'
import { isError } from '../investigation/entry.ts'
import type { Poll, RunChange, TaskRecord } from '../investigation/run.ts'
import { argsOfPoll, earliest, pollsOf } from '../schedule/polling.ts'
import { idsOf } from './command-task.ts'
import { interrupted, runNumber } from './doubt.ts'
import { flightOf } from './in-flight.ts'
import type { TaskOutcome } from './outcome.ts'
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
function afterPoll(held: TaskRecord, poll: Poll, recorded: Recorded, now: string): TaskRecord {
  const { entries, options } = recorded
  const others = (held.polls ?? []).filter(each => each !== poll)
  const more = pollsOf([{ instance: poll.instance, entries, options }], now, poll.until)
  const failed = entries.find(isError)
  return {
    ...held,
    // So that a mark of this run is none of the next one.
    done: (held.done ?? 0) + 1,
    polls: [...others, ...more],
    ...(failed ? { error: textOf(failed.Contents) } : {}),
  }
}

/** Runs a command once more; gives an outcome when that came to no end. */
async function runPoll(place: TaskPlace, poll: Poll): Promise<TaskOutcome | undefined> {
  const { parts, investigation, path: frame, task } = place
  const flight = flightOf(place, () => runNumber(place))
  const progress = (recorded: Recorded): RunChange => {
    if (parts.interruption.reason !== undefined) return { id: investigation.id }
    const record = afterPoll(recordOf(place), poll, recorded, parts.clock.now())
    return { id: investigation.id, tasks: [{ frame, task: task.id, record, added: idsOf(recorded.entries) }] }
  }
  const running = {
    ...runningOf(place, `!${poll.command}`),
    task: {
      ...{ quiet: isQuiet(place), done: 0, mark: markOf(place, readerOf(parts, investigation)), progress },
      ...{ outside: flight.outside, recorded: flight.recorded },
    },
  }
  await runCommand(running, callOfTask(poll.command, argsOfPoll(poll)))
  return parts.interruption.reason === undefined ? undefined : interrupted(flight)
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
    let cut: TaskOutcome | undefined
    try {
      cut = await runPoll(place, poll)
    } catch (cause) {
      return walk.settle(place, failureOf(cause, place), started)
    }
    // It polls on when it is asked to: it has not left the tasks that are under way.
    if (cut) return cut.is === 'interrupted' ? undefined : walk.settle(place, cut, started)
  }
  const { polls = [], error } = frame.tasks.get(task.id) ?? {}
  if (polls.length > 0) return
  await walk.settle(place, error === undefined ? { is: 'done' } : { is: 'failed', error }, started)
}

/** Runs what is due again in all tasks of a walk; one of which nothing is left, such as after a kill, ends. */
export async function pollDue(walk: Walk): Promise<void> {
  for (const { place, record } of walk.frames.in('InProgress')) {
    if (walk.parts.interruption.reason !== undefined) return
    if (record.polls && !record.todo) await pollTask(walk, place)
  }
}
