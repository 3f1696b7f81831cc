import { readFileSync } from 'node:fs'
import { integrationYaml } from '../../kit/metadata.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { type Bundle, bundle } from './bundle.ts'
import { PACK_FACTS, type PackIntegration } from './integrations.ts'
import { launcher } from './launcher.ts'
import { type Sizes, toYaml } from './yaml.ts'

export interface Unified {
  readonly yaml: string
  readonly sizes: Sizes
}

/** The bundle of an integration: its declaration, the kit and the packages it names. */
export function bundleCode({ folder, exported, packages }: PackIntegration): Promise<Bundle> {
  return bundle({
    name: folder,
    source: {
      code: `import { main } from './kit/main.ts'\nimport { ${exported} } from './Integrations/${folder}/index.ts'\nmain(${exported})\n`,
    },
    folders: [`Integrations/${folder}/`, 'kit/'],
    packages,
  })
}

/** The unified YAML of an integration: declarations, launcher with bundle, image and description in one file. */
export async function unify(integration: PackIntegration): Promise<Unified> {
  const { folder, declaration } = integration
  const { code, ownBytes } = await bundleCode(integration)
  const { script, compressedBytes } = launcher(code, PACK_FACTS.dockerimage)
  const base = `Integrations/${folder}/${folder}`
  const yaml = integrationYaml(declaration, PACK_FACTS)
  const image = readFileSync(`${base}_image.png`).toString('base64')
  const unified: JsonObject = {
    ...yaml,
    script: { ...(yaml.script as JsonObject), script },
    image: `data:image/png;base64,${image}`,
    detaileddescription: readFileSync(`${base}_description.md`, 'utf8'),
  }
  return {
    yaml: toYaml(unified),
    sizes: { own: ownBytes, whole: Buffer.byteLength(code), compressed: compressedBytes },
  }
}
