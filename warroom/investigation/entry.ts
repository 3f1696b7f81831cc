import type { Entry, Json, JsonObject } from '../../kit/wire.ts'

/** HC §4, Type codes. */
export const NOTE = 1
export const ERROR = 4
export const WARNING = 11

/** HC-60, HC-64: a text the war room itself puts into an investigation. */
export function textEntry(type: typeof NOTE | typeof ERROR, text: string): Entry {
  return { Type: type, ContentsFormat: 'text', Contents: text }
}

export function isError(entry: Entry): boolean {
  return entry.Type === ERROR
}

function isEntry(value: JsonObject): boolean {
  return value.Contents !== undefined && typeof value.ContentsFormat === 'string'
}

/**
 * HC-60 to HC-62, HC-66: what a run returned, as entries. Text and numbers become notes, an object with Contents and
 * ContentsFormat is the entry, any other value is shown as JSON text, nothing is no entry, and a list is each of its items.
 */
export function toEntries(value: Json): Entry[] {
  if (value === null) return []
  if (Array.isArray(value)) return value.flatMap(toEntries)
  if (typeof value !== 'object') return [textEntry(NOTE, String(value))]
  if (!isEntry(value)) return [{ Type: NOTE, ContentsFormat: 'json', Contents: JSON.stringify(value) }]
  const { EntryContext, ...entry } = value
  const isMergeable =
    EntryContext !== null && typeof EntryContext === 'object' && !Array.isArray(EntryContext)
  const type = typeof value.Type === 'number' ? value.Type : NOTE
  return [{ ...entry, ...(isMergeable ? { EntryContext } : {}), Type: type } as Entry]
}

/** Where an entry came from: what HC §4 calls Brand, ModuleName and Metadata.parentContent. */
export interface Origin {
  brand: string
  instance: string
  category: string
  line: string
  created: string
}

/** HC §4: the entry as it is read back, with its id `<n>@<investigation>` and its metadata. */
export function completed(entry: Entry, number: number, investigation: string, origin: Origin): Entry {
  const id = `${number}@${investigation}`
  return {
    ...entry,
    ID: id,
    Brand: origin.brand,
    Category: origin.category,
    ModuleName: origin.instance,
    Metadata: {
      id,
      type: entry.Type,
      format: entry.ContentsFormat,
      brand: origin.brand,
      category: origin.category,
      instance: origin.instance,
      investigationId: investigation,
      created: origin.created,
      parentContent: origin.line,
    },
  }
}
