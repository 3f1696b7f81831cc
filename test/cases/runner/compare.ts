import type { Json, JsonObject } from '../../../kit/wire.ts'

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const shown = (value: Json | undefined): string => (value === undefined ? 'absent' : JSON.stringify(value))

/** `/…/flags` is a pattern; anything else stands for itself. */
function patternIn(text: string): RegExp | undefined {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? []
  return source === undefined ? undefined : new RegExp(source, flags)
}

/** Whether a text is what a case says: equal, or found by its pattern. */
export function fitsText(wanted: string, found: string): boolean {
  return patternIn(wanted)?.test(found) ?? wanted === found
}

/** Long text fields hold JSON: what a case writes as an object or a list is compared with what the text says. */
function opened(wanted: Json, found: Json | undefined): Json | undefined {
  if (typeof found !== 'string' || typeof wanted !== 'object' || wanted === null) return found
  try {
    return JSON.parse(found) as Json
  } catch {
    return found
  }
}

/**
 * What of `wanted` is not so, one sentence a place. Of an object only the members are compared that `wanted` names; a list is
 * compared as a whole, its items as they are; null fits what is absent, null, or empty text; a text may be a pattern.
 */
export function differences(wanted: Json, given: Json | undefined, at: string): string[] {
  const found = opened(wanted, given)
  if (wanted === null)
    return found === undefined || found === null || found === '' ? [] : wrong(at, wanted, found)
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || found.length !== wanted.length) return wrong(at, wanted, found)
    return wanted.flatMap((item, index) => differences(item, found[index], `${at}[${index}]`))
  }
  if (isObject(wanted)) {
    if (!isObject(found)) return wrong(at, wanted, found)
    return Object.entries(wanted).flatMap(([name, member]) =>
      differences(
        member,
        Object.hasOwn(found, name) ? found[name] : undefined,
        at === '' ? name : `${at}.${name}`,
      ),
    )
  }
  if (typeof wanted === 'string' && typeof found === 'string')
    return fitsText(wanted, found) ? [] : wrong(at, wanted, found)
  return wanted === found ? [] : wrong(at, wanted, found)
}

function wrong(at: string, wanted: Json, found: Json | undefined): string[] {
  return [`${at}: expected ${shown(wanted)}, is ${shown(found)}`]
}

/** What is different though `wanted` does not name it. What `wanted` says of a new thing is all that is asked of it. */
export function changes(
  wanted: Json | undefined,
  before: Json | undefined,
  after: Json | undefined,
  at: string,
): string[] {
  if (isObject(before) && isObject(after) && (wanted === undefined || isObject(wanted))) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...names].flatMap(name => {
      const own = (value: JsonObject) => (Object.hasOwn(value, name) ? value[name] : undefined)
      const named = wanted === undefined ? undefined : own(wanted)
      return changes(named, own(before), own(after), at === '' ? name : `${at}.${name}`)
    })
  }
  if (wanted !== undefined || JSON.stringify(before) === JSON.stringify(after)) return []
  return [`${at}: must not change, was ${shown(before)}, is ${shown(after)}`]
}
