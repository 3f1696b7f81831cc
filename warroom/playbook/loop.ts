import type { JsonObject } from '../../kit/wire.ts'
import { textOf } from '../automations/arguments.ts'
import { callOfTask } from '../engine/call.ts'
import { runCommand } from '../engine/run-command.ts'
import { isError } from '../investigation/entry.ts'
import { Refusal } from '../refusal.ts'
import { readArguments } from './command-task.ts'
import { turnsOf } from './inputs.ts'
import { isQuiet, markOf, type Place, readerOf, scopedTo, type TaskPlace } from './place.ts'
import type { Loop } from './task.ts'

/** What the script of an exit condition says, run where the sub-playbook ran (PB-63). */
async function scriptSays(
  place: TaskPlace,
  callee: Place,
  exit: NonNullable<Loop['exit']>,
): Promise<boolean> {
  const { parts, investigation, task } = place
  const scoped = scopedTo(callee)
  const running = {
    ...{ parts, investigation: scoped, line: `!${exit.code.name}` },
    task: {
      ...{ quiet: isQuiet(place), done: 0, outside: () => {} },
      mark: markOf(place, readerOf(parts, investigation)),
      progress: () => ({ id: investigation.id }),
    },
  }
  const args = readArguments(exit.args, readerOf(parts, scoped))
  const results = await runCommand(running, callOfTask(exit.code.name, args))
  const entries = results.flatMap(result => result.entries)
  const failed = entries.find(isError)
  if (failed) throw new Refusal(`The exit condition of task ${task.id} failed: ${textOf(failed.Contents)}`)
  return entries.some(({ Contents }) => String(Contents).trim().toLowerCase() === exit.label.toLowerCase())
}

/** Whether the playbook of a task runs once more after run number `turn` (PB-61 to PB-64). */
export async function goesOn(
  place: TaskPlace,
  callee: Place,
  args: JsonObject,
  turn: number,
): Promise<boolean> {
  const { loop } = place.task
  if (!loop) return false
  if (loop.forEach) return turn + 1 < turnsOf(args)
  if (turn + 1 >= loop.max) return false
  if (loop.until && readerOf(place.parts, scopedTo(callee)).holds(loop.until)) return false
  if (loop.exit && (await scriptSays(place, callee, loop.exit))) return false
  await place.parts.pass(loop.wait)
  return true
}
