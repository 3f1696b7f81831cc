import { isObject, type Json, type JsonObject } from '../json.ts'

/** One entry of a seed list, and where it stands, for errors. */
export interface Entry {
  value: JsonObject
  where: string
}

/** The entries of a list of a seed, none when it is absent; RangeError naming what is no list or no object. */
export function entries(seed: JsonObject, name: string, file: string): Entry[] {
  const list = seed[name] ?? []
  if (!Array.isArray(list)) throw new RangeError(`${file}: ${name} must be a list`)
  return list.map((value, at) => {
    const where = `${file}: ${name}[${at}]`
    if (!isObject(value)) throw new RangeError(`${where} must be an object`)
    return { value, where }
  })
}

export function text({ value, where }: Entry, name: string): string {
  const found = value[name]
  if (typeof found !== 'string' || found === '')
    throw new RangeError(`${where}.${name} must be a text, not ${shown(found)}`)
  return found
}

export function optionalText(entry: Entry, name: string): string | undefined {
  return entry.value[name] === undefined ? undefined : text(entry, name)
}

export function oneOf<T extends string>(entry: Entry, name: string, known: readonly T[], otherwise?: T): T {
  const found = entry.value[name] ?? otherwise
  const fitting = known.find(one => one === found)
  if (fitting) return fitting
  throw new RangeError(`${entry.where}.${name} must be one of ${known.join(', ')}, not ${shown(found)}`)
}

export function texts({ value, where }: Entry, name: string): string[] {
  const list = value[name] ?? []
  if (!Array.isArray(list) || !list.every(item => typeof item === 'string'))
    throw new RangeError(`${where}.${name} must be a list of texts`)
  return list
}

export function object({ value, where }: Entry, name: string): JsonObject {
  const found = value[name] ?? {}
  if (!isObject(found)) throw new RangeError(`${where}.${name} must be an object`)
  return found
}

function shown(value: Json | undefined): string {
  return JSON.stringify(value ?? null)
}
