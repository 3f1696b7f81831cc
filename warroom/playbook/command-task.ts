import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import { callOfTask } from '../engine/call.ts'
import type { Recorded, Running } from '../engine/record.ts'
import { runCommand } from '../engine/run-command.ts'
import { isError } from '../investigation/entry.ts'
import type { RunChange, TaskRecord } from '../investigation/run.ts'
import { pollsOf } from '../schedule/polling.ts'
import { interrupted, runNumber } from './doubt.ts'
import { flightOf } from './in-flight.ts'
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
function after(held: TaskRecord, { entries, last, ...run }: Recorded, now: string): TaskRecord {
  const { todo: _, ...kept } = held
  const errors = entries.filter(isError).map(({ Contents }) => textOf(Contents))
  const error = [...(held.error === undefined ? [] : [held.error]), ...errors].join('\n')
  const said = entries.filter(entry => !isError(entry)).map(({ Contents }) => textOf(Contents))
  const polls = [...(held.polls ?? []), ...pollsOf([{ entries, ...run }], now)]
  return {
    ...kept,
    state: 'InProgress',
    ...(last ? {} : { todo: true as const }),
    ...(polls.length > 0 ? { polls } : {}),
    done: (held.done ?? 0) + 1,
    ...(errors.length > 0 ? { error } : {}),
    said: [...(held.said ?? []), ...said],
  }
}

/** What a task remembers of a run of its command. Only a condition remembers what its script said. */
function changeOf(place: TaskPlace, recorded: Recorded, started: string): RunChange {
  const { task, path: frame, investigation, parts } = place
  const { id } = investigation
  // What was interrupted has not been done.
  if (parts.interruption.reason !== undefined) return { id }
  const { said, ...rest } = after({ started, ...recordOf(place) }, recorded, parts.clock.now())
  const record = task.kind === 'condition' && said ? { ...rest, said } : rest
  return { id, tasks: [{ frame, task: task.id, record, added: idsOf(recorded.entries) }] }
}

/** The ids of the entries that are in the war room. */
export function idsOf(entries: Entry[]): string[] {
  return entries.flatMap(({ ID }) => (typeof ID === 'string' && ID !== '' ? [ID] : []))
}

/**
 * Runs the code of a task; what its runs gave is in its record afterwards. Gives an outcome when that came to no end. Refusals
 * are thrown.
 */
export async function runCode(
  place: TaskPlace,
  code: Code,
  started: string,
): Promise<TaskOutcome | undefined> {
  const { parts, investigation } = place
  const flight = flightOf(place, () => runNumber(place))
  const task = {
    quiet: isQuiet(place),
    done: recordOf(place).done ?? 0,
    mark: markOf(place, readerOf(parts, investigation)),
    outside: flight.outside,
    recorded: flight.recorded,
    progress: (recorded: Recorded) => changeOf(place, recorded, started),
  }
  const running: Running = { ...runningOf(place, `!${code.name}`), task }
  const args = readArguments(place.task.args, readerOf(parts, running.investigation))
  await runCommand(running, callOfTask(code.name, withBrand(code, args, place)))
  return parts.interruption.reason === undefined ? undefined : interrupted(flight)
}

/** A task with a command or an automation (playbook.md §5). */
export async function runCommandTask(place: TaskPlace, code: Code, started: string): Promise<TaskOutcome> {
  const cut = await runCode(place, code, started)
  if (cut) return cut
  const { error, polls = [] } = recordOf(place)
  if (polls.length > 0) return { is: 'polling', polls }
  return error === undefined ? { is: 'done' } : { is: 'failed', error }
}
