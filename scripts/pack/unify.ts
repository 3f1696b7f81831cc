import { readFileSync } from 'node:fs'
import { integrationYaml } from '../../kit/metadata.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { type Bundle, bundle } from './bundle.ts'
import { PACK_FACTS, type PackIntegration } from './integrations.ts'
import { type PackItem, textIn } from './items.ts'
import { launcher } from './launcher.ts'
import type { Sizes } from './yaml.ts'

/** What changes in the integrations of a suffixed pack: the names of incident fields, and the code of the bundle. */
interface Renaming {
  readonly automations: { readonly fields: Readonly<Record<string, string>> }
  readonly code: (text: string) => string
}

/** The file that renames fields. */
const RENAMING = 'scripts/pack/suffix/integration.ts'

/** The bundle of an integration: its declaration, the kit and the packages it names. */
export function bundleCode(
  { folder, exported, packages }: PackIntegration,
  renaming?: Renaming,
): Promise<Bundle> {
  const imports = [
    `import { main } from './kit/main.ts'`,
    `import { ${exported} } from './Integrations/${folder}/index.ts'`,
    ...(renaming ? [`import { renamed } from './${RENAMING}'`] : []),
  ]
  const served = renaming ? `renamed(${exported}, ${JSON.stringify(renaming.automations.fields)})` : exported
  return bundle({
    name: folder,
    source: { code: `${imports.join('\n')}\nmain(${served})\n` },
    folders: [`Integrations/${folder}/`, 'kit/', ...(renaming ? [RENAMING] : [])],
    packages,
  })
}

/**
 * An integration as an item of the pack: its declaration as YAML, the launcher with the bundle, image and description. `renaming`
 * changes the bundle.
 */
export async function integrationItem(
  integration: PackIntegration,
  renaming?: Renaming,
): Promise<{ readonly item: PackItem; readonly sizes: Sizes }> {
  const { folder, declaration } = integration
  const { code, ownBytes } = await bundleCode(integration, renaming)
  const { script, compressedBytes } = launcher(renaming ? renaming.code(code) : code, PACK_FACTS.dockerimage)
  const base = `Integrations/${folder}/${folder}`
  const readme = textIn(`Integrations/${folder}/README.md`)
  return {
    item: {
      kind: 'integration',
      file: `${base}.yml`,
      stem: folder,
      data: integrationYaml(declaration, PACK_FACTS),
      code: script,
      image: readFileSync(`${base}_image.png`),
      description: readFileSync(`${base}_description.md`, 'utf8'),
      ...(readme !== undefined && { readme }),
    },
    sizes: { own: ownBytes, whole: Buffer.byteLength(code), compressed: compressedBytes },
  }
}

/** What the platform wants of an item in one file: code, image and description are members of it (pack layout §4). */
export function unified({ kind, data, code, image, description }: PackItem): JsonObject {
  if (code === undefined) return data
  if (kind !== 'integration') return { ...data, script: code }
  return {
    ...data,
    script: { ...(data.script as JsonObject), script: code },
    ...(image && { image: `data:image/png;base64,${Buffer.from(image).toString('base64')}` }),
    ...(description !== undefined && { detaileddescription: description }),
  }
}
