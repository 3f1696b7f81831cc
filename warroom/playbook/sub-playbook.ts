import type { JsonObject } from '../../kit/wire.ts'
import type { Change, ContextEdit } from '../investigation/change.ts'
import { type Frame, isUnderWay, type TaskRecord, taskPath } from '../investigation/run.ts'
import { Refusal } from '../refusal.ts'
import { readArguments } from './command-task.ts'
import { DEEPEST_NESTING, MOST_FOR_EACH_RUNS } from './decisions.ts'
import { argsAt, inputsOf, turnsOf } from './inputs.ts'
import type { TaskOutcome } from './outcome.ts'
import { type Place, readerOf, scopedTo, type TaskPlace } from './place.ts'
import { calledFirst, type Playbook } from './task.ts'

/** A name for the private context that no other playbook that is under way uses (PB-54). */
function unusedName(id: string, { run, path, task }: TaskPlace): string {
  const own = taskPath(path, task.id)
  const others = [...run.frames].filter(([each]) => each !== own && isUnderWay(run, each))
  const used = new Set(others.map(([, { sub }]) => sub))
  let name = id
  for (let number = 2; used.has(name); number += 1) name = `${id}-${number}`
  return name
}

/** The frame in which a task calls its playbook; `given` are the arguments of this run. */
function frameOf(place: TaskPlace, callee: Playbook, given: JsonObject): Frame {
  const { task, frame } = place
  const outer = task.separate ? undefined : frame.sub
  const current = unusedName(callee.id, place)
  const sub = task.separate ? current : outer
  const own = sub === undefined ? {} : { sub }
  const empty: Frame = { playbook: callee.id, current, inputs: {}, ...own }
  const scoped = scopedTo({
    ...place,
    frame: { ...empty, tasks: new Map(), entries: new Map(), given: new Map() },
  })
  // What it is given stays as it is, whatever becomes of the context that it was read from.
  return { ...empty, inputs: structuredClone(inputsOf(callee, given, readerOf(place.parts, scoped))) }
}

/** Starts the playbook of a task, or the next run of its loop; `args` are what the task gives, read when it started. */
export function callPlaybook(place: TaskPlace, args: JsonObject, turn: number): TaskOutcome {
  const { task, parts, playbook, path } = place
  const depth = taskPath(path, task.id).split('/').length
  if (depth > DEEPEST_NESTING)
    throw new Refusal(
      `${calledFirst(playbook, task.id)} calls "${task.calls}" ${depth} playbooks deep: a loop without end (PB-58).`,
    )
  const { playbook: callee } = parts.playbooks.find(task.calls ?? '')
  if (task.loop?.forEach !== true) return { is: 'calling', frame: frameOf(place, callee, args), turn, args }
  const turns = turnsOf(args)
  if (turn >= turns) return { is: 'done' }
  if (turns > MOST_FOR_EACH_RUNS)
    throw new Refusal(
      `${calledFirst(playbook, task.id)} would run "${task.calls}" ${turns} times, once an item; it may be ${MOST_FOR_EACH_RUNS} times (PB-61).`,
    )
  return { is: 'calling', frame: frameOf(place, callee, argsAt(args, turn)), turn, args }
}

/** The change with which a playbook begins in a task; `edits` are what its run before this one gave back. */
export function callOf(
  { path, task, investigation, ...place }: TaskPlace,
  { frame, turn, args }: TaskOutcome & { is: 'calling' },
  started: string,
  edits: ContextEdit[],
): Change {
  const held = place.frame.tasks.get(task.id)
  const record: TaskRecord = { started, ...held, state: 'InProgress', turn }
  return {
    ...(edits.length > 0 ? { edits } : {}),
    runs: [
      {
        id: investigation.id,
        frames: [{ path: taskPath(path, task.id), frame, fresh: task.separate }],
        tasks: [{ frame: path, task: task.id, record, ...(turn === 0 ? { given: args } : {}) }],
      },
    ],
  }
}

/** The arguments of a playbook task, read in its caller when it starts (PB-17, PB-50). */
export function argsOfCall(place: TaskPlace): JsonObject {
  const held = place.frame.given.get(place.task.id)
  // Of its own: a list of the context grows with what the runs give back.
  return (
    held ??
    structuredClone(readArguments(place.task.args, readerOf(place.parts, scopedTo(place, place.task.id))))
  )
}

/** What a private playbook gives back (PB-55, PB-56): every declared output that is there, the longer covered by the shorter. */
export function outputsOf(callee: Place, caller: Place): ContextEdit[] {
  const { sub } = callee.frame
  if (sub === undefined || sub === caller.frame.sub) return []
  const paths = [...new Set(callee.playbook.outputs)]
  const uncovered = paths.filter(path => !paths.some(other => path.startsWith(`${other}.`)))
  const { language } = callee.parts
  const root = scopedTo(callee).context.value
  const place = {
    id: caller.investigation.id,
    ...(caller.frame.sub === undefined ? {} : { sub: caller.frame.sub }),
  }
  return uncovered.flatMap(path => {
    const value = language.query(root, path)
    return value === undefined || value === null
      ? []
      : [{ ...place, merge: Object.fromEntries([[path, value]]) }]
  })
}
