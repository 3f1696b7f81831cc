import { isObject, type Json, type JsonObject, only } from './json.ts'

/** The entries of a report: a list, or a function that makes them anew for every download, so that they need no memory. */
export type Entries = readonly JsonObject[] | (() => Iterable<JsonObject>)

/** What the report holds. A download goes on with the entries that it began with, whatever is changed meanwhile. */
export class Report {
  #entries: () => Iterable<JsonObject> = () => []

  constructor(entries: Entries) {
    this.set(entries)
  }

  set(entries: Entries): void {
    if (typeof entries === 'function') {
      this.#entries = entries
      return
    }
    const list = [...entries]
    this.#entries = () => list
  }

  entries(): Iterable<JsonObject> {
    return this.#entries()
  }

  /** How many entries there are; walks over them. */
  count(): number {
    let count = 0
    for (const _ of this.#entries()) count += 1
    return count
  }

  /** Changes or removes the entries that a patch names, and tells how many. From then on the entries are a list in memory. */
  patch({ key, value, set }: Patch): number {
    let fitting = 0
    const list: JsonObject[] = []
    for (const entry of this.#entries()) {
      const fits = Object.hasOwn(entry, key) && entry[key] === value
      if (fits) fitting += 1
      if (!fits) list.push(entry)
      else if (set) list.push({ ...entry, ...set })
    }
    if (fitting > 0) this.set(list)
    return fitting
  }
}

/** Which entries (those whose column `key` is `value`), and the columns they get; without `set` they are removed. */
interface Patch {
  readonly key: string
  readonly value: Json
  readonly set?: JsonObject
}

/** Reads entries as a list or as a report holds them; RangeError naming what is wrong. */
export function readEntries(value: unknown): JsonObject[] {
  const list = isObject(value) && Object.hasOwn(value, 'Report_Entry') ? value.Report_Entry : value
  if (!Array.isArray(list))
    throw new RangeError('expected a list of entries, or {"Report_Entry": [entry, …]} as a report holds them')
  return list.map((entry: unknown, at) => {
    if (isObject(entry)) return entry
    throw new RangeError(`entry ${at + 1} must be an object, not ${JSON.stringify(entry)}`)
  })
}

/** Reads a patch; RangeError naming what is wrong. */
export function readPatch(value: Json): Patch {
  if (!isObject(value)) throw new RangeError(`a patch must be an object, not ${JSON.stringify(value)}`)
  only(value, ['key', 'value', 'set', 'remove'], 'a patch')
  const { key, value: wanted, set, remove } = value
  if (typeof key !== 'string' || wanted === undefined)
    throw new RangeError('a patch names entries by {"key": "Emp_ID", "value": "1001"}')
  if (remove === true && set === undefined) return { key, value: wanted }
  if (isObject(set) && (remove === undefined || remove === false)) return { key, value: wanted, set }
  throw new RangeError('a patch has either "set": {column: value, …} or "remove": true')
}
