import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Json, JsonObject } from '../../kit/wire.ts'

/** A content item of the repository and its file's name. */
export interface ContentItem {
  readonly file: string
  readonly item: JsonObject
}

/** The JSON items of one of the pack's folders. */
export function itemsOf(folder: string): ContentItem[] {
  return readdirSync(folder)
    .sort()
    .map(file => ({ file, item: JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as JsonObject }))
}

/** The items of a folder by the text that a key has. */
export function itemsBy(folder: string, key: string): Map<string, JsonObject> {
  return new Map(itemsOf(folder).map(({ item }) => [String(item[key]), item]))
}

/** A file of the specification where it lies, beside the project; without it one line says what was not compared. */
export function specification(path: string, without: string): Json | undefined {
  const place = `../shared/${path}`
  if (existsSync(place)) return JSON.parse(readFileSync(place, 'utf8')) as Json
  console.log(`${place} is absent: ${without}.`)
  return undefined
}
