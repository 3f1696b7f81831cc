import type { Names } from './names.ts'

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The alternatives of a pattern, the longest first: `IAM - Configuration Change` is not `IAM - Configuration`. */
const anyOf = (names: Iterable<string>): string =>
  [...names]
    .sort((one, other) => other.length - one.length)
    .map(escaped)
    .join('|')

/** Renames the names of items in a text, wherever they stand. */
export function nameRenamer({ texts }: Pick<Names, 'texts'>): (text: string) => string {
  const names = new RegExp(`(?<![\\p{L}\\d-])(${anyOf(texts.keys())})(?![\\p{L}\\d-])`, 'gu')
  return text => text.replace(names, name => texts.get(name) ?? name)
}

/** Renames in a text: names of items wherever they stand, fields as `incident.<cliName>`. */
export function textRenamer({ texts, cliNames }: Names): (text: string) => string {
  const named = nameRenamer({ texts })
  const fields = new RegExp(
    `\\b(incident\\.(?:CustomFields\\.)?)(${anyOf(cliNames.keys())})(?![\\p{L}\\d_])`,
    'gu',
  )
  return text =>
    named(text).replace(fields, (_, root: string, field: string) => root + (cliNames.get(field) ?? field))
}
