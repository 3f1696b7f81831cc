import type { Json } from '../../kit/wire.ts'
import type { Readable } from '../engine/outcome.ts'

/** HC-69: what would end a cell or start markdown in it. */
function cell(value: Json | undefined): string {
  const text =
    value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  return text.replace(/\r\n|\r|\n/g, '<br>').replace(/[|`]/g, '\\$&')
}

/** Rows under a title as the platform's markdown table; a sentence instead when there is none. */
export function tableOf(
  title: string,
  headers: string[],
  rows: (Json | undefined)[][],
  none: string,
): Readable {
  if (rows.length === 0) return { format: 'text', text: none }
  const lines = rows.map(row => `| ${row.map(cell).join(' | ')} |`)
  const head = [`### ${title}`, `|${headers.join('|')}|`, `|${headers.map(() => '---').join('|')}|`]
  return { format: 'markdown', text: [...head, ...lines, ''].join('\n') }
}
