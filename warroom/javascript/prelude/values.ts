import type { Section } from './section.ts'

/** Lists and objects: what scripts use to read arguments and answers. */
export const VALUES: Section = {
  names:
    'argToList argToBoolean toArray isObject isEmpty mapObjFunction flattenFields mergeDicts cleanObject uniqueArray treeToFlattenObject mergeForeignObjects removeEmptyFields dedupe'.split(
      ' ',
    ),
  code: `
function argToList(arg, separator) {
  if (arg === undefined || arg === null || arg === '') return []
  if (isArray(arg)) return arg
  if (typeof arg !== 'string') return [arg]
  const text = arg.trim()
  if (text.startsWith('[') && text.endsWith(']')) {
    try { return parse(text) } catch (fault) { /* a text in brackets that is no JSON is split like any other */ }
  }
  return text.split(separator ?? ',').map(item => item.trim())
}

function argToBoolean(arg) {
  if (typeof arg === 'boolean') return arg
  const text = String(arg).toLowerCase()
  if (['true', 'yes', 'y', 't', '1'].includes(text)) return true
  if (['false', 'no', 'n', 'f', '0'].includes(text)) return false
  throw new Error('Argument does not contain a valid boolean-like value: ' + arg)
}

const toArray = value => (isArray(value) ? value : value === undefined || value === null ? [] : [value])

const isEmpty = value =>
  value === undefined || value === null || value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0)

function mapObjFunction(fields, filter) {
  const wanted = fields
    .map(field => (typeof field === 'string' ? { from: field, to: field } : field))
    .filter(field => !filter || filter(field))
  const one = object => {
    const mapped = {}
    for (const { from, to } of wanted) __set(mapped, to, typeof from === 'function' ? from(object) : dq(object, from))
    return mapped
  }
  return object => (isArray(object) ? object.map(one) : one(object))
}

// What is empty, zero or false is left out, and every value is text. A filter is asked with the path and the value.
function flattenFields(object, path, flat, filter) {
  const found = flat ?? {}
  if (!object) return found
  if (typeof object !== 'object') {
    if (!filter || filter(path, object)) __set(found, path, String(object))
    return found
  }
  for (const [key, value] of Object.entries(object)) flattenFields(value, path ? path + '.' + key : key, found, filter)
  return found
}

function mergeDicts(...objects) {
  const merged = {}
  for (const object of objects.flat())
    for (const [key, value] of Object.entries(object ?? {})) __set(merged, key, value)
  return merged
}

function cleanObject(object) {
  if (isArray(object)) return object.map(cleanObject).filter(value => !isEmpty(value))
  if (!isObject(object)) return object
  const kept = {}
  for (const [key, value] of Object.entries(object)) {
    const cleaned = cleanObject(value)
    if (!isEmpty(cleaned)) __set(kept, key, cleaned)
  }
  return kept
}

const uniqueArray = list => [...new Set(toArray(list))]

__offer({
  argToList, argToBoolean, toArray, isObject: __isObject, isEmpty, mapObjFunction, flattenFields, mergeDicts, cleanObject,
  uniqueArray, treeToFlattenObject: object => __flat(object), mergeForeignObjects: mergeDicts,
  removeEmptyFields: cleanObject, dedupe: uniqueArray,
})
`,
}
