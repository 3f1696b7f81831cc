import type { Json } from '../../kit/wire.ts'

const MOST_ITEMS = 2
const MOST_ROWS = 5
const MOST_LINES = 40
const LONGEST_TEXT = 160

/** A value short enough to read: of a list the first things, of a text the beginning; what is left out is counted. */
export function cutJson(value: Json): Json {
  if (typeof value === 'string') return cutText(value)
  if (Array.isArray(value)) {
    const kept = value.slice(0, MOST_ITEMS).map(cutJson)
    const more = value.length - MOST_ITEMS
    return more > 0 ? [...kept, `… ${more} more`] : kept
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cutJson(member)]))
}

/** The first lines of a text. */
export function cutLines(text: string): string {
  const lines = text.split('\n')
  if (lines.length <= MOST_LINES) return text
  return [...lines.slice(0, MOST_LINES), `… ${lines.length - MOST_LINES} more lines`].join('\n')
}

/** Markdown with the first rows of each of its tables, and no cell longer than can be read. */
export function cutTables(markdown: string): string {
  const kept: string[] = []
  // Rows of the table that the line stands in: the headers and the dashes are two of them.
  let rows = 0
  const endTable = () => {
    if (rows > MOST_ROWS + 2) kept.push('', `… ${rows - MOST_ROWS - 2} more rows`)
    rows = 0
  }
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('|')) {
      endTable()
      kept.push(cutText(line))
      continue
    }
    rows += 1
    if (rows <= MOST_ROWS + 2)
      kept.push(
        line
          .split(/(?<!\\)\|/)
          .map(cutCell)
          .join('|'),
      )
  }
  endTable()
  return kept.join('\n')
}

function cutCell(cell: string): string {
  const cut = cutText(cell)
  // Half of a <br> or a lone backslash would spoil the row.
  return cut === cell ? cell : `${cut.slice(0, -1).replace(/(<[^>]*|\\)$/, '')}… `
}

function cutText(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text
}
