import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AnyAutomation } from '../../kit/automation.ts'
import { automationYaml } from '../../kit/automation-metadata.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { type Bundle, bundle } from './bundle.ts'
import { PACK_FACTS } from './integrations.ts'
import { type PackItem, textIn } from './items.ts'
import { launcher } from './launcher.ts'
import { unified } from './unify.ts'
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

/** A name that an automation takes in place of its own, and the incident fields that are named otherwise for it. */
export interface Renamed {
  readonly suffix: string
  readonly fields: Readonly<Record<string, string>>
}

/** What changes in the automations of a suffixed pack: their names and fields, and the code of their bundle. */
export interface Renaming {
  readonly automations: Renamed
  readonly code: (text: string) => string
}

/** The file that renames them; what it takes is checked there. */
const RENAMING = 'scripts/pack/suffix/automation.ts'

/** The one bundle of all automations: their declarations, the kit and zod. */
export function automationsBundle(
  automations: readonly PackAutomation[],
  folder: string,
  renamed?: Renamed,
): Promise<Bundle> {
  const names = automations.map(({ name }) => name)
  const imports = automations.map(one => `import { ${one.name} } from './${one.folder}/index.ts'\n`)
  if (renamed) imports.push(`import { renamed } from './${RENAMING}'\n`)
  const list = `[${names.join(', ')}]`
  const served = renamed
    ? `${list}.map(one => renamed(one, ${JSON.stringify({ ...renamed, automations: names })}))`
    : list
  return bundle({
    name: folder,
    source: { code: `import { main } from './kit/main.ts'\n${imports.join('')}main(${served})\n` },
    folders: [`${folder}/`, 'kit/', ...(renamed ? [RENAMING] : [])],
    packages: ['zod'],
  })
}

/** The automations in a folder as items of the pack, and the sizes of the bundle that they share, when there are any. */
export async function automationItems(
  folder = AUTOMATIONS,
  renaming?: Renaming,
): Promise<{ readonly items: readonly PackItem[]; readonly sizes?: Sizes }> {
  const automations = await readAutomations(folder)
  if (!automations.length) return { items: [] }
  const renamed = renaming?.automations
  const { code, ownBytes } = await automationsBundle(automations, folder, renamed)
  const launched = launcher(renaming ? renaming.code(code) : code, PACK_FACTS.dockerimage)
  const items = automations.map(({ name, folder: place, declaration }): PackItem => {
    const readme = textIn(`${place}/README.md`)
    return {
      kind: 'automation',
      file: `${place}/${name}.yml`,
      stem: name,
      data: automationYaml(declaration, PACK_FACTS),
      code: launched.scriptOf(`${name}${renamed?.suffix ?? ''}`),
      ...(readme !== undefined && { readme }),
    }
  })
  return {
    items,
    sizes: { own: ownBytes, whole: Buffer.byteLength(code), compressed: launched.compressedBytes },
  }
}

/** The unified YAML of each automation in a folder, by name. */
export async function unifyAutomations(
  folder = AUTOMATIONS,
): Promise<{ readonly yamls: ReadonlyMap<string, string> }> {
  const { items } = await automationItems(folder)
  return { yamls: new Map(items.map(item => [item.stem, toYaml(unified(item))])) }
}
