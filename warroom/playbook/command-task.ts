import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import { callOfTask } from '../engine/call.ts'
import type { InstanceResult } from '../engine/outcome.ts'
import type { Running, RunningTask } from '../engine/record.ts'
import { runCommand } from '../engine/run-command.ts'
import { isError } from '../investigation/entry.ts'
import { type TaskRecord, taskPath } from '../investigation/run.ts'
import { pollsOf } from '../schedule/polling.ts'
import { markInFlight } from './in-flight.ts'
import type { TaskOutcome } from './outcome.ts'
import { isQuiet, markOf, type Reader, readerOf, recordOf, runningOf, type TaskPlace } from './place.ts'
import type { Code } from './task.ts'

/** Arguments read where they are written; what is nothing is not given (PB-30). */
export function readArguments(args: TaskPlace['task']['args'], reader: Reader): JsonObject {
  const read = args.map(([name, value]) => [name, reader.value(value)] as const)
  const given = read.filter((pair): pair is readonly [string, Json] => pair[1] !== undefined)
  return Object.fromEntries(given)
}

/** HC-51: a command of a brand runs on its instances; one of the server's, or of a brand that is none, where it is known. */
function withBrand({ name, brand }: Code, args: JsonObject, { parts }: TaskPlace): JsonObject {
  if (brand === undefined || brand === 'Builtin') return args
  const isLoaded = [...parts.content.integrations.keys()].includes(brand)
  return !isLoaded && parts.own.has(name) ? args : { ...args, 'using-brand': brand }
}

const textOf = (contents: Json): string =>
  typeof contents === 'string' ? contents : JSON.stringify(contents)

/** What the record of a task says after one more run of its command. */
function after(held: TaskRecord, entries: Entry[]): TaskRecord {
  const errors = entries.filter(isError).map(({ Contents }) => textOf(Contents))
  const error = [...(held.error === undefined ? [] : [held.error]), ...errors].join('\n')
  const said = entries.filter(entry => !isError(entry)).map(({ Contents }) => textOf(Contents))
  return {
    ...held,
    state: 'InProgress',
    done: (held.done ?? 0) + 1,
    ...(errors.length > 0 ? { error } : {}),
    said: [...(held.said ?? []), ...said],
  }
}

/** What ties a command to its task. Only a condition remembers what its script said. */
function runningTask(place: TaskPlace, started: string): RunningTask {
  const { task, path, investigation, parts } = place
  const done = recordOf(place).done ?? 0
  return {
    quiet: isQuiet(place),
    done,
    mark: markOf(place, readerOf(parts, investigation)),
    outside: () =>
      markInFlight(parts.state.folder, {
        ...{ incident: investigation.id, path: taskPath(path, task.id) },
        done: recordOf(place).done ?? 0,
      }),
    progress(entries) {
      // What was interrupted has not been done.
      if (parts.interruption.reason !== undefined) return { id: investigation.id }
      const { said, ...record } = after({ started, ...recordOf(place) }, entries)
      const kept = task.kind === 'condition' && said ? { ...record, said } : record
      const added = entries.flatMap(({ ID }) => (typeof ID === 'string' && ID !== '' ? [ID] : []))
      return { id: investigation.id, tasks: [{ frame: path, task: task.id, record: kept, added }] }
    },
  }
}

/** Runs the code of a task; what its runs gave is in its record afterwards. Refusals are thrown. */
export function runCode(place: TaskPlace, code: Code, started: string): Promise<InstanceResult[]> {
  const running: Running = { ...runningOf(place, `!${code.name}`), task: runningTask(place, started) }
  const args = readArguments(place.task.args, readerOf(place.parts, running.investigation))
  return runCommand(running, callOfTask(code.name, withBrand(code, args, place)))
}

/** A task with a command or an automation (playbook.md §5). */
export async function runCommandTask(place: TaskPlace, code: Code, started: string): Promise<TaskOutcome> {
  const results = await runCode(place, code, started)
  const { interruption, clock } = place.parts
  if (interruption.reason !== undefined) return { is: 'interrupted' }
  const polls = pollsOf(results, clock.now())
  if (polls.length > 0) return { is: 'polling', polls }
  const { error } = recordOf(place)
  return error === undefined ? { is: 'done' } : { is: 'failed', error }
}
