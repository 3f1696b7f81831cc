import type { Json, JsonObject } from '../../../kit/wire.ts'
import { idOf } from '../../../warroom/pack/identify.ts'
import type { Renamed } from '../automations.ts'
import type { PackItem } from '../items.ts'
import { isShared, type Names, namesOf } from './names.ts'
import { nameRenamer, textRenamer } from './texts.ts'

/** A pack whose ids all have a suffix, so that a tenant can have it beside the pack that owns them without. */
export interface Suffix {
  /** What the bundles of automations and integrations have to know. */
  readonly automations: Renamed
  /** Whether an item is shared with other packs, and left out. */
  readonly isShared: (item: PackItem) => boolean
  readonly item: (item: PackItem) => PackItem
  readonly pack: (metadata: JsonObject) => JsonObject
  /** Renames in the code of a bundle, whose sentences and defaults name items. */
  readonly code: (text: string) => string
  /** Renames in a document. */
  readonly text: (text: string) => string
}

/** Longer than anybody needs; names of fields become columns. */
const LONGEST = 20

/** Throws when the word cannot stand in ids of all kinds: cliNames take letters and digits alone (IF105), BA105 forbids `/`. */
function checkWord(word: string): void {
  const wrong = /[^A-Za-z0-9]/.exec(word)?.[0]
  const expected = `give letters and digits, ${LONGEST} at most, such as Trial.`
  if (word === '') throw new Error(`The suffix is empty; ${expected}`)
  if (wrong !== undefined)
    throw new Error(`The suffix "${word}" holds "${wrong}", which ids may not have; ${expected}`)
  if (word.length > LONGEST)
    throw new Error(`The suffix "${word}" is ${word.length} characters long; ${expected}`)
}

const isObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** Keys under which an automation is named and nothing else is. */
const AUTOMATION_KEYS = new Set(['scriptName', 'operator', 'script', 'closureScript', 'preProcessingScript'])

/** Renames in every value below: texts, automations, and the fields that a complex value reads from the incident. */
function walker(names: Names, automations: ReadonlySet<string>, word: string): (value: Json) => Json {
  const renamed = textRenamer(names)
  const accessor = (text: string): string => {
    const [first = ''] = text.split(/[.[]/)
    return (names.cliNames.get(first) ?? first) + text.slice(first.length)
  }
  const walk = (value: Json, key = ''): Json => {
    if (typeof value === 'string')
      return AUTOMATION_KEYS.has(key) && automations.has(value) ? value + word : renamed(value)
    if (Array.isArray(value)) return value.map(one => walk(one, key))
    if (!isObject(value)) return value
    const entries = Object.entries(value).map(([name, inner]): [string, Json] => [name, walk(inner, name)])
    const walked: JsonObject = Object.fromEntries(entries)
    if (value.root === 'incident' && typeof value.accessor === 'string')
      walked.accessor = accessor(value.accessor)
    return walked
  }
  return value => walk(value)
}

/** Keys of mappings: what a mapper of our incident types fills are incident fields, by name or cliName (MP-30). */
function mapping(value: JsonObject, { texts, fieldNames, cliNames }: Names): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([type, one]) => {
      const renamed = texts.get(type)
      if (renamed === undefined || !isObject(one) || !isObject(one.internalMapping)) return [type, one]
      const fields = Object.entries(one.internalMapping).map(([target, source]) => [
        fieldNames.get(target) ?? cliNames.get(target) ?? target,
        source,
      ])
      return [renamed, { ...one, internalMapping: Object.fromEntries(fields) }]
    }),
  )
}

/** Fields that a layout shows, with and without `incident_`. */
function layout(value: Json, cliNames: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map(one => layout(one, cliNames))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => {
    if (key !== 'fieldId' || typeof inner !== 'string') return [key, layout(inner, cliNames)]
    const [, prefix = '', name = ''] = /^(incident_)?(.*)$/s.exec(inner) ?? []
    return [key, prefix + (cliNames.get(name) ?? name)]
  })
  return Object.fromEntries(entries)
}

/** What a field is called, and the incident types that it is of: those of other packs have it under its own name. */
function fieldNames(data: JsonObject, { cliNames, fieldNames: names, texts }: Names): JsonObject {
  const cliName = cliNames.get(String(data.cliName)) ?? String(data.cliName)
  const types = ((data.associatedTypes ?? []) as string[]).flatMap(type => texts.get(type) ?? [])
  const name = names.get(String(data.name)) ?? String(data.name)
  return { id: `incident_${cliName}`, cliName, name, associatedTypes: types }
}

/** The suffix for a pack with these items and automations. Throws, naming the character, when ids may not have it. */
export function suffixOf(word: string, items: readonly PackItem[], automations: readonly string[]): Suffix {
  checkWord(word)
  const names = namesOf(items, word)
  const renamed = textRenamer(names)
  const walk = walker(names, new Set(automations), word)
  const data = (item: PackItem): JsonObject => {
    const walked = walk(item.data) as JsonObject
    if (item.kind === 'incident field') return { ...walked, ...fieldNames(item.data, names) }
    if (item.kind === 'mapper') return { ...walked, mapping: mapping(walked.mapping as JsonObject, names) }
    if (item.kind === 'layout') return layout(walked, names.cliNames) as JsonObject
    if (item.kind === 'list' || item.kind === 'pre-process rule')
      return { ...walked, packID: `${walked.packID}${word}` }
    if (item.kind !== 'automation') return walked
    const name = idOf(item.data) + word
    return { ...walked, commonfields: { ...(walked.commonfields as JsonObject), id: name }, name }
  }
  return {
    code: nameRenamer(names),
    text: renamed,
    automations: { suffix: word, fields: Object.fromEntries(names.cliNames) },
    isShared,
    item: item => {
      const { text: _, readme, description, ...rest } = item
      return {
        ...rest,
        data: data(item),
        ...(readme !== undefined && { readme: renamed(readme) }),
        ...(description !== undefined && { description: renamed(description) }),
      }
    },
    pack: metadata => ({ ...metadata, name: `${metadata.name} ${word}` }),
  }
}
