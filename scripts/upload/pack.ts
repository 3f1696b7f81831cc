import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { parse } from 'yaml'
import type { JsonObject } from '../../kit/wire.ts'
import { readArchive } from './archive.ts'
import { type Item, itemsOf } from './items.ts'
import { Refused } from './refused.ts'

/** A pack that may be sent: its bytes, and what its metadata.json says of it. */
export interface Pack {
  readonly file: string
  readonly bytes: Buffer
  readonly id: string
  readonly name: string
  readonly version: string
  readonly serverMinVersion: string
  readonly items: readonly Item[]
}

/**
 * Reads a pack's zip and checks it: whole, in the platform's form (pack layout §2), no id twice. Throws Refused with the
 * file inside and what is wrong.
 */
export function readPack(file: string): Pack {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new Refused(`${file} is no file; npm run build writes the pack, --zip names another.`)
  const bytes = readFileSync(file)
  const files = readArchive(file, bytes)
  const metadata = metadataOf(file, files)
  refuseCollisions(file, files)
  const word = (key: string): string => {
    const value = metadata[key]
    if (typeof value === 'string' && value !== '') return value
    throw new Refused(`metadata.json in ${file} has no ${key}; build the pack again.`)
  }
  return {
    file: basename(file),
    bytes,
    id: word('id'),
    name: word('name'),
    version: word('currentVersion'),
    serverMinVersion: word('serverMinVersion'),
    items: itemsOf(metadata.contentItems, file),
  }
}

function metadataOf(file: string, files: ReadonlyMap<string, Buffer>): JsonObject {
  const text = files.get('metadata.json')?.toString('utf8')
  if (text === undefined) throw new Refused(`${file} holds no metadata.json at its root${why(files)}.`)
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  } catch {}
  throw new Refused(`metadata.json in ${file} is no JSON object; build the pack again.`)
}

function why(files: ReadonlyMap<string, Buffer>): string {
  const paths = [...files.keys()]
  if (paths.some(path => path.endsWith('.zip')))
    return ': it is a zip of packs, and each of them is uploaded by itself'
  const inside = paths.find(path => /^[^/]+\/(pack_)?metadata\.json$/.test(path))
  if (inside) return `: the pack lies in the folder ${inside.split('/')[0]}, and must lie at the root`
  if (files.has('pack_metadata.json'))
    return ': it is a pack in the form of a repository; npm run build writes the form that uploads'
  return ', so it is no pack'
}

/** Two items of a kind with one id: the platform keeps one of them and does not say which. */
function refuseCollisions(file: string, files: ReadonlyMap<string, Buffer>): void {
  const seen = new Map<string, string>()
  for (const [path, bytes] of files) {
    const [folder = '', name] = path.split('/')
    if (!name || !/\.(json|ya?ml)$/.test(path)) continue
    const id = idOf(file, path, bytes)
    if (id === undefined) continue
    const place = JSON.stringify([folder, id])
    const other = seen.get(place)
    if (other) throw new Refused(`${other} and ${path} in ${file} have one id, ${id}; only one can be kept.`)
    seen.set(place, path)
  }
}

function idOf(file: string, path: string, bytes: Buffer): string | undefined {
  try {
    // JSON is YAML, but JSON.parse is faster and stricter.
    const text = bytes.toString('utf8')
    const item = (path.endsWith('.json') ? JSON.parse(text) : parse(text)) as JsonObject | null
    const id = item?.id ?? (item?.commonfields as JsonObject | undefined)?.id
    return typeof id === 'string' ? id : undefined
  } catch {
    throw new Refused(`${path} in ${file} cannot be read as ${path.split('.').pop()}; build the pack again.`)
  }
}
