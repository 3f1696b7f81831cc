import type { Section } from './section.ts'

/** Codes, names and paths of entries (HC §4), and the functions that read and make entries. */
export const ENTRIES: Section = {
  names:
    'entryTypes formats isError getError createContext createEntry compareVersions isDemistoVersionGE'.split(
      ' ',
    ),
  code: `
__offer({
  entryTypes: {
    note: 1, downloadAgent: 2, file: 3, error: 4, pinned: 5, userManagement: 6, image: 7, playgroundError: 8,
    plagroundError: 8, entryInfoFile: 9, warning: 11, map: 15, debugMode: 16, widget: 17,
  },
  formats: {
    html: 'html', table: 'table', json: 'json', text: 'text', markdown: 'markdown',
    dbotResponse: 'dbotCommandResponse',
  },
})

const __listOf = value => (isArray(value) ? value : value === undefined || value === null ? [] : [value])

function isError(entries) {
  return __listOf(entries).some(entry => entry !== null && typeof entry === 'object' && entry.Type === 4)
}

function getError(entries) {
  if (!isError(entries)) throw new Error('getError: there is no error among the entries.')
  const texts = __listOf(entries).filter(entry => isError(entry)).map(entry => entry.Contents)
  return texts.length === 1 ? texts[0] : texts.join('\\n')
}

// Keys with dots become objects in objects.
function createContext(data, id) {
  if (isArray(data)) return data.map(item => createContext(item, id))
  const context = {}
  for (const [key, value] of Object.entries(data ?? {})) {
    const names = key.split('.')
    const last = names.pop()
    let place = context
    for (const name of names) {
      if (!hasOwn(place, name) || !__isObject(place[name])) __set(place, name, {})
      place = place[name]
    }
    __set(place, last, value)
  }
  if (!context.ID && id) context.ID = id
  return context
}

// The raw result translated: its fields under their new names as a table, and as context.
function __translated(result, { contextPath, title, data, innerPath }, isShown, headerTransform) {
  const content = innerPath ? dq(result, innerPath) : result
  const shown = mapObjFunction(data, isShown ?? (field => field.humanReadable !== false))(content)
  return {
    Type: 1,
    Contents: result,
    ContentsFormat: 'json',
    ReadableContentsFormat: 'markdown',
    HumanReadable: tableToMarkdown(title, shown, undefined, undefined, headerTransform ?? dotToSpace),
    EntryContext: { [contextPath]: createContext(mapObjFunction(data)(content)) },
  }
}

function createEntry(contents, options, isShown, headerTransformOf) {
  if (isArray(options?.data)) return __translated(contents ?? null, options, isShown, headerTransformOf)
  const { type, contentsFormat, context, title, humanReadable, headers, headerTransform } = options ?? {}
  const entry = {
    Type: type ?? 1,
    Contents: contents ?? null,
    ContentsFormat: contentsFormat ?? (typeof contents === 'string' ? 'text' : 'json'),
    ReadableContentsFormat: 'markdown',
  }
  const readable = humanReadable ?? (title === undefined ? undefined
    : tableToMarkdown(title, contents, headers, undefined, headerTransform))
  if (readable !== undefined) entry.HumanReadable = readable
  if (context !== undefined) entry.EntryContext = context
  return entry
}

function __numbers(version) {
  return String(version).split('.').map(part => parseInt(part, 10) || 0)
}

function compareVersions(left, right) {
  const [a, b] = [__numbers(left), __numbers(right)]
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}

const isDemistoVersionGE = version => compareVersions(demistoVersion().version, version) >= 0

__offer({ isError, getError, createContext, createEntry, compareVersions, isDemistoVersionGE })
`,
}
