/** Builds everything that is run: the pack zip, the war room and the embedded Okta, into dist/. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { JsonObject } from '../kit/wire.ts'
import { bundle } from './pack/bundle.ts'
import { INTEGRATIONS } from './pack/integrations.ts'
import { type Sizes, unify } from './pack/unify.ts'
import { type ItemFacts, contentFiles, packMetadata, zip } from './pack/zip.ts'

/** Writes the pack's zip and gives the sizes of each bundle. */
export async function buildPack(target: string): Promise<Record<string, Sizes>> {
  const pack = JSON.parse(readFileSync('pack_metadata.json', 'utf8')) as JsonObject
  const files = contentFiles()
  const sizes: Record<string, Sizes> = {}
  for (const integration of INTEGRATIONS) {
    const unified = await unify(integration)
    files.set(`Integrations/integration-${integration.folder}.yml`, unified.yaml)
    sizes[integration.folder] = unified.sizes
  }
  const items = [...files].map(([path, text]) => factsOf(path, text))
  files.set('metadata.json', `${JSON.stringify(packMetadata(pack, items), null, 2)}\n`)
  files.set('pack_metadata.json', readFileSync('pack_metadata.json', 'utf8'))
  files.set('README.md', readFileSync('README.md', 'utf8'))
  writeFileSync(target, zip(files, String(pack.updated)))
  return sizes
}

function factsOf(path: string, text: string): ItemFacts {
  const item = parse(text) as JsonObject
  const id = String(item.id ?? (item.commonfields as JsonObject | undefined)?.id)
  return { path, id, name: String(item.name ?? id), ...(item.description ? { description: String(item.description) } : {}) }
}

async function buildProgram(target: string, entry: string, folders: readonly string[]): Promise<void> {
  const { code } = await bundle({ name: target, source: { entry }, folders, banner: '#!/usr/bin/env node' })
  writeFileSync(target, code)
  chmodSync(target, 0o755)
}

async function build(): Promise<void> {
  mkdirSync('dist', { recursive: true })
  const sizes = await buildPack('dist/OktaIdentityLifecycle.zip')
  await buildProgram('dist/warroom.js', 'bin/warroom.ts', ['bin/', 'warroom/'])
  await buildProgram('dist/okta.js', 'okta-server/main.ts', ['okta-server/'])
  if (existsSync('okta-server/seed.yaml')) writeFileSync('dist/seed.yaml', readFileSync('okta-server/seed.yaml'))
  for (const [name, { whole, compressed }] of Object.entries(sizes)) {
    console.log(`${name}: ${Math.round(whole / 1000)} kB, compressed ${Math.round(compressed / 1000)} kB`)
  }
}

await build()
