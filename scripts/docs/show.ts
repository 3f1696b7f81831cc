import { isDeepStrictEqual } from 'node:util'
import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import { cutJson, cutLines, cutTables } from './cut.ts'
import type { Example } from './examples.ts'

/** An example as the reference shows it: the line, what the person sees, and what the context gets. */
export function exampleSection({ line, before, note }: Example, entry: Entry): string {
  // The pictures of an org that is not there would be broken ones.
  const readable = String(entry.HumanReadable ?? entry.Contents)
    .trim()
    .replace(/!\[[^\]]*\]\([^)]*\)/g, picture => `\`${picture}\``)
  const context = contextOf(entry)
  return [
    '#### Example',
    '',
    ...(note === undefined ? [] : [note, '']),
    '```',
    ...before,
    line,
    '```',
    '',
    ...cutTables(readable)
      .split('\n')
      .map(text => `> ${text}`.trimEnd()),
    '',
    ...(context === undefined
      ? []
      : ['Context data:', '', '```json', cutLines(JSON.stringify(cutJson(context), null, 2)), '```', '']),
  ].join('\n')
}

/** What the entry writes, at its paths and without their selectors, as a playbook reads it. */
function contextOf({ EntryContext }: Entry): JsonObject | undefined {
  if (!EntryContext) return undefined
  const context: JsonObject = {}
  for (const [key, value] of Object.entries(EntryContext))
    put(context, key.replace(/\(.*$/, '').split('.'), value)
  return context
}

function put(at: JsonObject, [name = '', ...rest]: readonly string[], value: Json): void {
  if (!rest.length) {
    // Two keys may write one place (`Okta.User(…)` and its tag): the list stays, the other is told beside it.
    const held = Object.hasOwn(at, name) ? (at[name] ?? null) : undefined
    // One that replaces the place and one that merges into it, with the same value.
    if (isDeepStrictEqual(held, value)) return
    at[name] = held === undefined ? value : [held, value].flat()
    return
  }
  if (!Object.hasOwn(at, name)) at[name] = {}
  const next = at[name]
  if (typeof next === 'object' && next !== null && !Array.isArray(next)) put(next, rest, value)
}
