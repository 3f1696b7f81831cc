import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { accountsIn, DIRECTORY } from './directories.ts'
import { taskName } from './pack.ts'

const LOCKS = 'Demisto Lock'

interface StoredRun {
  state: string
  frames: {
    path: string
    frame: { playbook: string }
    tasks: { task: string; record: { state: string; error?: string; doubt?: true; started?: string } }[]
  }[]
}

/** A task of a run that waits. */
export interface Waiting {
  readonly incident: string
  /** Its path: what `/task` calls it. */
  readonly id: string
  readonly name: string
  /** Since when: tells the turns of a loop apart. */
  readonly since: string
  /** It was under way when the war room was killed. */
  readonly isInDoubt: boolean
}

const read = (file: string): JsonObject => JSON.parse(readFileSync(file, 'utf8')) as JsonObject

function readAll(folder: string): JsonObject[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => read(path.join(folder, name)))
}

function incidentFolders(state: string): string[] {
  const folder = path.join(state, 'incidents')
  const ids = existsSync(folder) ? readdirSync(folder).filter(id => id !== '0') : []
  return ids.sort((one, other) => Number(one) - Number(other)).map(id => path.join(folder, id))
}

/** How many incidents there are. */
export const incidentCount = (state: string): number => incidentFolders(state).length

function runIn(folder: string): StoredRun | undefined {
  return read(path.join(folder, 'context.json')).run as StoredRun | undefined
}

/** The tasks that wait, in the order of incidents. */
export function waitingIn(state: string): Waiting[] {
  return incidentFolders(state).flatMap(folder =>
    (runIn(folder)?.frames ?? []).flatMap(({ path: frame, frame: { playbook }, tasks }) =>
      tasks
        .filter(({ record }) => record.state === 'Waiting')
        .map(({ task, record }) => ({
          incident: path.basename(folder),
          id: frame === '' ? task : `${frame}/${task}`,
          name: taskName(playbook, task),
          since: record.started ?? '',
          isInDoubt: record.doubt === true,
        })),
    ),
  )
}

/** An incident as cases say it: its members, the state of its run, the tasks that wait by name, and the errors of tasks. */
function incidentIn(folder: string, waiting: readonly Waiting[]): JsonObject {
  const incident = read(path.join(folder, 'incident.json')).incident as JsonObject
  const run = runIn(folder)
  const errors = (run?.frames ?? []).flatMap(({ frame, tasks }) =>
    tasks.flatMap(({ task, record }): [string, string][] =>
      record.error === undefined ? [] : [[taskName(frame.playbook, task), record.error]],
    ),
  )
  const waits = waiting.filter(each => each.incident === incident.id).map(({ name }) => name)
  return { ...incident, run: run?.state ?? null, waits, errors: Object.fromEntries(errors) }
}

function entriesIn(folder: string): string[] {
  const lines = readFileSync(path.join(folder, 'entries.jsonl'), 'utf8').split('\n').slice(1).filter(Boolean)
  return lines.map(line => {
    const { HumanReadable, Contents } = JSON.parse(line) as { HumanReadable?: string; Contents: Json }
    return [HumanReadable ?? '', typeof Contents === 'string' ? Contents : JSON.stringify(Contents)].join(
      '\n',
    )
  })
}

/** The indicators by value: their type beside their fields. */
export function indicatorsIn(state: string): [string, Json][] {
  const file = path.join(state, 'indicators.jsonl')
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(1).filter(Boolean) : []
  return lines.map(line => {
    const { value, indicator_type, CustomFields } = JSON.parse(line) as JsonObject
    return [String(value), { indicator_type: indicator_type ?? null, ...(CustomFields as JsonObject) }]
  })
}

/** The connections that an instance keeps: by the application's label, or its id where the row has none. */
function connections({ integrationContext }: JsonObject): Json {
  const held = (integrationContext as JsonObject).IAMConfiguration ?? []
  const rows = (typeof held === 'string' ? JSON.parse(held) : held) as JsonObject[]
  return Object.fromEntries(
    rows.map(({ Label, ApplicationID, Instance }) => [String(Label ?? ApplicationID), Instance ?? null]),
  )
}

/** What a war room that ended has in its state folder, as cases say it. */
export function keptIn(state: string): JsonObject {
  const folders = incidentFolders(state)
  const waiting = waitingIn(state)
  const instances = readAll(path.join(state, 'instances'))
  const named = (value: (folder: string) => Json): JsonObject =>
    Object.fromEntries(folders.map(folder => [path.basename(folder), value(folder)]))
  const held = instances
    .filter(({ brand }) => brand === LOCKS)
    .map(one => one.integrationContext as JsonObject)
  return {
    incidents: folders.map(folder => incidentIn(folder, waiting)),
    context: named(folder => read(path.join(folder, 'context.json')).context ?? {}),
    entries: named(entriesIn),
    lists: Object.fromEntries(
      readAll(path.join(state, 'lists')).map(({ name, data }) => [String(name), data ?? '']),
    ),
    indicators: Object.fromEntries(indicatorsIn(state)),
    directories: Object.fromEntries(
      instances
        .filter(({ brand }) => brand === DIRECTORY)
        .map(one => [String(one.name), accountsIn(one.integrationContext as JsonObject)]),
    ),
    configuration: Object.fromEntries(
      instances
        .filter(({ brand }) => brand === 'Okta IAM')
        .map(one => [String(one.name), connections(one)] as const)
        .filter(([, rows]) => Object.keys(rows as JsonObject).length > 0),
    ),
    locks: held.flatMap(locks => Object.keys(locks)).sort(),
  }
}
