import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { JsonObject } from '../../kit/wire.ts'
import { unifyAutomations } from './automations.ts'
import { INTEGRATIONS } from './integrations.ts'
import { unify } from './unify.ts'
import type { Sizes } from './yaml.ts'
import { contentFiles, type ItemFacts, packMetadata, zip } from './zip.ts'

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
  const automations = await unifyAutomations()
  for (const [name, yaml] of automations.yamls) files.set(`Scripts/script-${name}.yml`, yaml)
  if (automations.sizes) sizes.Automations = automations.sizes
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
  const description = item.description ?? item.comment
  return {
    path,
    id,
    name: String(item.name ?? id),
    ...(description ? { description: String(description) } : {}),
  }
}
