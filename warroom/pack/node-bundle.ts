import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { unzlibSync } from 'fflate'
import { Refusal } from '../refusal.ts'
import type { Integration } from './integration.ts'

const BUNDLE = /^BUNDLE = '([A-Za-z0-9+/=]*)'\s*$/m
const NAME = /^# node-bundle: sha256:([0-9a-f]{64})\s*$/m

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The uncompressed bundle in a launcher's text. Refused when its bytes are not the ones the launcher names. */
function unpacked(integration: Integration, base64: string, hash: string): Uint8Array {
  let bytes: Uint8Array
  try {
    bytes = unzlibSync(Buffer.from(base64, 'base64'))
  } catch (cause) {
    throw new Refusal(
      `The bundle of integration "${integration.brand}" in ${integration.file} cannot be unpacked.`,
      { cause },
    )
  }
  if (sha256(bytes) === hash) return bytes
  throw new Refusal(
    `The bundle of integration "${integration.brand}" in ${integration.file} is damaged: its hash is not ${hash}.`,
  )
}

/** Why an integration without a bundle for Node cannot run: one sentence. */
function cannotRun({ brand, language, file }: Integration): Refusal {
  return new Refusal(
    `Integration "${brand}" (${file}) is written in ${language || 'an unnamed language'} and cannot run here yet; only integrations that carry a Node bundle do.`,
  )
}

/**
 * The file of an integration's Node bundle, unpacked once into `folder` under its hash. The war room runs no Python: it
 * takes the bundle out of the launcher's two marked lines (design.md §5). Refused without them.
 */
export function bundleFile(integration: Integration, folder: string): string {
  const base64 = BUNDLE.exec(integration.code)?.[1]
  const hash = NAME.exec(integration.code)?.[1]
  if (base64 === undefined || hash === undefined) throw cannotRun(integration)
  // .cjs, because a package.json above the folder may say that .js files are modules.
  const file = path.join(folder, `${hash}.cjs`)
  if (existsSync(file) && sha256(readFileSync(file)) === hash) return file
  const bytes = unpacked(integration, base64, hash)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Renamed into place, so that another war room starting now never runs half a bundle.
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, bytes, { mode: 0o600 })
  renameSync(draft, file)
  return file
}

/** Removes from `folder` the bundles that none of the loaded integrations carries: every new build would leave one more. */
export function removeOldBundles(integrations: Iterable<Integration>, folder: string): void {
  if (!existsSync(folder)) return
  const carried = new Set([...integrations].map(({ code }) => `${NAME.exec(code)?.[1]}.cjs`))
  for (const file of readdirSync(folder)) if (!carried.has(file)) rmSync(path.join(folder, file))
}
