import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, type Zippable, zipSync } from 'fflate'
import type { JsonObject } from '../../kit/wire.ts'

/** Content folders of the repository and where the platform wants them in the zip (pack layout §2). */
const FOLDERS: Readonly<Record<string, string>> = {
  Classifiers: 'Classifiers',
  IncidentFields: 'IncidentFields',
  IncidentTypes: 'IncidentTypes',
  IndicatorFields: 'IndicatorFields',
  IndicatorTypes: 'IndicatorTypes',
  Jobs: 'Jobs',
  Layouts: 'Layouts',
  Lists: 'Lists',
  Mappers: 'Classifiers',
  Playbooks: 'Playbooks',
  PreProcessRules: 'PreProcessRules',
}

/** Indicator fields go by the prefix of incident fields in the zip, and by their own in the repository (pack layout §1, §2). */
const nameInZip = (folder: string, name: string): string =>
  folder === 'IndicatorFields' ? `incidentfield-${name}` : name

/** The hand-written content items, by their path in the zip. */
export function contentFiles(): Map<string, string> {
  const files = new Map<string, string>()
  for (const [folder, target] of Object.entries(FOLDERS)) {
    if (!existsSync(folder)) continue
    for (const name of readdirSync(folder).sort()) {
      if (/\.(json|yml)$/.test(name))
        files.set(`${target}/${nameInZip(target, name)}`, readFileSync(join(folder, name), 'utf8'))
    }
  }
  return files
}

/** The name of an item's kind in metadata.json, by folder and file name. */
function kindOf(path: string): string {
  if (path.startsWith('Classifiers/classifier-mapper-')) return 'mapper'
  const kinds: Record<string, string> = {
    Classifiers: 'classifier',
    IncidentFields: 'incidentfield',
    IncidentTypes: 'incidenttype',
    IndicatorFields: 'indicatorfield',
    IndicatorTypes: 'reputation',
    Integrations: 'integration',
    Jobs: 'job',
    Layouts: 'layoutscontainer',
    Lists: 'list',
    Playbooks: 'playbook',
    PreProcessRules: 'preprocessrule',
    Scripts: 'automation',
  }
  const [folder = ''] = path.split('/')
  return kinds[folder] ?? folder.toLowerCase()
}

export interface ItemFacts {
  readonly path: string
  readonly id: string
  readonly name: string
  readonly description?: string
}

/** The generated metadata.json: what the pack is and what is in it (pack layout, "metadata.json"). */
export function packMetadata(pack: JsonObject, items: readonly ItemFacts[]): JsonObject {
  const contentItems: Record<string, JsonObject[]> = {}
  for (const { path, ...facts } of items) {
    const kind = kindOf(path)
    contentItems[kind] = [...(contentItems[kind] ?? []), { ...facts, fromversion: '6.10.0' }]
  }
  return {
    ...pack,
    id: String(pack.name).replaceAll(' ', ''),
    supportDetails: { url: pack.url ?? '', email: pack.email ?? '' },
    contentItems,
  }
}

/** A zip whose bytes depend on its contents alone: sorted entries, one fixed time, one level. */
export function zip(files: ReadonlyMap<string, string>, updated: string): Uint8Array {
  const [year = 0, month = 1, day = 1] = updated.slice(0, 10).split('-').map(Number)
  // A zip keeps local time; fflate writes the local members of the date, so they are given as local ones.
  const mtime = new Date(year, month - 1, day)
  const entries: Zippable = {}
  for (const path of [...files.keys()].sort())
    entries[path] = [strToU8(files.get(path) ?? ''), { mtime, level: 9 }]
  return zipSync(entries)
}
