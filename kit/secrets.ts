import type { Fields } from './fields.ts'
import type { Json, JsonObject } from './wire.ts'

export const MASK = '********'
// A shorter text would blot out half of every line and is no secret worth the name.
const SHORTEST_SECRET = 4

/** Every secret text among the given values: those whose declaration says so, whether a text or credentials. */
export function secretsOf(fields: Fields, values: JsonObject, shortest = SHORTEST_SECRET): string[] {
  return Object.entries(fields)
    .filter(([, { facts }]) => facts.secret)
    .flatMap(([name]) => secretTexts(Object.hasOwn(values, name) ? values[name] : undefined))
    .filter(text => text.length >= shortest)
}

function secretTexts(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value]
  if (!value || typeof value !== 'object' || Array.isArray(value)) return []
  return typeof value.password === 'string' ? [value.password] : []
}

/**
 * The JSON text of a value with every secret blotted out of its texts: the last net under whatever an answer, an error
 * or a library may echo. Names of members are not texts, and neither are numbers: a password `true` breaks no JSON.
 */
export function maskedJson(value: Json, secrets: readonly string[]): string {
  const json = JSON.stringify(value)
  if (!secrets.some(secret => json.includes(JSON.stringify(secret).slice(1, -1)))) return json
  return JSON.stringify(value, (_, member: Json) =>
    typeof member === 'string'
      ? secrets.reduce((text, secret) => text.replaceAll(secret, MASK), member)
      : member,
  )
}

/**
 * The value with every member of one of these names masked, however deep it stands. An empty value (`password: {}` of
 * an Okta user) says only that there is a secret and stays. What holds none is given back as it is, not copied.
 */
export function hideMembers<V extends Json>(value: V, names: ReadonlySet<string>): V {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return hiddenItems(value, names) as V
  let copy: JsonObject | undefined
  for (const [name, member] of Object.entries(value)) {
    const shown = names.has(name) && !isEmpty(member) ? MASK : hideMembers(member, names)
    if (shown === member) continue
    copy ??= { ...value }
    copy[name] = shown
  }
  return (copy ?? value) as V
}

/** The texts that stand under members of these names, however deep. */
export function textsNamed(value: Json, names: readonly string[]): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    typeof member === 'string' && names.includes(name) ? [member] : textsNamed(member, names),
  )
}

function hiddenItems(items: Json[], names: ReadonlySet<string>): Json[] {
  let copy: Json[] | undefined
  items.forEach((item, index) => {
    const shown = hideMembers(item, names)
    if (shown === item) return
    copy ??= [...items]
    copy[index] = shown
  })
  return copy ?? items
}

function isEmpty(value: Json): boolean {
  if (value === null || value === '' || typeof value === 'boolean') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
