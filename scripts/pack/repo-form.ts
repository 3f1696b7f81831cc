import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { JsonObject } from '../../kit/wire.ts'
import type { Kind } from '../../warroom/pack/identify.ts'
import type { PackItem } from './items.ts'
import { json, type Pack } from './pack.ts'
import { toYaml } from './yaml.ts'
import { isYaml, textOf } from './zip.ts'

/** The folder of each kind in the public repository (pack layout §1). */
const FOLDERS: Readonly<Record<Kind, string>> = {
  integration: 'Integrations',
  automation: 'Scripts',
  playbook: 'Playbooks',
  classifier: 'Classifiers',
  mapper: 'Classifiers',
  'incident type': 'IncidentTypes',
  'incident field': 'IncidentFields',
  'indicator type': 'IndicatorTypes',
  'indicator field': 'IndicatorFields',
  layout: 'Layouts',
  list: 'Lists',
  job: 'Jobs',
  'pre-process rule': 'PreProcessRules',
}

/** The code as the repository keeps it: the platform's checks want the import that its unifier takes away. */
const python = (code: string): string =>
  code.includes('import demistomock as demisto') ? code : `import demistomock as demisto\n${code}`

/** The YAML of an item whose code stands beside it. */
function splitYaml({ kind, data }: PackItem): JsonObject {
  if (kind === 'automation') return { ...data, script: '-' }
  return { ...data, script: { ...(data.script as JsonObject), script: '-' } }
}

function splitFiles(item: PackItem): [string, string | Uint8Array][] {
  const base = `${FOLDERS[item.kind]}/${item.stem}/${item.stem}`
  return [
    [`${base}.yml`, toYaml(splitYaml(item))],
    [`${base}.py`, python(item.code ?? '')],
    ...(item.image ? [[`${base}_image.png`, item.image] as [string, Uint8Array]] : []),
    ...(item.description === undefined
      ? []
      : [[`${base}_description.md`, item.description] as [string, string]]),
    ...(item.readme === undefined
      ? []
      : [[`${FOLDERS[item.kind]}/${item.stem}/README.md`, item.readme] as [string, string]]),
  ]
}

function filesOf(item: PackItem): [string, string | Uint8Array][] {
  if (item.code !== undefined) return splitFiles(item)
  const base = `${FOLDERS[item.kind]}/${item.stem}`
  return [
    [base + (isYaml(item) ? '.yml' : '.json'), textOf(item)],
    ...(item.readme === undefined ? [] : [[`${base}_README.md`, item.readme] as [string, string]]),
  ]
}

/** The pack in the public repository's form, by path: code, image and description beside the YAML, mappers in Classifiers. */
export function repoFiles({ metadata, items, files }: Pack): Map<string, string | Uint8Array> {
  const ignores = ['.pack-ignore', '.secrets-ignore'].filter(name => existsSync(name))
  return new Map([
    ...items.flatMap(filesOf),
    ...files,
    ...ignores.map(name => [name, readFileSync(name, 'utf8')] as const),
    ['pack_metadata.json', json(metadata)],
  ])
}

/**
 * Writes the pack into a folder that is not there or empty; anything else, and a name that is empty, is refused: nothing with
 * something in it is ever deleted. The pack is written beside the folder and renamed, so that nobody finds half of it.
 */
export function writeRepoForm(pack: Pack, folder: string): void {
  const target = freePlace(folder)
  mkdirSync(dirname(target), { recursive: true })
  const draft = mkdtempSync(`${target}.part-`)
  try {
    for (const [path, content] of repoFiles(pack)) {
      mkdirSync(dirname(join(draft, path)), { recursive: true })
      writeFileSync(join(draft, path), content)
    }
    // A temporary folder is its owner's alone.
    chmodSync(draft, 0o777 & ~process.umask())
    takePlace(folder, target)
    renameSync(draft, target)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

const taken = (folder: string) =>
  new Error(`The folder ${folder} is not empty; name one that is, or that does not exist yet.`)

/** The place that a name stands for. An empty name would stand for the folder one is in, which nobody means by it. */
function freePlace(folder: string): string {
  if (folder.trim() === '')
    throw new Error(
      'The folder of --repo-form has no name; name one that is empty, or that does not exist yet.',
    )
  const named = resolve(folder)
  if (!existsSync(named)) return named
  const target = realpathSync(named)
  if (!statSync(target).isDirectory())
    throw new Error(`${folder} is a file; name a folder that is empty, or that does not exist yet.`)
  if (readdirSync(target).length > 0) throw taken(folder)
  return target
}

/** Takes an empty folder away. Never recursively: what somebody has put there meanwhile stays. */
function takePlace(folder: string, target: string): void {
  if (!existsSync(target)) return
  try {
    rmdirSync(target)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw code === 'ENOTEMPTY' || code === 'EEXIST' ? taken(folder) : cause
  }
}
