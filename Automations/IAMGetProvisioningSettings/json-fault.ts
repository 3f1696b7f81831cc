type State = 'value' | 'item' | 'key' | 'nextKey' | 'colon' | 'afterItem' | 'afterMember' | 'end'

const EXPECTED: Record<State, string> = {
  value: 'a value',
  item: 'a value or ]',
  key: 'a name in double quotes or }',
  nextKey: 'a name in double quotes after the comma',
  colon: ':',
  afterItem: ', or ]',
  afterMember: ', or }',
  end: 'nothing more',
}

/** What is wrong with a JSON text, and at which of its characters. */
export interface JsonFault {
  readonly at: number
  readonly what: string
}

const BLANKS = /[ \t\r\n]*/y
const STRING = /"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\x00-\x1f]*)*"/y
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y

/**
 * The first place at which a text stops being JSON or an object repeats a name; undefined when there is none.
 * JSON.parse tells no position for a short text, and takes the last of repeated names without a word (quirk L1).
 */
export function jsonFault(text: string): JsonFault | undefined {
  // The names of every open object; a list has none.
  const open: (Set<string> | undefined)[] = []
  let state: State = 'value'
  for (let at = endOf(BLANKS, text, 0); ; at = endOf(BLANKS, text, at)) {
    if (at >= text.length)
      return state === 'end' ? undefined : { at, what: `the text ends, expected ${EXPECTED[state]}` }
    const token = tokenAt(text, at)
    const next: State | 'repeated' | undefined = token === undefined ? undefined : follow(state, token, open)
    if (next === undefined) return { at, what: `expected ${EXPECTED[state]}, not ${shown(text, at)}` }
    if (next === 'repeated') return { at, what: `the name ${token} stands twice in one object` }
    state = next
    at += token?.length ?? 0
  }
}

/** The state behind a token; undefined when it cannot stand there. */
function follow(
  state: State,
  token: string,
  open: (Set<string> | undefined)[],
): State | 'repeated' | undefined {
  const isValue = state === 'value' || state === 'item'
  if (token === '{' || token === '[') {
    if (!isValue) return undefined
    open.push(token === '{' ? new Set() : undefined)
    return token === '{' ? 'key' : 'item'
  }
  if (token === '}' || token === ']') {
    const closable: State[] = token === '}' ? ['key', 'afterMember'] : ['item', 'afterItem']
    if (!closable.includes(state)) return undefined
    open.pop()
    return behindValue(open)
  }
  if (token === ',') return state === 'afterItem' ? 'value' : state === 'afterMember' ? 'nextKey' : undefined
  if (token === ':') return state === 'colon' ? 'value' : undefined
  if (isValue) return behindValue(open)
  if (!token.startsWith('"') || (state !== 'key' && state !== 'nextKey')) return undefined
  const names = open.at(-1)
  const name = JSON.parse(token) as string
  if (names?.has(name)) return 'repeated'
  names?.add(name)
  return 'colon'
}

function behindValue(open: readonly (Set<string> | undefined)[]): State {
  if (!open.length) return 'end'
  return open.at(-1) ? 'afterMember' : 'afterItem'
}

function tokenAt(text: string, at: number): string | undefined {
  const character = text[at] ?? ''
  if ('{}[]:,'.includes(character)) return character
  return text.slice(at, endOf(STRING, text, at)) || text.slice(at, endOf(SCALAR, text, at)) || undefined
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}

function shown(text: string, at: number): string {
  return /^[^\n]{1,20}/.exec(text.slice(at))?.[0] ?? ''
}

/** Line and column of a character, both counted from 1, as editors do. */
export function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split('\n')
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}
