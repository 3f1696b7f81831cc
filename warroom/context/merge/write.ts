import type { Json, JsonObject } from '../../../kit/wire.ts'
import { walkThroughListAppends } from '../decisions.ts'
import { QueryError } from '../error.ts'
import { parseQuery } from '../parse.ts'
import type { Selector, Step } from '../query-tree.ts'
import { append, copy, isObject, put } from './append.ts'
import { type Matching, matches, mergeSelected } from './selected.ts'

/** A path to write at. `append` is an EntryContext's plain key (HC-81), `replace` is setContext (HC-90). */
export interface Write {
  path: string
  steps: Step[]
  mode: 'append' | 'replace'
}

/** Where a value lies: a member of an object or an element of a list. */
interface Slot {
  value: Json | undefined
  store(value: Json): void
}

/** Reads a path that is written to; throws QueryError for what cannot be, such as a range or a mutator. */
export function parseWrite(path: string, mode: Write['mode']): Write {
  const { steps, mutator } = parseQuery(path)
  if (mutator) throw new QueryError(path, 0, 'a value cannot be stored behind =, expected a path')
  if (steps[0]?.kind !== 'key') throw new QueryError(path, 0, 'expected a key to store the value under')
  if (steps.some(step => step.kind === 'range' || step.kind === 'nothing')) {
    throw new QueryError(path, 0, 'a value is stored in one place, not in a range')
  }
  return { path, steps, mode }
}

/** Writes `value` at the path of `write` into `context`, which is changed in place. */
export function writeAt(context: JsonObject, write: Write, value: Json, matching: Matching): void {
  descend({ value: context, store: () => undefined }, 0, { ...write, matching }, value)
}

interface Writing extends Write {
  matching: Matching
}

function descend(slot: Slot, at: number, writing: Writing, value: Json): void {
  const step = writing.steps[at]
  if (step === undefined) slot.store(writing.mode === 'replace' ? copy(value) : append(slot.value, value))
  else if (step.kind === 'selector') intoSelected(slot, step, at, writing, value)
  else if (step.kind === 'key') intoMember(slot, step, at, writing, value)
  else if (step.kind === 'position') intoElement(slot, step.position, at, writing, value)
}

function intoMember(
  slot: Slot,
  step: Step & { kind: 'key' },
  at: number,
  writing: Writing,
  value: Json,
): void {
  const held = slot.value
  if (Array.isArray(held) && step.position !== undefined && step.position < held.length) {
    descend(elementSlot(held, step.position, at, writing), at + 1, writing, value)
  } else if (isObject(held)) {
    descend(memberSlot(held, step.key), at + 1, writing, value)
  } else if (held === undefined || held === null || (writing.mode === 'replace' && !Array.isArray(held))) {
    slot.store(nest(writing.steps, at, value))
  } else if (walkThroughListAppends) {
    slot.store(append(held, nest(writing.steps, at, value)))
  }
}

function intoElement(slot: Slot, position: number, at: number, writing: Writing, value: Json): void {
  const held = slot.value
  if (Array.isArray(held) && position >= 0 && position < held.length) {
    descend(elementSlot(held, position, at, writing), at + 1, writing, value)
  } else if (held !== undefined && held !== null && !Array.isArray(held) && position === 0) {
    descend(slot, at + 1, writing, value)
  } else {
    slot.store(append(held, [nest(writing.steps, at + 1, value)]))
  }
}

/** A selector at the end merges into what it matches; one before the end only chooses where to go on (HC-M34). */
function intoSelected(slot: Slot, selector: Selector, at: number, writing: Writing, value: Json): void {
  if (at === writing.steps.length - 1) {
    slot.store(mergeSelected(slot.value, value, selector, writing.matching))
    return
  }
  for (const obj of Array.isArray(value) ? value : [value]) {
    const { value: held } = slot
    const list = Array.isArray(held) ? held : held === undefined || held === null ? [] : [held]
    const found = matches(list, obj, selector, writing.matching)
    for (const position of found) {
      descend(held === list ? elementSlot(list, position, at, writing) : slot, at + 1, writing, obj)
    }
    if (found.length === 0) slot.store(append(held, nest(writing.steps, at + 1, obj)))
  }
}

function memberSlot(object: JsonObject, key: string): Slot {
  return {
    get value() {
      return Object.hasOwn(object, key) ? object[key] : undefined
    },
    store: value => put(object, key, value),
  }
}

/** The slot of an element that is about to change: in the member that the next step names, or as a whole. */
function elementSlot(list: Json[], position: number, at: number, { steps, matching }: Writing): Slot {
  const next = steps[at + 1]
  matching.indexes.changed(list, next?.kind === 'key' ? [next.key] : undefined)
  return {
    get value() {
      return list[position]
    },
    store(value) {
      list[position] = value
    },
  }
}

/** `value` under the keys of the steps from `at` on; selectors choose nothing where nothing is. */
function nest(steps: readonly Step[], at: number, value: Json): Json {
  let nested = copy(value)
  for (const step of steps.slice(at).reverse()) {
    if (step.kind === 'position') nested = [nested]
    if (step.kind !== 'key') continue
    const holder: JsonObject = {}
    put(holder, step.key, nested)
    nested = holder
  }
  return nested
}
