import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { JsonObject } from '../../kit/wire.ts'
import { identify, idOf, type Kind } from '../../warroom/pack/identify.ts'

/** A content item of the pack before it takes a form: its YAML or JSON, and what stands beside it. */
export interface PackItem {
  readonly kind: Kind
  /** Where it was read, from the project's root. */
  readonly file: string
  /** Its file's name without an ending; of an integration or automation the name of its folder. */
  readonly stem: string
  /** Of an integration or automation without its code, image and description. */
  readonly data: JsonObject
  /** The file as it was written, as long as `data` is what it says. */
  readonly text?: string
  readonly code?: string
  readonly image?: Uint8Array
  readonly description?: string
  readonly readme?: string
}

/** Folders whose files are items as they stand; Mappers is ours (pack layout §1). */
const FOLDERS = [
  ...[
    'Classifiers',
    'IncidentFields',
    'IncidentTypes',
    'IndicatorFields',
    'IndicatorTypes',
    'Jobs',
    'Layouts',
  ],
  ...['Lists', 'Mappers', 'Playbooks', 'PreProcessRules'],
]

/** A text file's content; undefined when there is none. */
export function textIn(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function readItem(file: string, stem: string): PackItem {
  const text = readFileSync(file, 'utf8')
  const data = (file.endsWith('.json') ? JSON.parse(text) : parse(text)) as JsonObject
  const kind = identify(data)
  if (kind === undefined) throw new Error(`${file} is no kind of content item that is known.`)
  const readme = textIn(file.replace(/\.\w+$/, '_README.md'))
  return { kind, file, stem, data, text, ...(readme !== undefined && { readme }) }
}

/** The hand-written items below a folder, in the order of their folders and names. */
export function readItems(root = '.'): PackItem[] {
  return FOLDERS.filter(folder => existsSync(join(root, folder))).flatMap(folder =>
    readdirSync(join(root, folder))
      .filter(name => /\.(json|yml)$/.test(name))
      .sort()
      .map(name => readItem(join(root, folder, name), name.replace(/\.\w+$/, ''))),
  )
}

/** Throws when two items of one kind have one id: the platform would keep the later one only. Both files are named. */
export function refuseSameIds(items: readonly PackItem[]): void {
  const seen = new Map<string, PackItem>()
  for (const item of items) {
    const id = idOf(item.data)
    if (id === '') throw new Error(`${item.file}: the ${item.kind} has no id.`)
    const key = `${item.kind} ${id}`
    const other = seen.get(key)
    if (other)
      throw new Error(
        `${item.file} and ${other.file} are both the ${item.kind} "${id}"; give each its own id.`,
      )
    seen.set(key, item)
  }
}
