import { takeBinds } from './binds.ts'
import { doubleDotIsNothing } from './decisions.ts'
import { QueryError } from './error.ts'
import { type Code, readMutator, readSelector } from './javascript.ts'
import type { Query, Selector, Step } from './query-tree.ts'
import { endOfCode, endOfPlaceholder } from './scan.ts'

const POSITION = /^\[\s*(-?\d+)\s*\]$/
const RANGE = /^\[\s*(\d+)\s*:\s*(\d+)\s*\]$/

/** Selectors within binds within selectors: deeper than this is refused before it costs the stack. */
const MAX_NESTING = 20

/** Drops the blanks around a query and an enclosing `${ }` (DT-3, DT-43). */
export function withoutBraces(text: string): string {
  const trimmed = text.trim()
  const enclosed = trimmed.startsWith('${') && endOfPlaceholder(trimmed, 0) === trimmed.length
  return enclosed ? trimmed.slice(2, -1).trim() : trimmed
}

/** Reads a query (platform/context-dt.md §1); throws QueryError when it is none. */
export function parseQuery(text: string): Query {
  return parse(withoutBraces(text), 0)
}

function parse(text: string, nesting: number): Query {
  if (text === '')
    throw new QueryError(text, 0, 'it is empty, expected a path such as User.Email, or . for everything')
  if (nesting > MAX_NESTING) throw new QueryError(text, 0, `binds are nested more than ${MAX_NESTING} deep`)
  const reader = { text, at: text[0] === '.' ? 1 : 0, nesting }
  const steps: Step[] = []
  while (reader.at < text.length && text[reader.at] !== '=')
    steps.push(...nextSteps(reader, steps.length === 0))
  if (reader.at >= text.length) return { steps }
  return { steps, mutator: mutatorAt(text, reader.at) }
}

interface Reader {
  text: string
  at: number
  nesting: number
}

function nextSteps(reader: Reader, first: boolean): Step[] {
  const { text } = reader
  if (text[reader.at] === '(') return [selectorAt(reader)]
  const behindSelector = !first && text[reader.at] !== '.'
  if (text[reader.at] === '.') reader.at++
  if (text[reader.at] === '.' && doubleDotIsNothing) {
    reader.at = text.length
    return [{ kind: 'nothing' }]
  }
  const start = reader.at
  const key = readKey(reader)
  if (key === '') throw new QueryError(text, start, 'expected a key')
  if (behindSelector && !key.startsWith('['))
    throw new QueryError(text, start, 'expected a . behind the bracket')
  return [stepOf(key)]
}

/** A key ends at an unescaped dot, bracket or equals sign (DT-1, DT-2); blanks before the latter two are not its own. */
function readKey(reader: Reader): string {
  const { text } = reader
  const start = reader.at
  while (reader.at < text.length && !'.(='.includes(text[reader.at] ?? '')) {
    reader.at += text.startsWith('\\.', reader.at) ? 2 : 1
  }
  const raw = text.slice(start, reader.at)
  const next = text[reader.at]
  return (next === '(' || next === '=' ? raw.trimEnd() : raw).replaceAll('\\.', '.')
}

function stepOf(key: string): Step {
  const position = POSITION.exec(key)
  if (position) return { kind: 'position', position: Number(position[1]) }
  const range = RANGE.exec(key)
  if (range) return { kind: 'range', from: Number(range[1]), to: Number(range[2]) }
  return { kind: 'key', key, position: /^\d+$/.test(key) ? Number(key) : undefined }
}

function selectorAt(reader: Reader): Selector {
  const { text, at } = reader
  const end = endOfCode(text, at + 1, ')')
  if (end === -1) throw new QueryError(text, at, 'the bracket is not closed')
  const { code, binds } = takeBinds(text.slice(at + 1, end), path => parse(path, reader.nesting + 1))
  reader.at = end + 1
  while (/\s/.test(text[reader.at] ?? '')) reader.at++
  const names = ['val', 'obj', ...binds.map(bind => bind.name)]
  return {
    kind: 'selector',
    code: readSelector(code, names, fault => new QueryError(text, at + 1, fault)),
    binds,
  }
}

/** Everything behind the first `=` outside a selector is JavaScript (DT-30, DT-33, DT-35). */
function mutatorAt(text: string, at: number): { whole: boolean; code: Code } {
  if (text[at + 1] === '=' || /[!<>]/.test(text[at - 1] ?? '')) {
    throw new QueryError(text, at, 'a comparison belongs into the brackets of a selector')
  }
  const whole = text[at + 1] === '>'
  const start = at + (whole ? 2 : 1)
  const code = readMutator(text.slice(start), ['val'], fault => new QueryError(text, start, fault))
  return { whole, code }
}
