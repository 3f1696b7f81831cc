import type { Section } from './section.ts'

/** The markdown table as the platform prints it (HC-69), and its smaller relatives. */
export const TABLE: Section = {
  names: 'tableToMarkdown tblToMd formatCell stringEscapeMD objToMd arrToMd jsonToTable'.split(' '),
  code: String.raw`
function __spaced(value) {
  if (value === null || typeof value !== 'object') return stringify(value, __plain) ?? 'null'
  if (isArray(value)) return '[' + value.map(__spaced).join(', ') + ']'
  return '{' + Object.entries(value).map(([key, member]) => stringify(key) + ': ' + __spaced(member)).join(', ') + '}'
}

function __listText(items, delimiter) {
  return items.map(item => (typeof item === 'string' ? item : __spaced(item))).join(delimiter ?? ',\n')
}

function __memberText(member, delimiter) {
  if (isArray(member)) return __listText(member, delimiter)
  return typeof member === 'string' ? member : __spaced(member)
}

function formatCell(data, delimiter) {
  if (data === undefined || data === null) return ''
  if (typeof data === 'string') return data
  if (isArray(data)) return __listText(data, delimiter)
  if (typeof data !== 'object') return String(data)
  return Object.entries(data).map(([key, member]) => key + ': ' + __memberText(member, delimiter)).join('\n')
}

function stringEscapeMD(text) {
  return String(text).replace(/\r\n|\r|\n/g, '<br>').replace(/\|/g, '\\|').replace(/\x60/g, '\\\x60')
}

const __rowsOf = table => (isArray(table) ? table : isObject(table) ? (isEmpty(table) ? [] : [table]) : toArray(table))

function __headersOf(rows, headers) {
  const given = argToList(headers)
  if (given.length > 0) return given
  return isObject(rows[0]) ? Object.keys(rows[0]).sort() : ['value']
}

function tableToMarkdown(title, table, headers, delimiter, headerTransform, metadata, removeNull) {
  const head = title ? '### ' + title + '\n' + (metadata ? metadata + '\n' : '') : ''
  const rows = __rowsOf(table)
  const wanted = rows.length > 0 ? __headersOf(rows, headers) : []
  const cell = (row, header) => (isObject(row) ? (hasOwn(row, header) ? row[header] : undefined) : header === wanted[0] ? row : undefined)
  const kept = removeNull ? wanted.filter(header => rows.some(row => !isEmpty(cell(row, header)))) : wanted
  if (rows.length === 0 || kept.length === 0) return head + '**No entries.**\n'
  const shown = header => stringEscapeMD(typeof headerTransform === 'function' ? headerTransform(header) : header)
  const line = (cells, blank) => '|' + cells.map(text => blank + text + blank).join('|') + '|\n'
  const body = rows.map(row => line(kept.map(header => stringEscapeMD(formatCell(cell(row, header), delimiter))), ' '))
  return head + line(kept.map(shown), '') + line(kept.map(() => '---'), '') + body.join('')
}

function objToMd(object) {
  const flat = flattenFields(object, '', {})
  return 'Key | Value\n- | -\n' + Object.keys(flat).sort().map(key => key + ' | ' + flat[key] + '\n').join('')
}

const arrToMd = list => (isEmpty(list) ? '' : tableToMarkdown('', list))

function jsonToTable(value) {
  const rows = typeof value === 'string' ? parse(value) : value
  return toArray(rows).map(row => (isObject(row) ? __flat(row) : { value: row }))
}

__offer({
  tableToMarkdown, tblToMd: tableToMarkdown, formatCell, stringEscapeMD, objToMd, arrToMd, jsonToTable,
})
`,
}
