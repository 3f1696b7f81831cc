import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { zipSync, zlibSync } from 'fflate'
import { afterAll } from 'vitest'

export const PACKS = fileURLToPath(new URL('./packs', import.meta.url))
export const ACME = path.join(PACKS, 'acme')
export const SNAKE = path.join(PACKS, 'snake')
export const ACME_BUNDLE = path.join(ACME, 'acme.cjs')
export const TOKEN = 's3cret-token'

const folders: string[] = []

/** A slow disk takes some milliseconds for each file, and a war room leaves several for each incident. */
const REMOVAL = 300_000

afterAll(async () => {
  const removed = folders.splice(0).map(folder => rm(folder, { recursive: true, force: true }))
  await Promise.all(removed)
}, REMOVAL)

/** A new empty folder, gone after the tests of the file. */
export function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'warroom-test-'))
  folders.push(folder)
  return folder
}

/** A file of the given content in a new folder. */
export function fileOf(name: string, content: string | Uint8Array): string {
  const file = path.join(emptyFolder(), name)
  writeFileSync(file, content)
  return file
}

/** A launcher's text around a bundle, with the two lines by which the war room knows it. */
export function launcher(
  bundle: Uint8Array,
  hash = createHash('sha256').update(bundle).digest('hex'),
): string {
  return `"""Runs the bundle."""\n# node-bundle: sha256:${hash}\nBUNDLE = '${Buffer.from(zlibSync(bundle)).toString('base64')}'\nmain()\n`
}

/** The stand-in pack as files of a zip: the repository form with the launcher beside the integration's YAML. */
export function acmeFiles(): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {}
  for (const entry of readdirSync(ACME, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.name === 'acme.cjs') continue
    const file = path.join(entry.parentPath, entry.name)
    files[path.relative(ACME, file).split(path.sep).join('/')] = readFileSync(file)
  }
  files['Integrations/Acme/Acme.py'] = Buffer.from(launcher(readFileSync(ACME_BUNDLE)))
  return files
}

/** The stand-in pack as a zip in a new folder. */
export function acmeZip(change: (files: Record<string, Uint8Array>) => void = () => {}): string {
  const files = acmeFiles()
  change(files)
  return fileOf('acme.zip', zipSync(files))
}

/** An instances file with the given YAML. */
export function instancesYaml(text: string): string {
  return fileOf('instances.yaml', text)
}

export const ONE_ACME = `- { name: acme_1, brand: Acme Directory, params: { credentials: ${TOKEN} } }\n`

/** True when no process of this pid is left. */
export function isGone(pid: number): boolean {
  try {
    return !process.kill(pid, 0)
  } catch {
    return true
  }
}
