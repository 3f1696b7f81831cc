import { stripVTControlCharacters } from 'node:util'

const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)))

const GAP = 2

/** A column narrower than this is not worth wrapping into. */
const NARROWEST_WRAPPED = 30

/** A cell is its lines. */
type Row = string[][]

function line(cells: string[], widths: number[]): string {
  return cells
    .map((text, column) => pad(text, widths[column] ?? 0))
    .join(' '.repeat(GAP))
    .trimEnd()
}

function aligned(headers: string[], rows: Row[], widths: number[]): string[] {
  const lines = [
    line(headers, widths),
    line(
      widths.map(width => '─'.repeat(width)),
      widths,
    ),
  ]
  for (const row of rows) {
    const height = Math.max(1, ...row.map(cell => cell.length))
    for (let at = 0; at < height; at += 1)
      lines.push(
        line(
          row.map(cell => cell[at] ?? ''),
          widths,
        ),
      )
  }
  return lines
}

/** One `header: value` a line; what has several lines stands indented below its header. */
function transposed(headers: string[], rows: Row[]): string[] {
  return rows.flatMap((row, index) => {
    const lines = headers.flatMap((header, column) => {
      const [first = '', ...more] = row[column] ?? []
      if (more.length === 0) return [`${header}: ${first}`.trimEnd()]
      return [`${header}:`, ...[first, ...more].map(text => `  ${text}`)]
    })
    return index === 0 ? lines : ['', ...lines]
  })
}

/** A line broken between words, so that no part is wider than `width` unless a word is. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function widthsOf(headers: string[], rows: Row[]): number[] {
  return headers.map((header, column) =>
    Math.max(widthOf(header), ...rows.flatMap(row => (row[column] ?? []).map(widthOf))),
  )
}

const totalOf = (widths: number[]): number => widths.reduce((sum, own) => sum + own + GAP, -GAP)

/** The rows with their widest column wrapped into what the others leave. */
function withWidestWrapped(rows: Row[], widths: number[], width: number): Row[] {
  const widest = widths.indexOf(Math.max(...widths))
  const left = width - totalOf(widths) + (widths[widest] ?? 0)
  if (left < NARROWEST_WRAPPED) return rows
  return rows.map(row =>
    row.map((cell, column) => (column === widest ? cell.flatMap(text => wrapped(text, left)) : cell)),
  )
}

/**
 * A table as text: aligned columns when they fit into `width`, the widest one wrapped if need be; otherwise every row on
 * its own with one `header: value` a line, because `details` in an IAM table is as wide as a user object. Cells may hold
 * several lines and colours.
 */
export function textTable(headers: string[], cells: string[][], width: number): string {
  const rows = cells.map(row => row.map(cell => cell.split('\n')))
  const widths = widthsOf(headers, rows)
  const fitting = totalOf(widths) <= width ? rows : withWidestWrapped(rows, widths, width)
  const fitted = widthsOf(headers, fitting)
  const lines = totalOf(fitted) <= width ? aligned(headers, fitting, fitted) : transposed(headers, rows)
  return `${lines.join('\n')}\n`
}
