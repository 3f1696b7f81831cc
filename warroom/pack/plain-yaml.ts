import { parse } from 'yaml'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { isPair, NOT_PLAIN, pairIn, scalarIn } from './plain-scalar.ts'

// Tabs, carriage returns and byte order marks have rules of their own.
const UNUSUAL = /[^\n\u0020-\ufefe\uff00-\uffff]/
const DEEPEST = 100

const isItem = (content: string): boolean => content.startsWith('- ') || content === '-'

function indentOf(line: string): number {
  let indent = 0
  while (line[indent] === ' ') indent += 1
  return indent
}

class PlainReader {
  #at = 0
  readonly #lines: string[]

  constructor(text: string) {
    this.#lines = text.split('\n')
  }

  /** The whole text, which must be a map. */
  document(): JsonObject {
    const map = this.#map(0, 0)
    if (Object.keys(map).length === 0 || this.#next() !== undefined) throw NOT_PLAIN
    return map
  }

  /** The next line that is not empty, not yet taken. */
  #next(): string | undefined {
    while (this.#lines[this.#at] === '') this.#at += 1
    const line = this.#lines[this.#at]
    if (line?.endsWith(' ')) throw NOT_PLAIN
    return line
  }

  /** What the next line holds at this indent; undefined when it is less indented. More is a scalar that goes on. */
  #content(indent: number): string | undefined {
    const line = this.#next()
    if (line === undefined) return undefined
    const found = indentOf(line)
    if (found > indent) throw NOT_PLAIN
    return found < indent ? undefined : line.slice(indent)
  }

  #map(indent: number, depth: number): JsonObject {
    const map: JsonObject = {}
    for (;;) {
      const content = this.#content(indent)
      if (content === undefined) return map
      const { key, text } = pairIn(content)
      // A key that is there twice is an error, which the library tells.
      if (Object.hasOwn(map, key)) throw NOT_PLAIN
      this.#at += 1
      map[key] = this.#value(text, indent, depth)
    }
  }

  #list(indent: number, depth: number): Json[] {
    const list: Json[] = []
    for (;;) {
      const content = this.#content(indent)
      if (content === undefined || !isItem(content)) return list
      const text = content.slice(1).replace(/^ +/, '')
      if (isItem(text) || isPair(text)) {
        // The item begins on the dash's line: without the dash it is a node like any other.
        this.#lines[this.#at] = ' '.repeat(indent + content.length - text.length) + text
        list.push(this.#node(indent + 1, depth))
      } else {
        this.#at += 1
        list.push(text === '' ? this.#node(indent + 1, depth) : this.#text(text, indent))
      }
    }
  }

  /** What stands behind a key; a list may be no more indented than its key. */
  #value(text: string, indent: number, depth: number): Json {
    if (text !== '') return this.#text(text, indent)
    const line = this.#next() ?? ''
    const isBeside = indentOf(line) === indent && isItem(line.slice(indent))
    return this.#node(isBeside ? indent : indent + 1, depth)
  }

  /** A map or a list of at least this indent; null when there is none. */
  #node(least: number, depth: number): Json {
    const line = this.#next()
    if (line === undefined) return null
    const indent = indentOf(line)
    if (indent < least) return null
    if (depth > DEEPEST) throw NOT_PLAIN
    return isItem(line.slice(indent)) ? this.#list(indent, depth + 1) : this.#map(indent, depth + 1)
  }

  #text(text: string, indent: number): Json {
    if (text === '|') return `${this.#literal(indent)}\n`
    return text === '|-' ? this.#literal(indent) : scalarIn(text)
  }

  /** The lines of a block, of which each is more indented than what holds it, without the empty ones at its end. */
  #literal(outer: number): string {
    const from = this.#at
    const indent = indentOf(this.#lines[from] ?? '')
    if (indent <= outer) throw NOT_PLAIN
    const margin = ' '.repeat(indent)
    let end = from
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#lines[this.#at] ?? ''
      if (line === '') continue
      // Lines of nothing but spaces count in some places and not in others.
      if (/^ +$/.test(line)) throw NOT_PLAIN
      if (!line.startsWith(margin)) break
      end = this.#at + 1
    }
    if (indentOf(this.#lines[this.#at] ?? '') > outer) throw NOT_PLAIN
    const lines = this.#lines.slice(from, end)
    return lines.map(line => line.slice(indent)).join('\n')
  }
}

/** What a text in the plain form says; undefined for any other text, be it YAML or not. */
export function plainYaml(text: string): JsonObject | undefined {
  if (!text.endsWith('\n') || UNUSUAL.test(text)) return undefined
  try {
    return new PlainReader(text).document()
  } catch {
    // Not in the plain form, or too much of it for one expression: the library has the last word either way.
    return undefined
  }
}

/**
 * The same as `parse` of the yaml library, with its errors. The library takes 0.4 s for this pack, half of what the war room takes to
 * start; but what the build writes, and most of what the platform exports, are maps and lists in blocks, scalars on one line and
 * literal blocks. That plain form is read here, and everything else by the library.
 */
export function parseYaml(text: string): Json {
  return plainYaml(text) ?? (parse(text) as Json)
}
