import { randomBytes } from 'node:crypto'
import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Body, Connection } from './connection.ts'
import { type Item, itemsOf } from './items.ts'
import type { Pack } from './pack.ts'
import { Refused } from './refused.ts'

/** A pack as the server has it. */
export interface InstalledPack {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly items: readonly Item[]
}

/** The integrations that the server knows, and the instances of them. */
export interface Integrations {
  readonly ids: readonly string[]
  readonly instances: readonly { readonly name: string; readonly brand: string; readonly enabled: boolean }[]
}

/** The server's version. Throws Refused when what answers does not say one. */
export async function serverVersion(connection: Connection): Promise<string> {
  const { demistoVersion } = object(await connection.ask('GET', '/about'))
  if (typeof demistoVersion === 'string' && /^\d+\.\d+/.test(demistoVersion)) return demistoVersion
  throw new Refused('What answers there does not say its version at /about, so it is not Cortex XSOAR.')
}

/** The packs that are installed. */
export async function installedPacks(connection: Connection): Promise<InstalledPack[]> {
  const packs = await connection.ask('GET', '/contentpacks/metadata/installed')
  return (Array.isArray(packs) ? packs : [])
    .map(object)
    .map(({ id, name, currentVersion, contentItems }) => ({
      id: String(id),
      name: String(name ?? id),
      version: String(currentVersion ?? ''),
      items: itemsOf(contentItems),
    }))
}

/** The integrations and instances; undefined when the key's role may not read them, which is no reason not to upload. */
export async function integrationsOf(connection: Connection): Promise<Integrations | undefined> {
  try {
    const found = object(await connection.ask('POST', '/settings/integration/search', json({ size: 1000 })))
    const rows = (name: string) => (Array.isArray(found[name]) ? found[name].map(object) : [])
    return {
      ids: rows('configurations').map(({ id, name }) => String(id ?? name)),
      instances: rows('instances').map(({ name, brand, enabled }) => ({
        name: String(name),
        brand: String(brand),
        enabled: String(enabled) === 'true',
      })),
    }
  } catch (error) {
    if (error instanceof Refused && (error.status === 403 || error.status === 404)) return undefined
    throw error
  }
}

/** Sends the pack (pack layout §6). `progress` is told how many bytes have gone out. */
export async function uploadPack(
  connection: Connection,
  pack: Pack,
  progress: (sent: number, all: number) => void,
): Promise<void> {
  const path = '/contentpacks/installed/upload?skipVerify=true&skipValidation=true'
  await connection.ask('POST', path, multipart(pack, progress))
}

/** So much goes out at a time: small enough to show progress, large enough not to matter. */
const CHUNK = 64 * 1024

function multipart({ file, bytes }: Pack, progress: (sent: number, all: number) => void): Body {
  const boundary = `----pack-${randomBytes(16).toString('hex')}`
  // The name is the server's to show; a quote or a line end in it would end the header.
  const name = file.replace(/[^\w.-]/g, '_')
  const whole = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/zip\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  function* chunks() {
    for (let at = 0; at < whole.length; at += CHUNK) {
      progress(at, whole.length)
      yield whole.subarray(at, at + CHUNK)
    }
    progress(whole.length, whole.length)
  }
  return { type: `multipart/form-data; boundary=${boundary}`, length: whole.length, chunks: chunks() }
}

function json(value: JsonObject): Body {
  const bytes = Buffer.from(JSON.stringify(value))
  return { type: 'application/json', length: bytes.length, chunks: [bytes] }
}

const object = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
