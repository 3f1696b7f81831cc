import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '../../kit/wire.ts'
import { automationItems, readAutomations } from './automations.ts'
import { INTEGRATIONS } from './integrations.ts'
import { type PackItem, readItems, refuseSameIds } from './items.ts'
import { packMetadata } from './metadata.ts'
import { type Suffix, suffixOf } from './suffix/suffix.ts'
import { integrationItem } from './unify.ts'
import type { Sizes } from './yaml.ts'
import { zip, zipItems } from './zip.ts'

/** The pack before it takes a form: its facts, its items and the files of its root. */
export interface Pack {
  readonly metadata: JsonObject
  readonly items: readonly PackItem[]
  /** By their path in the pack, as in both forms. */
  readonly files: ReadonlyMap<string, string | Uint8Array>
  readonly sizes: Readonly<Record<string, Sizes>>
  /** What a suffixed pack leaves to the pack that it stands beside. */
  readonly leftOut: readonly PackItem[]
}

/** Folders of the root that both forms take as they are (PL-3). */
const ROOT_FOLDERS = ['ReleaseNotes', 'doc_files']
const ROOT_FILES = ['Author_image.png', 'version_config.json']

function rootFiles(): Map<string, Uint8Array> {
  const inFolders = ROOT_FOLDERS.filter(folder => existsSync(folder)).flatMap(folder =>
    readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ name }) => `${folder}/${name}`),
  )
  const paths = [...ROOT_FILES.filter(name => existsSync(name)), ...inFolders]
  return new Map(paths.map(path => [path, readFileSync(path)]))
}

/**
 * Reads the pack and bundles its code. With a suffix each id has it, and what names it. Throws when two items have one id, and
 * when the suffix cannot be part of an id.
 */
export async function readPack(word?: string): Promise<Pack> {
  const facts = JSON.parse(readFileSync('pack_metadata.json', 'utf8')) as JsonObject
  const written = readItems()
  const sizes: Record<string, Sizes> = {}
  const integrations: PackItem[] = []
  for (const integration of INTEGRATIONS) {
    const { item, sizes: own } = await integrationItem(integration)
    integrations.push(item)
    sizes[integration.folder] = own
  }
  const names = (await readAutomations()).map(({ name }) => name)
  const suffix = word === undefined ? undefined : suffixOf(word, [...written, ...integrations], names)
  // The suffix is known only now, for it is made of the names of all items.
  const named = suffix
    ? await Promise.all(INTEGRATIONS.map(async one => (await integrationItem(one, suffix)).item))
    : integrations
  const automations = await automationItems(undefined, suffix)
  if (automations.sizes) sizes.Automations = automations.sizes
  const all = [...written, ...named, ...automations.items]
  refuseSameIds(all)
  return { ...applied(facts, all, suffix), sizes }
}

function applied(facts: JsonObject, all: readonly PackItem[], suffix?: Suffix): Omit<Pack, 'sizes'> {
  const readme = readFileSync('docs/pack-README.md', 'utf8')
  const files = new Map<string, string | Uint8Array>([...rootFiles(), ['README.md', readme]])
  if (!suffix) return { metadata: facts, items: all, files, leftOut: [] }
  const own = all.filter(item => !suffix.isShared(item))
  const items = own.map(suffix.item)
  refuseSameIds(items)
  for (const [path, content] of files)
    if (path.endsWith('.md'))
      files.set(path, suffix.text(typeof content === 'string' ? content : Buffer.from(content).toString()))
  return { metadata: suffix.pack(facts), items, files, leftOut: all.filter(suffix.isShared) }
}

/** The pack as the zip that the platform takes. */
export function packZip({ metadata, items, files }: Pack): Uint8Array {
  const all = new Map<string, string | Uint8Array>([...zipItems(items), ...files])
  all.set('metadata.json', json(packMetadata(metadata, items)))
  all.set('pack_metadata.json', json(metadata))
  return zip(all, String(metadata.updated))
}

export const json = (value: JsonObject): string => `${JSON.stringify(value, null, 2)}\n`

/** Writes a file under another name and renames it, so that nobody finds half of it, not even after a kill. */
export function writeWhole(target: string, bytes: Uint8Array): void {
  const draft = `${target}.${process.pid}.part`
  try {
    writeFileSync(draft, bytes)
    renameSync(draft, target)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Where the zip of the pack is written: a suffixed one stands beside the other. */
export const zipName = (folder: string, word = ''): string => join(folder, `OktaIdentityLifecycle${word}.zip`)

/** Writes the pack's zip and gives the sizes of each bundle. */
export async function buildPack(target: string): Promise<Readonly<Record<string, Sizes>>> {
  const pack = await readPack()
  writeWhole(target, packZip(pack))
  return pack.sizes
}
