import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import type { JsonObject } from '../../kit/wire.ts'
import { idOf } from '../../warroom/pack/identify.ts'
import type { Fault, Item, Kind, Pack } from './item.ts'
import { textOf } from './json.ts'

/** What a folder of the repository form holds, and how its files end (pack layout §1; Mappers and Automations are ours). */
const FOLDERS: Readonly<Record<string, { kind: Kind; ext: '.yml' | '.json' }>> = {
  Automations: { kind: 'automation', ext: '.yml' },
  Classifiers: { kind: 'classifier', ext: '.json' },
  IncidentFields: { kind: 'incident field', ext: '.json' },
  IncidentTypes: { kind: 'incident type', ext: '.json' },
  IndicatorFields: { kind: 'indicator field', ext: '.json' },
  IndicatorTypes: { kind: 'indicator type', ext: '.json' },
  Integrations: { kind: 'integration', ext: '.yml' },
  Jobs: { kind: 'job', ext: '.json' },
  Layouts: { kind: 'layout', ext: '.json' },
  Lists: { kind: 'list', ext: '.json' },
  Mappers: { kind: 'mapper', ext: '.json' },
  Playbooks: { kind: 'playbook', ext: '.yml' },
  PreProcessRules: { kind: 'pre-process rule', ext: '.json' },
  Scripts: { kind: 'automation', ext: '.yml' },
}

/** Folders whose items have a folder each; elsewhere items stand side by side. */
const NESTED = new Set(['Automations', 'Integrations', 'Lists', 'Scripts'])

function filesOf(folder: string, inside: string): string[] {
  const whole = join(folder, inside)
  if (!existsSync(whole)) return []
  return readdirSync(whole, { withFileTypes: true }).flatMap(entry => {
    const path = `${inside}/${entry.name}`
    if (entry.isFile()) return [path]
    return NESTED.has(inside) ? readdirSync(join(folder, path)).map(name => `${path}/${name}`) : []
  })
}

/** Whether the file is an item: a nested one is named as its folder, and the data of a list is none. */
function isItem(path: string, ext: string): boolean {
  const [, second = '', third] = path.split('/')
  if (!path.endsWith(ext) || /_data\.json$/.test(path)) return false
  return third === undefined || third === `${second}${ext}`
}

function readJson(folder: string, file: string): JsonObject {
  const text = readFileSync(join(folder, file), 'utf8')
  const value = file.endsWith('.json') ? JSON.parse(text) : parse(text)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error('holds no object')
  return value
}

function readItem(folder: string, file: string, kind: Kind): Item {
  const data = readJson(folder, file)
  const id = idOf(data)
  // A public pack keeps its mappers in Classifiers (pack layout §1).
  const isMapper = kind === 'classifier' && basename(file).startsWith('classifier-mapper-')
  return { kind: isMapper ? 'mapper' : kind, id, name: textOf(data.name) || id, file, data }
}

function unreadable(file: string, cause: unknown): Fault {
  const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
  return {
    file,
    at: '',
    code: 'ST100',
    message: `cannot be read: ${reason.replace(/:$/, '')}; repair its syntax.`,
  }
}

/** Reads the pack in a folder, in the repository form. What cannot be parsed becomes a fault (ST100). */
export function readPack(folder: string): Pack {
  const items: Item[] = []
  const faults: Fault[] = []
  const files = new Set(
    readdirSync(folder, { withFileTypes: true }).flatMap(entry => (entry.isFile() ? [entry.name] : [])),
  )
  let metadata: JsonObject = {}
  const attempt = (file: string, read: () => void): void => {
    try {
      read()
    } catch (cause) {
      faults.push(unreadable(file, cause))
    }
  }
  if (files.has('pack_metadata.json'))
    attempt('pack_metadata.json', () => {
      metadata = readJson(folder, 'pack_metadata.json')
    })
  for (const [name, { kind, ext }] of Object.entries(FOLDERS)) {
    for (const file of filesOf(folder, name).sort()) {
      files.add(file)
      if (isItem(file, ext)) attempt(file, () => items.push(readItem(folder, file, kind)))
    }
  }
  return { folder, metadata, items, files, faults }
}
