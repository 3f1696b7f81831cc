import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inflateSync } from 'node:zlib'
import { Refusal } from '../refusal.ts'
import type { PackAutomation } from './automation.ts'
import type { Integration } from './integration.ts'

/** What may carry a bundle in its script. */
export type Carrier = Pick<Integration, 'code' | 'language' | 'file'> &
  (Pick<Integration, 'brand'> | Pick<PackAutomation, 'name'>)

const nameOf = (carrier: Carrier): string => ('brand' in carrier ? carrier.brand : carrier.name)
const called = (carrier: Carrier): string =>
  `${'brand' in carrier ? 'integration' : 'automation'} "${nameOf(carrier)}"`

const BUNDLE = /^BUNDLE = '([A-Za-z0-9+/=]*)'\s*$/m
const NAME = /^# node-bundle: sha256:([0-9a-f]{64})\s*$/m

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The hash of the bundle in a launcher's text; undefined when it carries none. */
export function bundleHash({ code }: Pick<Carrier, 'code'>): string | undefined {
  return BUNDLE.test(code) ? NAME.exec(code)?.[1] : undefined
}

/** The uncompressed bundle in a launcher's text. Refused when its bytes are not the ones the launcher names. */
function unpacked(carrier: Carrier, base64: string, hash: string): Uint8Array {
  let bytes: Uint8Array
  try {
    bytes = inflateSync(Buffer.from(base64, 'base64'))
  } catch (cause) {
    throw new Refusal(`The bundle of ${called(carrier)} in ${carrier.file} cannot be unpacked.`, { cause })
  }
  if (sha256(bytes) === hash) return bytes
  throw new Refusal(
    `The bundle of ${called(carrier)} in ${carrier.file} is damaged: its hash is not ${hash}.`,
  )
}

/** Why a script without a bundle for Node cannot run: one sentence. */
function cannotRun(carrier: Carrier): Refusal {
  const kind = 'brand' in carrier ? 'Integration' : 'Automation'
  const written = carrier.language || 'an unnamed language'
  return new Refusal(
    `${kind} "${nameOf(carrier)}" (${carrier.file}) is written in ${written} and cannot run here yet; only what carries a Node bundle does.`,
  )
}

/**
 * The file of a script's Node bundle, unpacked once into `folder` under its hash. The war room runs no Python: it
 * takes the bundle out of the launcher's two marked lines (design.md §5). Refused without them.
 */
export function bundleFile(carrier: Carrier, folder: string): string {
  const base64 = BUNDLE.exec(carrier.code)?.[1]
  const hash = bundleHash(carrier)
  if (base64 === undefined || hash === undefined) throw cannotRun(carrier)
  // .cjs, because a package.json above the folder may say that .js files are modules.
  const file = path.join(folder, `${hash}.cjs`)
  if (existsSync(file) && sha256(readFileSync(file)) === hash) return file
  const bytes = unpacked(carrier, base64, hash)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Renamed into place, so that another war room starting now never runs half a bundle.
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, bytes, { mode: 0o600 })
  renameSync(draft, file)
  return file
}

/** Removes from `folder` the bundles that nothing that is loaded carries: every new build would leave one more. */
export function removeOldBundles(carriers: Iterable<Pick<Carrier, 'code'>>, folder: string): void {
  if (!existsSync(folder)) return
  const carried = new Set([...carriers].map(carrier => `${bundleHash(carrier)}.cjs`))
  for (const file of readdirSync(folder)) if (!carried.has(file)) rmSync(path.join(folder, file))
}
