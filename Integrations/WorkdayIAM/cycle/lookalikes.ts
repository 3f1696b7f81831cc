import type { EntryText, MappedEntry } from './mapped-entry.ts'

/**
 * Entries of the report in whose text one of these values stands, or the longest word of this name, mapped: by it a person who
 * stands there twice is found without mapping the report as a whole. A mapper that makes other values of what stands in the
 * report hides them.
 */
export async function lookalikes(
  texts: readonly EntryText[],
  values: readonly string[],
  name: string,
  map: (text: EntryText) => Promise<MappedEntry>,
): Promise<MappedEntry[]> {
  const wanted = values.filter(Boolean).map(escaped)
  const patterns = [...(wanted.length ? [`["\\s:](?:${wanted.join('|')})["\\s,}]`] : []), ...wordOf(name)]
  const found: MappedEntry[] = []
  if (patterns.length === 0) return found
  const pattern = new RegExp(patterns.join('|'), 'i')
  // Letters beyond ASCII may be written as escapes.
  const mayBeEscaped = [...values, name].some(value => /[^ -~]/.test(value))
  for (const text of texts)
    if (pattern.test(text.text) || (mayBeEscaped && text.text.includes('\\u'))) found.push(await map(text))
  return found
}

/** Names are compared without case, blanks and encoding, so only a word of plain letters stands in both texts alike. */
function wordOf(name: string): string[] {
  const words = name.match(/[a-z0-9]+/gi) ?? []
  const longest = words.sort((one, other) => other.length - one.length)[0]
  return longest === undefined ? (name ? [escaped(name)] : []) : [longest]
}

const escaped = (value: string) => value.replace(/[\\^$.|?*+()[\]{}/-]/g, '\\$&')
