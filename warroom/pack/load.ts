import path from 'node:path'
import { ZodError } from 'zod'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { depthOf } from '../sandbox/depth.ts'
import { MAX_DEPTH } from '../sandbox/limits.ts'
import { readAutomation } from './automation.ts'
import { Content } from './content.ts'
import { codeNames, type PackFile, packFiles } from './files.ts'
import { identify, idOf, type Kind } from './identify.ts'
import { readIntegration } from './integration.ts'
import { parseYaml } from './plain-yaml.ts'

// A YAML or JSON file in one of these should be an item; elsewhere it may be anything (package.json, biome.json).
const ITEM_FOLDERS =
  /(^|\/)(Integrations|Scripts|Playbooks|Classifiers|Mappers|IncidentTypes|IncidentFields|IndicatorTypes|IndicatorFields|Layouts|Lists|Jobs|PreProcessRules)\//

type Warn = (sentence: string) => void
type Parsed = { file: PackFile; item: JsonObject; kind: Kind }

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** One line for a reason: a YAML error brings the quoted source along, a ZodError a whole list. */
function reason(cause: unknown): string {
  if (cause instanceof ZodError) {
    const issue = cause.issues[0]
    return `${issue?.path.join('.')}: ${issue?.message}`
  }
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? ''
}

function parsed(file: PackFile): Json {
  const text = decode(file.bytes)
  if (!file.path.endsWith('.json')) return parseYaml(text)
  const value = JSON.parse(text)
  const depth = depthOf(text)
  if (depth > MAX_DEPTH) throw new Error(`it nests ${depth} levels deep; at most ${MAX_DEPTH} are accepted`)
  return value
}

/** The item in a file; broken files of an item folder are reported, other files that hold no item passed over. */
function itemIn(file: PackFile, alone: boolean, warn: Warn): Parsed | undefined {
  if (!/\.(ya?ml|json)$/.test(file.path)) return undefined
  const expected = alone || ITEM_FOLDERS.test(file.path)
  try {
    const item = parsed(file)
    if (item === null || typeof item !== 'object' || Array.isArray(item))
      throw new Error('it holds no object')
    const kind = identify(item)
    if (kind !== undefined) return { file, item, kind }
    throw new Error('it is no kind of content item that is known')
  } catch (cause) {
    // `Lists/<Name>/<Name>_data.json` is a list's content, not an item.
    if (expected && !file.path.endsWith('_data.json')) warn(`${file.place} was left out: ${reason(cause)}.`)
    return undefined
  }
}

/** In the repository form the code of an integration or automation stands beside its YAML, in a file of the same name. */
function codeBeside(file: PackFile, files: PackFile[]): string | undefined {
  const names = codeNames(file.path)
  const code = files.find(other => names.includes(other.path))
  return code && decode(code.bytes)
}

/** Throws when there is no code: an empty body would run, and do nothing. The repository form may write `-` in its place. */
function withCode<T extends { code: string }>(read: T): T {
  if (/^\s*-?\s*$/.test(read.code)) throw new Error('it holds no code and there is no file of code beside it')
  return read
}

/** A list's content may stand in a file of its own: `<Name>_data.<ext>` beside the JSON, whose `data` is then empty. */
function withData(item: JsonObject, file: PackFile, files: PackFile[]): JsonObject {
  if (typeof item.data === 'string' && item.data !== '' && item.data !== '-') return item
  const stem = `${path.posix.join(path.posix.dirname(file.path), path.posix.basename(file.path, '.json'))}_data.`
  const data = files.find(other => other.path.startsWith(stem))
  return data ? { ...item, data: decode(data.bytes) } : item
}

function add(content: Content, { file, item, kind }: Parsed, files: PackFile[], warn: Warn): void {
  try {
    const id = idOf(item)
    if (id === '') throw new Error(`the ${kind} has no id`)
    if (kind === 'integration') {
      content.integrations.set(id, withCode(readIntegration(item, codeBeside(file, files), file.place)))
    }
    if (kind === 'automation') {
      const automation = withCode(readAutomation(item, codeBeside(file, files), file.place))
      content.automations.set(automation.name, automation)
    }
    const complete = kind === 'list' ? withData(item, file, files) : item
    const replaced = content.add(kind, { id, item: complete, file: file.place })
    if (replaced) warn(`The ${kind} "${id}" of ${file.place} replaces the one of ${replaced.file}.`)
  } catch (cause) {
    warn(`${file.place} was left out: ${reason(cause)}.`)
  }
}

/**
 * Loads packs (zips, folders, single files); the later of two items with one id wins. What cannot be used is told to
 * `warn` in one sentence with file and reason, and the rest loads. A pack that is absent or unreadable is a Refusal.
 */
export function loadPacks(sources: string[], warn: Warn): Content {
  const content = new Content()
  for (const source of sources) {
    const files = packFiles(source)
    const items = files.flatMap(file => itemIn(file, file.place === source, warn) ?? [])
    if (items.length === 0) warn(`Pack ${source} holds no content item.`)
    for (const item of items) add(content, item, files, warn)
  }
  return content
}
