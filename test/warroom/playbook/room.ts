import type { JsonObject } from '../../../kit/wire.ts'
import type { WarRoom } from '../../../warroom/open.ts'
import { type TestRoom, testRoom } from '../engine/room.ts'
import { type ScriptItem, scriptPack } from '../script-pack.ts'
import { emptyFolder, instancesYaml } from '../stand-in.ts'

type Next = Record<string, string[]> | string[]

/** A task as its file has it; a list is where it leads without a label. */
export function task(id: string, type: string, next: Next = [], more: JsonObject = {}): JsonObject {
  const { task: inner = {}, ...outer } = more
  const nexttasks = Array.isArray(next) ? (next.length > 0 ? { '#none#': next } : {}) : next
  return { id, type, task: { id, name: `${type} ${id}`, ...(inner as JsonObject) }, nexttasks, ...outer }
}

/** A task that runs an automation, with plain arguments. */
export function script(id: string, name: string, args: JsonObject, next: Next = [], more: JsonObject = {}) {
  const scriptarguments = Object.fromEntries(Object.entries(args).map(([key, simple]) => [key, { simple }]))
  return task(id, 'regular', next, { scriptarguments, ...more, task: { name, scriptName: name } })
}

/** A task that runs a command of any brand. */
export function command(id: string, name: string, args: JsonObject, next: Next = [], more: JsonObject = {}) {
  const made = script(id, name, args, next, more)
  return { ...made, task: { id, name, script: `|||${name}`, iscommand: true, brand: '' } }
}

/** A playbook of tasks behind a start that leads to some of them. */
export function playbook(
  name: string,
  first: string[],
  tasks: JsonObject[],
  more: JsonObject = {},
): JsonObject {
  const all = [task('0', 'start', first), ...tasks]
  const byId = Object.fromEntries(all.map(each => [String(each.id), each]))
  return { id: `${name} id`, name, version: -1, starttaskid: '0', tasks: byId, ...more }
}

export const printing = (id: string, value: string, next: Next = [], more: JsonObject = {}) =>
  script(id, 'Print', { value }, next, more)

export function packOf(playbooks: JsonObject[], scripts: ScriptItem[] = [], items: JsonObject = {}): string {
  const files = playbooks.map(each => [`Playbooks/playbook-${each.name}.json`, each])
  return scriptPack(scripts, { ...Object.fromEntries(files), ...items })
}

/** An integration that answers WAITING twice, and then how often it was asked. */
export const SLOW: ScriptItem = {
  integration: 'Slow',
  commands: ['slow-job'],
  code: `var held = getIntegrationContext(); var n = Number(held.n || 0) + 1; setIntegrationContext({n: String(n)});
if (n < 3) return {Type: 1, ContentsFormat: 'text', Contents: 'WAITING', PollingCommand: 'slow-job', PollingArgs: args, NextRun: '30', Timeout: '600'};
return {Type: 1, ContentsFormat: 'text', Contents: 'SUCCESS', EntryContext: {Job: {asked: n}}};`,
}

export const SLOW_INSTANCE = '- { name: slow_1, brand: Slow }\n'

/** A war room on a pack, with a moved clock unless told otherwise: what waits, moves it on. */
export function roomOn(pack: string, change: Parameters<typeof testRoom>[0] = {}): Promise<TestRoom> {
  const { yaml = '[]', ...rest } = change
  return testRoom({
    ...{ packs: [pack], instances: instancesYaml(yaml), now: '2026-03-01T08:00:00Z', outbox: emptyFolder() },
    ...rest,
  })
}

/** What a line of an operation answered. */
export async function answerTo(room: WarRoom, line: string): Promise<unknown> {
  const outcome = await room.session.run(line)
  if ('error' in outcome) return { error: outcome.error }
  return 'answer' in outcome ? outcome.answer.value : outcome.results
}

interface RunValue {
  incident: string
  state: string
  tasks: { id: string; name: string; state: string; error?: string }[]
}

/** A run in short: its state, and the states of its tasks by id; its errors where there are any. */
export async function runOf(room: WarRoom, line: string) {
  const value = (await answerTo(room, line)) as RunValue & { error?: string }
  if (value.error !== undefined) return { refused: value.error }
  const { state, tasks, incident } = value
  const errors = tasks.flatMap(({ id, error }) => (error === undefined ? [] : [[id, error]]))
  return {
    ...{ incident, state },
    tasks: Object.fromEntries(tasks.map(({ id, state: own }) => [id, own])),
    ...(errors.length > 0 ? { errors: Object.fromEntries(errors) } : {}),
  }
}

/** What stands in the war room of an incident. */
export function saidIn(room: WarRoom, incident = '1'): unknown[] {
  return room.session.parts.state.room.investigation(incident).entries.map(({ Contents }) => Contents)
}

export function contextIn(room: WarRoom, incident = '1'): JsonObject {
  return room.session.parts.state.room.investigation(incident).context.value
}
