import type { Json, JsonObject } from '../../kit/wire.ts'
import type { ContextEdit } from '../investigation/change.ts'
import { type Frame, isUnderWay, taskPath } from '../investigation/run.ts'
import { Refusal } from '../refusal.ts'
import { readArguments } from './command-task.ts'
import { DEEPEST_NESTING, repeatScalars } from './decisions.ts'
import type { TaskOutcome } from './outcome.ts'
import { type Place, type Reader, readerOf, scopedTo, type TaskPlace } from './place.ts'
import { called, type Playbook } from './task.ts'

/** How many runs a loop over lists has (PB-61): as many as the longest list. */
export function turnsOf(args: JsonObject): number {
  const lengths = Object.values(args).map(value => (Array.isArray(value) ? value.length : 1))
  return Math.max(0, ...lengths)
}

/** The arguments of one run of a loop over lists (PB-61, PB-62): a list that has run out gives nothing. */
export function argsAt(args: JsonObject, turn: number): JsonObject {
  const at = (value: Json): Json => {
    if (Array.isArray(value)) return value[turn] ?? null
    return repeatScalars || turn === 0 ? value : null
  }
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, at(value)]))
}

const isNothing = (value: Json | undefined): boolean => value === undefined || value === null || value === ''

/**
 * The inputs of a playbook (PB-50, PB-51): what the caller gives, else the default, which is read where the callee runs. A
 * Refusal names one that is required and nothing.
 */
export function inputsOf({ inputs, name, file }: Playbook, given: JsonObject, reader: Reader): JsonObject {
  const values = new Map<string, Json>(Object.entries(given).filter(([, value]) => value !== null))
  for (const { key, value, required } of inputs) {
    // One that a loop has run out of is given, and empty.
    if (!Object.hasOwn(given, key)) {
      const own = reader.value(value)
      if (own !== undefined) values.set(key, own)
    }
    if (required && isNothing(values.get(key)))
      throw new Refusal(`Playbook "${name}" (${file}) needs the input "${key}", which is nothing (PB-51).`)
  }
  return Object.fromEntries(values)
}

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
  const scoped = scopedTo({ ...place, frame: { ...empty, tasks: new Map(), entries: new Map() } })
  return { ...empty, inputs: inputsOf(callee, given, readerOf(place.parts, scoped)) }
}

/** Starts the playbook of a task, or the next run of its loop; `args` are what the task gives, read when it started. */
export function callPlaybook(place: TaskPlace, args: JsonObject, turn: number): TaskOutcome {
  const { task, parts, playbook, path } = place
  const depth = taskPath(path, task.id).split('/').length
  if (depth > DEEPEST_NESTING)
    throw new Refusal(
      `${called(playbook, task.id)} calls "${task.calls}" ${depth} playbooks deep: a loop without end (PB-58).`.replace(
        /^t/,
        'T',
      ),
    )
  const { playbook: callee } = parts.playbooks.find(task.calls ?? '')
  const forEach = task.loop?.forEach === true
  if (forEach && turn >= turnsOf(args)) return { is: 'done' }
  return { is: 'calling', frame: frameOf(place, callee, forEach ? argsAt(args, turn) : args), turn }
}

/** The arguments of a playbook task, read in its caller (PB-50). */
export function argsOfCall(place: TaskPlace): JsonObject {
  return readArguments(place.task.args, readerOf(place.parts, scopedTo(place, place.task.id)))
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
