import type { JsonObject } from '../../kit/wire.ts'
import { textOf } from '../automations/arguments.ts'
import { callOfTask } from '../engine/call.ts'
import { runCommand } from '../engine/run-command.ts'
import { isError } from '../investigation/entry.ts'
import { Refusal } from '../refusal.ts'
import { readArguments } from './command-task.ts'
import { interrupted, runNumber } from './doubt.ts'
import { flightOf } from './in-flight.ts'
import { turnsOf } from './inputs.ts'
import type { TaskOutcome } from './outcome.ts'
import { isQuiet, markOf, type Place, readerOf, recordOf, scopedTo, type TaskPlace } from './place.ts'
import type { Loop } from './task.ts'

/** What the script of an exit condition says, run where the sub-playbook ran (PB-63), or why it came to no end. */
async function scriptSays(
  place: TaskPlace,
  callee: Place,
  exit: NonNullable<Loop['exit']>,
): Promise<boolean | TaskOutcome> {
  const { parts, investigation, task } = place
  const scoped = scopedTo(callee)
  const flight = flightOf(place, () => runNumber(place))
  const running = {
    ...{ parts, investigation: scoped, line: `!${exit.code.name}` },
    task: {
      ...{ quiet: isQuiet(place), done: 0, outside: flight.outside, recorded: flight.recorded },
      mark: markOf(place, readerOf(parts, investigation)),
      progress: () => ({ id: investigation.id }),
    },
  }
  const args = readArguments(exit.args, readerOf(parts, scoped))
  const results = await runCommand(running, callOfTask(exit.code.name, args))
  if (parts.interruption.reason !== undefined) return interrupted(flight)
  const entries = results.flatMap(result => result.entries)
  const failed = entries.find(isError)
  if (failed) throw new Refusal(`The exit condition of task ${task.id} failed: ${textOf(failed.Contents)}`)
  return entries.some(({ Contents }) => String(Contents).trim().toLowerCase() === exit.label.toLowerCase())
}

/** Whether the playbook of a task runs once more after run number `turn` (PB-61 to PB-64), or why that is not known. */
export async function goesOn(
  place: TaskPlace,
  callee: Place,
  args: JsonObject,
  turn: number,
): Promise<boolean | TaskOutcome> {
  const { loop } = place.task
  if (!loop || recordOf(place).left) return false
  if (loop.forEach) return turn + 1 < turnsOf(args)
  if (turn + 1 >= loop.max) return false
  if (loop.until && readerOf(place.parts, scopedTo(callee)).holds(loop.until)) return false
  const said = loop.exit ? await scriptSays(place, callee, loop.exit) : false
  if (said !== false) return said === true ? false : said
  await place.parts.pass(loop.wait)
  return true
}
