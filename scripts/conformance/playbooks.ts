import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import { openWarRoom, type WarRoom } from '../../warroom/open.ts'
import { runValue } from '../../warroom/playbook/report.ts'
import { startPlaybook } from '../../warroom/playbook/runs.ts'

/** A worked scenario: a folder with the playbook to start, those it calls, and what is to come of it. */
export interface PlaybookCase {
  id: string
  title: string
  given: {
    incident: JsonObject & { id: string; name: string }
    context: JsonObject
    lists: { [name: string]: string }
    instances?: { name: string; brand: string; state: string }[]
  }
  answers?: JsonObject
  then: Expected
}

/** An entry that is to be there; what is absent may be anything. */
export interface ExpectedEntry {
  task?: string
  type?: number
  contents: Json
}

export interface Expected {
  state: string
  tasks: { [id: string]: string }
  context?: JsonObject
  incident?: JsonObject
  entries?: ExpectedEntry[]
  entryCount?: { contents: Json; count: number }
  noEntries?: { contents: Json }[]
}

/** What a case came to. */
export interface Came {
  state: string
  tasks: { [id: string]: string }
  context: JsonObject
  incident: JsonObject
  entries: Entry[]
}

/** The cases of a folder of folders, each with where it lies. */
export function playbookCases(folder: string): { folder: string; one: PlaybookCase }[] {
  return readdirSync(folder)
    .sort()
    .map(name => join(folder, name))
    .map(own => ({
      folder: own,
      one: JSON.parse(readFileSync(join(own, 'case.json'), 'utf8')) as PlaybookCase,
    }))
}

/** A pack whose integrations do nothing, so that instances of these brands can be there. */
function brandsPack(folder: string, instances: NonNullable<PlaybookCase['given']['instances']>): string[] {
  const brands = [...new Set(instances.map(({ brand }) => brand))]
  return brands.map((brand, index) => {
    const file = join(folder, `integration-${index}.json`)
    const integration = {
      ...{ commonfields: { id: brand, version: -1 }, name: brand, display: brand, category: 'Utilities' },
      ...{ configuration: [], script: { type: 'javascript', script: 'return null', commands: [] } },
    }
    writeFileSync(file, JSON.stringify(integration))
    return file
  })
}

async function roomFor(folder: string, temporary: string, { given }: PlaybookCase): Promise<WarRoom> {
  const { instances = [] } = given
  const file = join(temporary, 'instances.json')
  const named = instances.map(({ name, brand, state }) => ({ name, brand, enabled: state === 'active' }))
  writeFileSync(file, JSON.stringify(named))
  return openWarRoom({
    packs: [...brandsPack(temporary, instances), folder],
    instances: file,
    okta: () => Promise.reject(new Error('No case needs an Okta.')),
    ...{ state: join(temporary, 'state'), fresh: false, env: {}, warn: () => {}, debug: () => {} },
  })
}

function idOfPlaybook(folder: string): string {
  return String((parse(readFileSync(join(folder, 'playbook.yml'), 'utf8')) as { id: string }).id)
}

/** Runs a case in a war room of its own. */
export async function runCase(folder: string, one: PlaybookCase): Promise<Came> {
  const temporary = mkdtempSync(join(tmpdir(), 'playbook-case-'))
  const room = await roomFor(folder, temporary, one)
  try {
    const { parts } = room.session
    const { incident, context, lists } = one.given
    const edits = Object.entries(context).map(([set, value]) => ({ id: incident.id, set, value }))
    const named = Object.entries(lists).map(([name, data]) => ({ name, data }))
    parts.state.commit({ incidents: [incident], lists: named, edits })
    const answers = new Map(Object.entries(one.answers ?? {}))
    const state = await startPlaybook(parts, incident, idOfPlaybook(folder), answers)
    const investigation = parts.state.room.investigation(incident.id)
    const { tasks } = runValue(parts, investigation) as { tasks: { id: string; state: string }[] }
    return structuredClone({
      state,
      tasks: Object.fromEntries(tasks.map(({ id, state: own }) => [id, own])),
      context: investigation.context.value,
      incident: { ...investigation.incident },
      entries: investigation.entries,
    })
  } finally {
    await room.close()
    rmSync(temporary, { recursive: true, force: true })
  }
}
