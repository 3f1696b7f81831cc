import { ValueError } from './cast.ts'
import { type Pattern, translateRegex } from './regex.ts'
import type { Language } from './value.ts'

/** One match: the whole, then the groups; `groups` holds the named ones. */
interface Found {
  at: number
  texts: (string | null)[]
  groups: { [name: string]: string | null }
}

/** Steps that a match may take outside the sandbox: less than a tenth of a second. */
const STEPS = 1e7

const patterns = new Map<string, Pattern>()
const PATTERNS_KEPT = 500

function patternOf(text: string): Pattern {
  const known = patterns.get(text)
  if (known) return known
  const pattern = translateRegex(text)
  if (patterns.size >= PATTERNS_KEPT) patterns.clear()
  patterns.set(text, pattern)
  return pattern
}

// Backtracking over a text of n characters with k repetitions takes up to n^(k+1) steps. What may take more than the
// war room can wait for runs in the sandbox, which has a time limit.
function runsQuickly(pattern: Pattern, text: string): boolean {
  return Math.max(text.length, 1) ** pattern.power * pattern.factor <= STEPS
}

const IN_SANDBOX =
  '.=[...val.text.matchAll(new RegExp(val.source, val.flags))].map(m => ({at: m.index, texts: m.map(t => t === undefined ? null : t), groups: Object.fromEntries(Object.entries(m.groups || {}).map(([k, t]) => [k, t === undefined ? null : t]))}))'

function here(text: string, pattern: Pattern): Found[] {
  return [...text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))].map(match => ({
    at: match.index,
    texts: match.map(part => part ?? null),
    groups: Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, part]) => [name, part ?? null]),
    ),
  }))
}

function guarded(text: string, pattern: Pattern, query: string, regex: string, language: Language): unknown {
  const failure = `cannot match ${JSON.stringify(regex)} on a text of ${text.length} characters`
  try {
    const result = language.query({ text, source: pattern.source, flags: `${pattern.flags}g` }, query)
    if (result !== undefined) return result
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ValueError(`${failure}: ${reason}; write it without a repetition inside a repetition`, {
      cause,
    })
  }
  throw new ValueError(`${failure}: the sandbox gave no answer`)
}

/** Whether an RE2 regular expression is found anywhere in a text (MP-48 match). A regex that explodes is a ValueError. */
export function matches(text: string, regex: string, language: Language): boolean {
  const pattern = patternOf(regex)
  if (runsQuickly(pattern, text)) return new RegExp(pattern.source, pattern.flags).test(text)
  return (
    guarded(text, pattern, '.=new RegExp(val.source, val.flags).test(val.text)', regex, language) === true
  )
}

function expand(found: Found, template: string): string {
  return template.replace(
    /\$(?:(\$)|\{(\w+)\}|(\d+)|([A-Za-z_]\w*))/g,
    (_, dollar?: string, braced?: string, digits?: string, word?: string) => {
      if (dollar) return '$'
      const name = braced ?? digits ?? word ?? ''
      if (/^\d+$/.test(name)) return found.texts[Number(name)] ?? ''
      return Object.hasOwn(found.groups, name) ? (found.groups[name] ?? '') : ''
    },
  )
}

/** Replaces every match; `$1`, `${1}`, `$name` and `${name}` stand for groups, `$$` for a dollar (MP-56 replaceMatch). */
export function replaceMatches(text: string, regex: string, template: string, language: Language): string {
  const pattern = patternOf(regex)
  const found = runsQuickly(pattern, text)
    ? here(text, pattern)
    : (guarded(text, pattern, IN_SANDBOX, regex, language) as Found[])
  let rest = 0
  const pieces = found.flatMap(match => {
    const before = text.slice(rest, match.at)
    rest = match.at + (match.texts[0] ?? '').length
    return [before, expand(match, template)]
  })
  return [...pieces, text.slice(rest)].join('')
}
