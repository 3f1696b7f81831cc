import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Filter, Value } from '../values/index.ts'
import { LOOP_MAX } from './decisions.ts'
import { flagIn, listIn, objectIn, textIn, valueIn } from './read.ts'
import { readForm, readMessage } from './read-form.ts'
import type { Code, Loop, OnError, Task, TaskKind } from './task.ts'

const KINDS: ReadonlyMap<string, TaskKind> = new Map([
  ['start', 'start'],
  ['title', 'title'],
  ['section', 'title'],
  ['regular', 'manual'],
  ['standard', 'manual'],
  ['condition', 'condition'],
  ['playbook', 'playbook'],
  ['collection', 'collection'],
])

/** Which code runs (playbook.md §2): `Brand|||command`, or an automation by its name. */
function codeOf({ script, scriptName, brand, iscommand }: JsonObject): Code | undefined {
  const text = textIn(script)
  const [before = '', command] = text.split('|||')
  if (command !== undefined) {
    const named = before || textIn(brand)
    return { name: command, ...(named === '' ? {} : { brand: named }) }
  }
  const name = textIn(scriptName) || text
  if (name === '') return undefined
  const isBrand = iscommand === true && textIn(brand) !== ''
  return { name, ...(isBrand ? { brand: textIn(brand) } : {}) }
}

const argsIn = (value: Json | undefined): [string, Value][] =>
  Object.entries(objectIn(value)).map(([name, each]) => [name, valueIn(each)])

function numberIn(value: Json | undefined, otherwise: number): number {
  const number = Number(textIn(value) || Number.NaN)
  return Number.isFinite(number) ? number : otherwise
}

/** PB-60: a block without forEach and without an exit condition, which the editor writes, is no loop. */
function loopOf(value: Json | undefined): Loop | undefined {
  const { forEach, builtincondition, scriptId, scriptArguments, exitCondition, max, wait } = objectIn(value)
  const until = listIn(builtincondition) as unknown as Filter[][]
  const script = textIn(scriptId)
  if (forEach !== true && until.length === 0 && script === '') return undefined
  const code = codeOf({ script })
  const label = textIn(exitCondition) || 'yes'
  return {
    forEach: forEach === true,
    wait: numberIn(wait, 0),
    max: numberIn(max, 0) || LOOP_MAX,
    ...(until.length > 0 ? { until } : {}),
    ...(code ? { exit: { code, args: argsIn(scriptArguments), label } } : {}),
  }
}

function nextOf(value: Json | undefined): Map<string, string[]> {
  return new Map(Object.entries(objectIn(value)).map(([label, ids]) => [label, listIn(ids).map(textIn)]))
}

function onErrorOf({ continueonerror, continueonerrortype }: JsonObject): OnError {
  if (continueonerror !== true) return 'stop'
  return textIn(continueonerrortype) === 'errorPath' ? 'errorPath' : 'continue'
}

function conditionsOf(value: Json | undefined): Task['conditions'] {
  return listIn(value).map(each => {
    const { label, condition } = objectIn(each)
    return { label: textIn(label), condition: listIn(condition) as unknown as Filter[][] }
  })
}

function quietOf(value: Json | undefined): Task['quiet'] {
  const mode = numberIn(value, 0)
  return mode === 1 || mode === 2 ? mode : 0
}

/** What a task is; undefined for a type that is not XSOAR's. */
function kindOf(type: string, code: Code | undefined): TaskKind | undefined {
  const kind = KINDS.get(type)
  return kind === 'manual' && code ? 'command' : kind
}

/** Reads a task of a playbook's file; undefined when its type is not known. */
export function readTask(id: string, item: JsonObject): Task | undefined {
  const inner = objectIn(item.task)
  const code = codeOf(inner)
  const kind = kindOf(textIn(item.type), code)
  if (kind === undefined) return undefined
  const loop = kind === 'playbook' ? loopOf(item.loop) : undefined
  const message = readMessage(item.message)
  const form = kind === 'collection' ? readForm(item.form) : undefined
  const calls = textIn(inner.playbookName) || textIn(inner.playbookId)
  return {
    ...{
      id,
      kind,
      name: textIn(inner.name),
      next: nextOf(item.nexttasks),
      args: argsIn(item.scriptarguments),
    },
    ...(code ? { code } : {}),
    ...(kind === 'playbook' ? { calls } : {}),
    conditions: conditionsOf(item.conditions),
    ...(loop ? { loop } : {}),
    separate: flagIn(item.separatecontext),
    onError: onErrorOf(item),
    skipUnavailable: flagIn(item.skipunavailable),
    fields: listIn(item.fieldMapping).map(each => {
      const { incidentfield, output } = objectIn(each)
      return { field: textIn(incidentfield), output: valueIn(output) }
    }),
    timers: listIn(item.timertriggers).map(each => {
      const { fieldname, action } = objectIn(each)
      return { field: textIn(fieldname), action: textIn(action) }
    }),
    quiet: quietOf(item.quietmode),
    note: flagIn(item.note),
    ...(item.evidencedata ? { evidence: valueIn(objectIn(item.evidencedata).description) } : {}),
    tags: listIn(inner.tags).map(textIn),
    ...(message ? { message } : {}),
    ...(form ? { form } : {}),
  }
}
