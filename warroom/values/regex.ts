import { ValueError } from './cast.ts'
import { escapeOf, literal, textAt, translateClass } from './regex-class.ts'
import { type Cost, openCost } from './regex-cost.ts'

/** A regular expression of the platform as JavaScript spells it, and the bound of its steps (see regex-cost.ts). */
export interface Pattern {
  source: string
  flags: string
  power: number
  factor: number
}

const FLAGS = /^(?:\(\?[a-zA-Z]+\))+/
const QUOTED = /\\Q([\s\S]*?)(?:\\E|$)/y
const REPETITION = /(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/y
const GROUP = /\((?:\?:|\?P?<[A-Za-z_]\w*>|(?!\?))/y
const ESCAPE = /\\[pP](?:\{\^?\w+\}|\w)|\\x\{[\da-fA-F]+\}|\\x[\da-fA-F]{2}|\\[\s\S]/uy
const CHARACTER = /[\s\S]/uy

interface Part {
  source: string
  end: number
}

function repetition(match: RegExpExecArray, cost: Cost): void {
  const [whole, from, comma, to] = match
  if (whole.startsWith('?')) cost.repeat(0, 1)
  else if (from === undefined) cost.repeat(whole.startsWith('+') ? 1 : 0, Infinity)
  else if (comma === undefined) cost.repeat(Number(from), Number(from))
  else cost.repeat(Number(from), to ? Number(to) : Infinity)
}

function escaped(text: string): string {
  if (/^\\[1-9]$/.test(text)) throw new ValueError('takes no back-reference')
  // Not ^ and $, which mean lines under the flag m.
  if (text === '\\A') return '(?<![\\s\\S])'
  if (text === '\\z') return '(?![\\s\\S])'
  return escapeOf(text, false)
}

function character(text: string, dotAll: boolean): string {
  if (text === '.') return dotAll ? '.' : '[^\\n]'
  return /[\]{}/]/.test(text) ? literal(text, false) : text
}

function nextPart(text: string, at: number, dotAll: boolean, cost: Cost): Part {
  const repeated = textAt(REPETITION, text, at)
  if (repeated) {
    repetition(repeated, cost)
    return { source: repeated[0], end: at + repeated[0].length }
  }
  if (text[at] === '(') return openGroup(text, at, cost)
  if (text[at] === ')') cost.closeGroup()
  else if (text[at] === '|') cost.choice()
  else cost.atom()
  if (text[at] === '[') return translateClass(text, at)
  const quoted = textAt(QUOTED, text, at)
  if (quoted) {
    const source = [...(quoted[1] ?? '')].map(one => literal(one, false)).join('')
    return { source, end: at + quoted[0].length }
  }
  const special = textAt(ESCAPE, text, at)?.[0]
  if (special) return { source: escaped(special), end: at + special.length }
  const one = textAt(CHARACTER, text, at)?.[0] ?? ''
  return { source: character(one, dotAll), end: at + one.length }
}

function openGroup(text: string, at: number, cost: Cost): Part {
  const group = textAt(GROUP, text, at)?.[0]
  if (group === undefined)
    throw new ValueError('takes flags at its start only and no look-around, which RE2 does not know')
  cost.openGroup()
  return { source: group.replace('(?P<', '(?<'), end: at + group.length }
}

function translate(text: string): Pattern {
  const letters = (FLAGS.exec(text)?.[0] ?? '').replace(/[(?)]/g, '')
  const unknown = letters.replace(/[ims]/g, '')
  if (unknown !== '') throw new ValueError(`takes the flags i, m and s, not ${unknown}`)
  const cost = openCost()
  let source = ''
  for (let at = FLAGS.exec(text)?.[0].length ?? 0; at < text.length; ) {
    const part = nextPart(text, at, letters.includes('s'), cost)
    source += part.source
    at = part.end
  }
  return { source, flags: `u${[...new Set(letters)].join('')}`, power: cost.power, factor: cost.factor }
}

/**
 * Translates a regular expression as the platform writes it (RE2: https://github.com/google/re2/wiki/Syntax) to
 * JavaScript. A ValueError says what RE2 or JavaScript does not know.
 */
export function translateRegex(text: string): Pattern {
  let pattern: Pattern
  try {
    pattern = translate(text)
    new RegExp(pattern.source, pattern.flags)
  } catch (cause) {
    const reason = cause instanceof ValueError ? cause.message : 'takes a regular expression'
    throw new ValueError(`${reason}, but got ${JSON.stringify(text)}`, { cause })
  }
  return pattern
}
