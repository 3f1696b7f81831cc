import { randomBytes } from 'node:crypto'
import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Body, Connection } from './connection.ts'
import { type Item, itemsOf } from './items.ts'
import type { Pack } from './pack.ts'
import { Refused } from './refused.ts'
import { oneLine } from './said.ts'

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
  const { demistoVersion } = object((await connection.ask('GET', '/about')).value)
  if (typeof demistoVersion === 'string' && /^\d+(\.\d+)+[\w.+-]*$/.test(demistoVersion))
    return demistoVersion
  throw new Refused('What answers there does not say its version at /about, so it is not Cortex XSOAR.')
}

/** The packs that are installed. Throws Refused when the answer is no list of packs: then nobody knows what others own. */
export async function installedPacks(connection: Connection): Promise<InstalledPack[]> {
  const path = '/contentpacks/metadata/installed'
  const { value: packs } = await connection.ask('GET', path)
  if (!Array.isArray(packs))
    throw new Refused(
      `The server does not answer GET ${path} with its list of packs, so what they own is not known.`,
    )
  return packs.map(object).map(({ id, name, currentVersion, contentItems }) => {
    if (typeof id !== 'string' || id === '')
      throw new Refused(
        `The server answers GET ${path} with a pack that has no id, so what it owns is not known.`,
      )
    const shown = text(name) || oneLine(id)
    return {
      id,
      name: shown,
      version: text(currentVersion),
      items: itemsOf(contentItems, `the pack ${shown}`),
    }
  })
}

/** The integrations and instances, or why they cannot be read, which is no reason not to upload. */
export async function integrationsOf(connection: Connection): Promise<Integrations | Refused> {
  try {
    const { value } = await connection.ask('POST', '/settings/integration/search', json({ size: 1000 }))
    const found = object(value)
    const rows = (name: string) => (Array.isArray(found[name]) ? found[name].map(object) : [])
    return {
      ids: rows('configurations').map(({ id, name }) => String(id ?? name)),
      instances: rows('instances').map(({ name, brand, enabled }) => ({
        name: oneLine(String(name)),
        brand: String(brand),
        enabled: String(enabled) === 'true',
      })),
    }
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

/**
 * Sends the pack (pack layout §6). `progress` is told how many bytes have gone out. Throws Refused, also when the server says
 * that it failed under the status of a success.
 */
export async function uploadPack(
  connection: Connection,
  pack: Pack,
  progress: (sent: number, all: number) => void,
): Promise<void> {
  const path = '/contentpacks/installed/upload?skipVerify=true&skipValidation=true'
  const { value, said } = await connection.ask('POST', path, multipart(pack, progress))
  if (object(value).error)
    throw new Refused(
      `The server took the pack and tells of an error.${said ? ` It says: ${said}.` : ''} Run this with --check to see which version it has.`,
    )
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
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    length: whole.length,
    chunks: chunks(),
    isPack: true,
  }
}

function json(value: JsonObject): Body {
  const bytes = Buffer.from(JSON.stringify(value))
  return { type: 'application/json', length: bytes.length, chunks: [bytes] }
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? oneLine(value) : '')

const object = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
