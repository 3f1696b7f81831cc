import type { Section } from './section.ts'

/** Texts: names in other spellings, templates, URLs, times and addresses. */
export const TEXT: Section = {
  names:
    'camelize underscoreToCamelCase pascalToSpace underscoreToSpace strCount replaceInTemplates replaceInTemplatesAndRemove encodeToURLQuery escapeHTML convertTimestampToString formatEpochDate dateToEpoch isValidIP isIp isPrivateIp capitalizeFirstLetter'.split(
      ' ',
    ),
  code: String.raw`
const __capital = word => word.charAt(0).toUpperCase() + word.slice(1)

const camelizeText = (text, delimiter) => String(text).split(delimiter ?? '_').filter(Boolean).map(__capital).join('')

// camelize works on a text or on all keys of an object, at every depth.
function camelize(source, delimiter) {
  if (typeof source === 'string') return camelizeText(source, delimiter)
  return __renamed(source, key => camelizeText(key, delimiter))
}

const underscoreToCamelCase = text => (typeof text === 'string' ? camelizeText(text, '_') : text)

const pascalToSpace = text => (typeof text !== 'string' ? text
  : __capital(text.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')))

const underscoreToSpace = text => String(text).split('_').filter(Boolean).map(__capital).join(' ')

function strCount(text, part) {
  return part === '' ? 0 : String(text).split(part).length - 1
}

const __template = (template, values, used) =>
  String(template).replace(/%([\w-]+)%/g, (whole, name) => {
    if (!hasOwn(values ?? {}, name)) return whole
    used.push(name)
    return values[name]
  })

const replaceInTemplates = (template, values) => __template(template, values, [])

function replaceInTemplatesAndRemove(template, values) {
  const used = []
  const text = __template(template, values, used)
  for (const name of used) delete values[name]
  return text
}

function encodeToURLQuery(values) {
  const pairs = Object.entries(values ?? {}).filter(([, value]) => value !== undefined && value !== null)
  if (pairs.length === 0) return ''
  return '?' + pairs
    .map(([key, value]) => encodeURIComponent(key) + '=' + encodeURIComponent(typeof value === 'object' ? stringify(value) : value))
    .join('&')
}

const escapeHTML = text => String(text).replace(/[&<>"']/g, sign =>
  ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign])

// Seconds or milliseconds since 1970: no date before 1973 is written in milliseconds.
function __instant(time) {
  const number = Number(time)
  if (Number.isNaN(number)) return new Date(time)
  return new Date(Math.abs(number) < 1e11 ? number * 1000 : number)
}

const convertTimestampToString = time => __instant(time).toISOString()

function formatEpochDate(time) {
  return time ? String(__instant(time).toUTCString()) : ''
}

const dateToEpoch = date => Math.floor(new Date(date).getTime() / 1000)

function isValidIP(text) {
  const parts = String(text).split('.')
  return parts.length === 4 && parts.every(part => /^\d{1,3}$/.test(part) && Number(part) <= 255)
}

function isPrivateIp(text) {
  if (!isValidIP(text)) return false
  const [a, b] = text.split('.').map(Number)
  return a === 10 || a === 127 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254)
}

__offer({
  camelize, underscoreToCamelCase, pascalToSpace, underscoreToSpace, strCount, replaceInTemplates,
  replaceInTemplatesAndRemove, encodeToURLQuery, escapeHTML, convertTimestampToString, formatEpochDate, dateToEpoch,
  isValidIP, isIp: isValidIP, isPrivateIp, capitalizeFirstLetter: text => __capital(String(text)),
})
`,
}
