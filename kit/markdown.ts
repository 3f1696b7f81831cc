import type { Json, JsonObject } from './wire.ts'

/**
 * A table as the platform prints it (HC-69): an optional title line, the headers, one line per row. One object is one
 * row. With removeNull a column that is empty in every row is left out.
 */
export function tableToMarkdown(
  title: string | undefined,
  rows: JsonObject | readonly JsonObject[],
  headers: readonly string[],
  removeNull = false,
): string {
  const head = title === undefined ? '' : `### ${title}\n`
  const all = Array.isArray(rows)
    ? (rows as readonly JsonObject[])
    : Object.keys(rows).length
      ? [rows as JsonObject]
      : []
  const kept = removeNull ? headers.filter(header => all.some(row => !isEmpty(row[header]))) : headers
  if (!all.length || !kept.length) return `${head}**No entries.**\n`
  const line = (cells: readonly string[], blank: string) =>
    `|${cells.map(cell => `${blank}${cell}${blank}`).join('|')}|\n`
  return (
    head +
    line(kept.map(escapeCell), '') +
    line(
      kept.map(() => '---'),
      '',
    ) +
    all
      .map(row =>
        line(
          kept.map(header => escapeCell(cellText(row[header]))),
          ' ',
        ),
      )
      .join('')
  )
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function cellText(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return listText(value)
  if (typeof value !== 'object') return JSON.stringify(value)
  return Object.entries(value)
    .map(([key, member]) => `${key}: ${memberText(member)}`)
    .join('\n')
}

function memberText(member: Json): string {
  if (Array.isArray(member)) return listText(member)
  return typeof member === 'object' ? spacedJson(member) : cellText(member)
}

function listText(items: readonly Json[]): string {
  return items.map(item => (typeof item === 'string' ? item : spacedJson(item))).join(',\n')
}

/** JSON text with a blank after every colon and comma, as Python's json.dumps writes it. */
function spacedJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(', ')}]`
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}: ${spacedJson(member)}`)
    .join(', ')}}`
}

function escapeCell(text: string): string {
  return text
    .replace(/\r\n|\r|\n/g, '<br>')
    .replaceAll('|', '\\|')
    .replaceAll('`', '\\`')
}
