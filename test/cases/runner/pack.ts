import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { parse } from 'yaml'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Case } from './case.ts'

const BUILT = fileURLToPath(new URL('../../../dist/OktaIdentityLifecycle.zip', import.meta.url))

let items: ReadonlyMap<string, JsonObject> | undefined

/**
 * The items of the built pack by their path in the zip, YAML told as JSON: parsing the YAML is two thirds of what starting a war
 * room takes, and these tests start it some hundred times.
 */
export function builtItems(): ReadonlyMap<string, JsonObject> {
  items ??= new Map(
    Object.entries(unzipSync(readFileSync(BUILT)))
      .filter(([name]) => /^\w+\/.+\.(ya?ml|json)$/.test(name))
      .map(([name, bytes]) => [name.replace(/\.ya?ml$/, '.json'), parsed(name, strFromU8(bytes))]),
  )
  return items
}

function parsed(name: string, text: string): JsonObject {
  return (name.endsWith('.json') ? JSON.parse(text) : parse(text)) as JsonObject
}

/** A playbook with other values of its inputs, which must be there. */
function withInputs(playbook: JsonObject, values: Record<string, string>): JsonObject {
  const inputs = (playbook.inputs ?? []) as JsonObject[]
  for (const key of Object.keys(values))
    if (!inputs.some(input => input.key === key))
      throw new Error(`The playbook ${playbook.name} has no input ${key}.`)
  const changed = inputs.map(input => {
    const simple = values[String(input.key)]
    return simple === undefined ? input : { ...input, value: { simple } }
  })
  return { ...playbook, inputs: changed }
}

/** A list as a pack has it: at the prompt a `${…}` in it would be filled in (HC-46). */
function listItem(name: string, data: Json): Uint8Array {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  return strToU8(JSON.stringify({ id: name, name, version: -1, type: 'plain_text', data: text }))
}

/** Writes the pack as the case has it: with the inputs it sets, and its lists in place of the samples. */
export function writePack({ given }: Case, folder: string): string {
  const files: Zippable = {}
  const unused = new Set(Object.keys(given.inputs))
  for (const [name, item] of builtItems()) {
    const list = name.startsWith('Lists/') ? String(item.name).replace(/-sample$/, '') : ''
    if (Object.hasOwn(given.lists, list)) continue
    const inputs = name.startsWith('Playbooks/') ? given.inputs[String(item.name)] : undefined
    if (inputs) unused.delete(String(item.name))
    files[name] = [strToU8(JSON.stringify(inputs ? withInputs(item, inputs) : item)), { level: 0 }]
  }
  for (const [name, data] of Object.entries(given.lists))
    if (data !== null) files[`Lists/list-${name}.json`] = [listItem(name, data), { level: 0 }]
  for (const name of unused) throw new Error(`There is no playbook ${name}, whose inputs the case sets.`)
  const file = path.join(folder, 'pack.zip')
  writeFileSync(file, zipSync(files))
  return file
}

/** The name of a task of a playbook. */
export function taskName(playbook: string, id: string): string {
  const found = [...builtItems()].find(
    ([name, item]) => name.startsWith('Playbooks/') && item.id === playbook,
  )
  const tasks = (found?.[1].tasks ?? {}) as Record<string, { task: { name: string } }>
  return tasks[id]?.task.name ?? id
}
