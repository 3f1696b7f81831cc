import type { Json } from '../../kit/wire.ts'

/** Thrown when a text is not in the plain form of YAML: nothing is wrong with it. */
export const NOT_PLAIN = new Error('This YAML is not in the plain form.')

const PAIR =
  /^(?:([A-Za-z_0-9$][^:#"'{}[\],&*!|>%@`\\]{0,200})|"([^"\\]{0,200})"|'([^']{0,200})'):(?: +(.+))?$/
const WORD = /^(?:null|true|false)$/i
const INTEGER = /^(?:0|-?[1-9]\d{0,14})$/
/** No indicator at the beginning, and no dot, which begins numbers; `-` only before what makes a text or a number of it. */
const PLAIN = /^(?:[^ \-?:,[\]{}#&*!|>'"%@`.+~]|-[^ .-])/

export const isPair = (content: string): boolean => PAIR.test(content)

/** The key of a line and the text behind it, which may be empty. Throws NOT_PLAIN when the line is no pair. */
export function pairIn(content: string): { key: string; text: string } {
  const [all, plain, double, single, text = ''] = PAIR.exec(content) ?? []
  if (all === undefined) throw NOT_PLAIN
  const key = plain ?? double ?? single ?? ''
  // A number is the key that objects have only in the form that they write.
  const isUnclear = WORD.test(key) || key.endsWith(' ') || (/^\d/.test(key) && !INTEGER.test(key))
  if (key === '__proto__' || (plain !== undefined && isUnclear)) throw NOT_PLAIN
  return { key, text }
}

function quotedScalar(text: string): string {
  if (/^'(?:[^']|'')*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'")
  if (!text.startsWith('"')) throw NOT_PLAIN
  try {
    // The escapes of JSON are among those of YAML.
    return JSON.parse(text) as string
  } catch {
    throw NOT_PLAIN
  }
}

/**
 * A scalar on one line, by the core schema of YAML 1.2. Throws NOT_PLAIN for what is written in any other way, and for what could be
 * a number and is no integer.
 */
export function scalarIn(text: string): Json {
  if (text === '[]') return []
  if (text === '{}') return {}
  if (text.startsWith('"') || text.startsWith("'")) return quotedScalar(text)
  if (!PLAIN.test(text) || text.includes(': ') || text.includes(' #') || text.endsWith(':')) throw NOT_PLAIN
  if (INTEGER.test(text)) return Number(text)
  if (!WORD.test(text) && Number.isNaN(Number(text))) return text
  if (text === 'true' || text === 'false' || text === 'null') return JSON.parse(text) as Json
  throw NOT_PLAIN
}
