import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { zipSync } from 'fflate'
import { fileOf, launcher, PACKS } from './stand-in.ts'

const BURST = path.join(PACKS, 'burst')

/** The stand-in pack that fetches, as a zip in a new folder; `items` are further JSON files by path. */
export function burstZip(items: Record<string, unknown> = {}): string {
  const files: Record<string, Uint8Array> = {}
  for (const entry of readdirSync(BURST, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.name === 'burst.cjs') continue
    const file = path.join(entry.parentPath, entry.name)
    files[path.relative(BURST, file).split(path.sep).join('/')] = readFileSync(file)
  }
  files['Integrations/Burst/Burst.py'] = Buffer.from(launcher(readFileSync(path.join(BURST, 'burst.cjs'))))
  for (const [name, item] of Object.entries(items)) files[name] = Buffer.from(JSON.stringify(item))
  return fileOf('burst.zip', zipSync(files))
}

/** An instances file's line for an instance of it that fetches. */
export function burstInstance(params: Record<string, string | boolean> = {}, more = ''): string {
  return `- { name: b, brand: Burst, params: ${JSON.stringify({ isFetch: true, ...params })}${more} }\n`
}
