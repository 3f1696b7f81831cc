import type { Json, JsonObject } from '../../kit/wire.ts'

/** With a Type, any of these is enough: an entry has contents, names a file, or asks for another run. */
const MARKS = ['Contents', 'FileID', 'PollingCommand']

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** HC-63: JavaScript may leave out the ContentsFormat, and then a numeric Type says that it is an entry. */
export function isEntry(value: Json): value is JsonObject {
  if (!isObject(value)) return false
  if (Object.hasOwn(value, 'Contents') && typeof value.ContentsFormat === 'string') return true
  return typeof value.Type === 'number' && MARKS.some(mark => Object.hasOwn(value, mark))
}

/** What a script returned, with every entry in it made whole: Contents, and a ContentsFormat that fits them. */
export function wholeEntries(value: Json): Json {
  if (Array.isArray(value)) return value.map(wholeEntries)
  if (!isEntry(value)) return value
  const { Contents = '', ContentsFormat } = value
  if (typeof ContentsFormat === 'string' && ContentsFormat !== '') return { ...value, Contents }
  return { ...value, Contents, ContentsFormat: typeof Contents === 'string' ? 'text' : 'json' }
}
