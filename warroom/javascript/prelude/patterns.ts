import type { Section } from './section.ts'

/** Patterns, URLs, dates and defaults: small things of which scripts take many. */
export const PATTERNS: Section = {
  names:
    'ipRegex emailRegex hashRegex md5Regex sha1Regex sha256Regex urlRegex fixUrl removeLastSlash dateToString nvl jq dotToSpace objToList numToIp escapeXMLChars isIPInSubnet'.split(
      ' ',
    ),
  code: String.raw`
const __OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const __hex = length => new RegExp('\\b[a-fA-F\\d]{' + length + '}\\b', 'gm')

const fixUrl = url => (url.endsWith('/') ? url.slice(0, -1) : url)

function dateToString(date, format) {
  if (!(date instanceof Date) || Number.isNaN(date.getTime())) throw date + ' must be of type Date'
  const parts = {
    d: [date.getDate(), 2], m: [date.getMonth() + 1, 2], y: [date.getFullYear() % 100, 2], Y: [date.getFullYear(), 4],
    H: [date.getHours(), 2], M: [date.getMinutes(), 2], S: [date.getSeconds(), 2], f: [date.getMilliseconds(), 3],
  }
  return format.replace(/%([dmyYHMSf])/g, (whole, name) => String(parts[name][0]).padStart(parts[name][1], '0'))
}

const dotToSpace = text =>
  String(text).split('.').map(word => word.charAt(0).toUpperCase() + word.slice(1)).join(' ')

function objToList(object, title) {
  if (!object) return ''
  return '### ' + title + '\n' + Object.entries(object).map(([key, value]) => '- ' + key + ': ' + formatCell(value) + '\n').join('')
}

const numToIp = number => [24, 16, 8, 0].map(bits => Math.floor(number / 2 ** bits) % 256).join('.')

const escapeXMLChars = text => String(text).replace(/[&<>"']/g, sign =>
  ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' })[sign])

const __number = ip => ip.split('.').reduce((number, part) => number * 256 + Number(part), 0)

function isIPInSubnet(ip, subnet) {
  const [network, size] = subnet.split('/')
  if (size === undefined) return ip === network
  const range = 2 ** (32 - Number(size))
  return Math.floor(__number(ip) / range) === Math.floor(__number(network) / range)
}

__offer({
  ipRegex: new RegExp('\\b(?:' + __OCTET + '\\.){3}' + __OCTET + '\\b'),
  emailRegex: /\b(?<localpart>[\p{L}\d.!#$%&'*+\/=?^_{|}~-]{1,64})\[?@\]?(?<domain>[\p{L}\d-]+(?:\[?\.\]?[\p{L}\d-]+)*\[?\.\]?(?<tld>\p{L}{2,}))\b/gmu,
  hashRegex: /[a-fA-F0-9]/,
  md5Regex: __hex(32),
  sha1Regex: __hex(40),
  sha256Regex: __hex(64),
  urlRegex: /^(https?:)\/\/([^:\/?#]+)(?::(\d+))?([^?#]*)(\?[^#]*)?(#.*)?$/,
  fixUrl, removeLastSlash: fixUrl, dateToString, dotToSpace, objToList, numToIp, escapeXMLChars, isIPInSubnet,
  nvl: (value, other) => value || other || 'Unknown',
  jq: (object, path) => dq(object, path),
})
`,
}
