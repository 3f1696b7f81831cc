import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AnyAutomation } from '../../kit/automation.ts'
import { automationYaml } from '../../kit/automation-metadata.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { type Bundle, bundle } from './bundle.ts'
import { PACK_FACTS } from './integrations.ts'
import { launcher } from './launcher.ts'
import { type Sizes, toYaml } from './yaml.ts'

/** The folder of the pack's automations; `Scripts/` and `scripts/` are one folder on half the world's disks. */
export const AUTOMATIONS = 'Automations'

/** An automation of the pack: its declaration, and the folder in which it stands. */
export interface PackAutomation {
  readonly name: string
  readonly folder: string
  readonly declaration: AnyAutomation
}

/**
 * The automations in a folder, by name: each has a folder of its own, whose index.ts exports the declaration under the
 * folder's name. Throws when one does not.
 */
export async function readAutomations(folder = AUTOMATIONS): Promise<PackAutomation[]> {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter(name => existsSync(join(folder, name, 'index.ts')))
  return Promise.all(
    names.sort().map(async name => {
      const place = `${folder}/${name}`
      const exported = (await import(pathToFileURL(resolve(place, 'index.ts')).href)) as JsonObject
      const declaration = exported[name] as AnyAutomation | undefined
      if (declaration?.name !== name)
        throw new Error(`${place}/index.ts must export the automation "${name}" under this name.`)
      return { name, folder: place, declaration }
    }),
  )
}

/** The one bundle of all automations: their declarations, the kit and zod. */
export function automationsBundle(automations: readonly PackAutomation[], folder: string): Promise<Bundle> {
  const names = automations.map(({ name }) => name)
  const imports = automations.map(one => `import { ${one.name} } from './${one.folder}/index.ts'\n`)
  return bundle({
    name: folder,
    source: {
      code: `import { main } from './kit/main.ts'\n${imports.join('')}main([${names.join(', ')}])\n`,
    },
    folders: [`${folder}/`, 'kit/'],
    packages: ['zod'],
  })
}

export interface UnifiedAutomations {
  /** The unified YAML by automation. */
  readonly yamls: ReadonlyMap<string, string>
  /** Of the bundle that they share; absent when there is none. */
  readonly sizes?: Sizes
}

/** The unified YAML of each automation in a folder: its declaration, and the launcher with the bundle and its name. */
export async function unifyAutomations(folder = AUTOMATIONS): Promise<UnifiedAutomations> {
  const automations = await readAutomations(folder)
  if (!automations.length) return { yamls: new Map() }
  const { code, ownBytes } = await automationsBundle(automations, folder)
  const launched = launcher(code, PACK_FACTS.dockerimage)
  const yamls = automations.map(({ name, declaration }): [string, string] => [
    name,
    toYaml({ ...automationYaml(declaration, PACK_FACTS), script: launched.scriptOf(name) }),
  ])
  const sizes = { own: ownBytes, whole: Buffer.byteLength(code), compressed: launched.compressedBytes }
  return { yamls: new Map(yamls), sizes }
}
