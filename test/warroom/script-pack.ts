import { zipSync } from 'fflate'
import { fileOf } from './stand-in.ts'

/** A script of a pack: an automation, or an integration with its commands. */
export type ScriptItem =
  | { automation: string; code: string; timeout?: string }
  /** `single` are arguments of every command that take one value. */
  | { integration: string; code: string; commands?: string[]; single?: string[] }

function contentOf(item: ScriptItem): [path: string, content: Record<string, unknown>] {
  const version = -1
  if ('automation' in item) {
    const { automation: name, code: script, timeout } = item
    const rest = { script, type: 'javascript', tags: [], args: [], ...(timeout ? { timeout } : {}) }
    return [`Scripts/script-${name}.json`, { commonfields: { id: name, version }, name, ...rest }]
  }
  const { integration: name, code, commands = [], single = [] } = item
  const takes = single.map(each => ({ name: each, description: each, isArray: false }))
  const script = {
    type: 'javascript',
    script: code,
    isfetch: true,
    commands: commands.map(each => ({ name: each, arguments: takes, description: each })),
  }
  const configuration = [{ name: 'isFetch', display: 'Fetch incidents', type: 8 }]
  const head = { commonfields: { id: name, version }, name, display: name, category: 'Utilities' }
  return [`Integrations/integration-${name}.json`, { ...head, description: name, configuration, script }]
}

/** A pack of JavaScript automations and integrations, as a zip in a new folder; `items` are further JSON files by path. */
export function scriptPack(scripts: ScriptItem[], items: Record<string, unknown> = {}): string {
  const contents = [...scripts.map(contentOf), ...Object.entries(items)]
  const files = contents.map(([name, content]) => [name, Buffer.from(JSON.stringify(content))])
  const metadata = Buffer.from(JSON.stringify({ name: 'Scripts', currentVersion: '1.0.0' }))
  return fileOf('scripts.zip', zipSync({ 'pack_metadata.json': metadata, ...Object.fromEntries(files) }))
}
