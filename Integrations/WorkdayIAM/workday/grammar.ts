/** Where in the document a reader stands: between two parts, or inside one. */
export type Between =
  | 'start'
  | 'firstName'
  | 'nextName'
  | 'colon'
  | 'value'
  | 'reportEntry'
  | 'firstEntry'
  | 'nextEntry'
  | 'afterEntry'
  | 'afterValue'
  | 'end'
export type Inside = 'name' | 'entry' | 'skipped' | 'scalar' | 'markup'

/**
 * `{ name : value , … }` with the list of entries as the value of Report_Entry: which character may stand next, and
 * where it leads (RFC 8259, no deeper than a report is read).
 */
export const NEXT: Record<Between, Readonly<Record<string, Between | Inside>>> = {
  start: { '{': 'firstName', '<': 'markup' },
  firstName: { '"': 'name', '}': 'end' },
  nextName: { '"': 'name' },
  colon: { ':': 'value' },
  value: { '{': 'skipped', '[': 'skipped', '"': 'skipped' },
  reportEntry: { '[': 'firstEntry' },
  firstEntry: { '{': 'entry', ']': 'afterValue' },
  nextEntry: { '{': 'entry' },
  afterEntry: { ',': 'nextEntry', ']': 'afterValue' },
  afterValue: { ',': 'nextName', '}': 'end' },
  end: {},
}

/** Where a part leads that has ended. */
export const AFTER: Record<Exclude<Inside, 'markup'>, Between> = {
  name: 'colon',
  entry: 'afterEntry',
  skipped: 'afterValue',
  scalar: 'afterValue',
}

const INSIDE: ReadonlySet<string> = new Set<Inside>(['name', 'entry', 'skipped', 'scalar', 'markup'])

export function isInside(state: Between | Inside): state is Inside {
  return INSIDE.has(state)
}

/** Numbers, true, false and null. */
export const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/

/** The index of the first character at or after `from` that ends a scalar; -1 when there is none. */
export function scalarEnd(chunk: string, from: number): number {
  for (let at = from; at < chunk.length; at += 1) if (',}] \t\n\r'.includes(chunk.charAt(at))) return at
  return -1
}

/** The index of the first character at or after `from` that is no white space of JSON. */
export function afterSpace(chunk: string, from: number): number {
  let at = from
  while (at < chunk.length && ' \t\n\r'.includes(chunk.charAt(at))) at += 1
  return at
}

/** What kind of JSON value a character begins; undefined when none. */
export function kindOf(character: string): string | undefined {
  return KINDS.find(([pattern]) => pattern.test(character))?.[1]
}

const KINDS: [RegExp, string][] = [
  [/\{/, 'an object'],
  [/\[/, 'a list'],
  [/"/, 'a text'],
  [/[-\d]/, 'a number'],
  [/[tf]/, 'true or false'],
  [/n/, 'null'],
]
