import { strToU8, type Zippable, zipSync } from 'fflate'
import type { Kind } from '../../warroom/pack/identify.ts'
import type { PackItem } from './items.ts'
import { unified } from './unify.ts'
import { toYaml } from './yaml.ts'

/** The folder of each kind in the zip, and how its file names begin there (pack layout §2). */
const PLACES: Readonly<Record<Kind, readonly [string, string]>> = {
  integration: ['Integrations', 'integration-'],
  automation: ['Scripts', 'script-'],
  playbook: ['Playbooks', 'playbook-'],
  classifier: ['Classifiers', 'classifier-'],
  mapper: ['Classifiers', 'classifier-mapper-'],
  'incident type': ['IncidentTypes', 'incidenttype-'],
  'incident field': ['IncidentFields', 'incidentfield-'],
  'indicator type': ['IndicatorTypes', 'reputation-'],
  'indicator field': ['IndicatorFields', 'incidentfield-indicatorfield-'],
  layout: ['Layouts', 'layoutscontainer-'],
  list: ['Lists', 'list-'],
  job: ['Jobs', 'job-'],
  'pre-process rule': ['PreProcessRules', 'preprocessrule-'],
}

/** Where an item stands in the zip: flat in the folder of its kind, under the prefix of its kind. */
function placeOf({ kind, stem }: PackItem, ending: string): string {
  const [folder, prefix] = PLACES[kind]
  const own = prefix.split('-').slice(-2, -1).join('')
  const name = stem.startsWith(prefix) ? stem.slice(prefix.length) : stem.replace(new RegExp(`^${own}-`), '')
  return `${folder}/${prefix}${name}${ending}`
}

/** The text of an item that is one file: as it was written, when nothing was changed. */
export function textOf(item: PackItem): string {
  if (item.text !== undefined) return item.text
  return isYaml(item) ? toYaml(item.data) : `${JSON.stringify(item.data, null, 2)}\n`
}

/** Whether the platform keeps items of this kind as YAML. */
export const isYaml = ({ kind }: PackItem): boolean =>
  ['integration', 'automation', 'playbook'].includes(kind)

/** The items of a pack as files of the zip, by their paths. Throws when two of them have one path, naming both. */
export function zipItems(items: readonly PackItem[]): Map<string, string> {
  const files = new Map<string, string>()
  const from = new Map<string, string>()
  for (const item of items) {
    const path = placeOf(item, isYaml(item) ? '.yml' : '.json')
    const other = from.get(path)
    if (other !== undefined)
      throw new Error(
        `${item.file} and ${other} would both be ${path} in the zip; name one of them otherwise.`,
      )
    from.set(path, item.file)
    files.set(path, item.code === undefined ? textOf(item) : toYaml(unified(item)))
  }
  return files
}

/** A zip whose bytes depend on its contents alone: sorted entries, one fixed time, one level. */
export function zip(files: ReadonlyMap<string, string | Uint8Array>, updated: string): Uint8Array {
  const [year = 0, month = 1, day = 1] = updated.slice(0, 10).split('-').map(Number)
  // A zip keeps local time; fflate writes the local members of the date, so they are given as local ones.
  const mtime = new Date(year, month - 1, day)
  const entries: Zippable = {}
  for (const path of [...files.keys()].sort()) {
    const content = files.get(path) ?? ''
    entries[path] = [typeof content === 'string' ? strToU8(content) : content, { mtime, level: 9 }]
  }
  return zipSync(entries)
}
