import { zipSync } from 'fflate'
import { parse } from 'yaml'
import { unifyAutomations } from '../../scripts/pack/automations.ts'
import { fileOf } from '../warroom/stand-in.ts'

export const SAMPLES = 'test/wire/automations'

let yamls: Promise<ReadonlyMap<string, string>> | undefined

/** The unified YAML of each sample automation; they are bundled once. */
export function sampleYamls(): Promise<ReadonlyMap<string, string>> {
  yamls ??= unifyAutomations(SAMPLES).then(unified => unified.yamls)
  return yamls
}

/** The Python text of a sample automation. */
export async function scriptOf(name: string): Promise<string> {
  return parse((await sampleYamls()).get(name) ?? '').script
}

/** A pack of the sample automations as a zip; `change` may change a script. */
export async function samplePack(change = (script: string) => script): Promise<string> {
  const files = [...(await sampleYamls())].map(([name, yaml]) => [
    `Scripts/script-${name}.yml`,
    Buffer.from(change(yaml)),
  ])
  const metadata = Buffer.from(JSON.stringify({ name: 'Samples', currentVersion: '1.0.0' }))
  return fileOf('samples.zip', zipSync({ 'pack_metadata.json': metadata, ...Object.fromEntries(files) }))
}
