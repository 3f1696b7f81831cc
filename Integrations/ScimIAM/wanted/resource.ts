import { isDeepStrictEqual } from 'node:util'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { CORE_USER, type Path, parsePath, unitOf } from './path.ts'

/** What a mapper wants to have where: paths with their values, null to clear. */
export type WantedValues = readonly (readonly [Path, Json])[]

/** What the integration decides or the server does, whatever a mapper says of it. */
const NOT_MAPPED = new Set(['active', 'id', 'meta', 'schemas', 'groups'])

/**
 * The values that the outgoing mapper gives. An object (name, or a whole extension) stands for its members, so that what it
 * does not name stays. Throws InputError for a target that is no path.
 */
export function wantedOf(mapped: JsonObject): WantedValues {
  return Object.entries(mapped).flatMap(([target, value]) => valuesAt(target, value))
}

function valuesAt(target: string, value: Json): WantedValues {
  if (isObject(value) && !target.includes('['))
    return Object.entries(value).flatMap(([name, member]) =>
      valuesAt(`${target}${isExtension(target) ? ':' : '.'}${name}`, member),
    )
  const path = parsePath(target)
  return path.urn === undefined && NOT_MAPPED.has(path.attribute.toLowerCase()) ? [] : [[path, value]]
}

/** A URN that ends in the name of a resource type is that of a schema (RFC 7643 §10.3). */
function isExtension(target: string): boolean {
  return /^urn:.*:(User|1\.0)$/i.test(target)
}

/** The resource with the wanted values in their places; what is not wanted stays as it is. */
export function merged(current: JsonObject, wanted: WantedValues): JsonObject {
  return wanted.reduce<JsonObject>((resource, [path, value]) => withValue(resource, path, value), current)
}

function withValue(resource: JsonObject, path: Path, value: Json): JsonObject {
  if (path.urn === undefined) return withAttribute(resource, path, value)
  const name = nameIn(resource, path.urn)
  const extension = withAttribute(objectOf(memberOf(resource, name)), path, value)
  return withMember(resource, name, Object.keys(extension).length ? extension : null)
}

function withAttribute(container: JsonObject, { attribute, type, sub }: Path, value: Json): JsonObject {
  const name = nameIn(container, attribute)
  const present = memberOf(container, name) ?? null
  if (type !== undefined)
    return withMember(container, name, withElement(present, name, type, sub ?? 'value', value))
  if (sub === undefined) return withMember(container, name, value)
  const complex = objectOf(present)
  const changed = withMember(complex, nameIn(complex, sub), value)
  return withMember(container, name, Object.keys(changed).length ? changed : null)
}

/**
 * The list with the value in the element of this type. A server that keeps no types has one element without; that is meant
 * then. The first e-mail of all is the primary one.
 */
function withElement(present: Json, name: string, type: string, sub: string, value: Json): Json {
  const list = Array.isArray(present) ? present.map(objectOf) : []
  const byType = list.findIndex(one => sameText(one.type, type))
  const untyped = list.findIndex(one => one.type === undefined || one.type === null || one.type === '')
  const at = byType >= 0 ? byType : untyped
  if (value === null && (sub === 'value' || at < 0))
    return at < 0 ? present : emptied(list.filter((_, index) => index !== at))
  const own = withMember(list[at] ?? fresh(name, type, list.length === 0), sub, value)
  return at < 0 ? [...list, own] : list.map((one, index) => (index === at ? own : one))
}

function fresh(name: string, type: string, first: boolean): JsonObject {
  return { type, ...(first && name.toLowerCase() === 'emails' && { primary: true }) }
}

const emptied = (list: JsonObject[]): Json => (list.length ? list : null)

/** One operation of a PATCH that changes a user. */
export interface Operation extends JsonObject {
  op: 'add' | 'replace' | 'remove'
  path: string
}

/** The operations that make the present resource the merged one: only what differs (RFC 7644 §3.5.2). */
export function operations(current: JsonObject, wanted: WantedValues): Operation[] {
  const target = merged(current, wanted)
  const units = new Map(wanted.map(([path]) => [unitOf(path).toLowerCase(), path]))
  return [...units.values()].flatMap((path): Operation[] => {
    const [before, after] = [valueAt(current, path), valueAt(target, path)]
    if (isDeepStrictEqual(before, after)) return []
    if (after === null) return [{ op: 'remove', path: unitOf(path) }]
    return [{ op: before === null ? 'add' : 'replace', path: unitOf(path), value: after }]
  })
}

/** The value of what one operation sends; null when there is none, or an empty list (RFC 7643 §2.5). */
function valueAt(resource: JsonObject, { urn, attribute, type, sub }: Path): Json {
  const container = urn === undefined ? resource : objectOf(memberOf(resource, nameIn(resource, urn)))
  const present = memberOf(container, nameIn(container, attribute)) ?? null
  if (Array.isArray(present) && !present.length) return null
  if (sub === undefined || type !== undefined) return present
  const complex = objectOf(present)
  return memberOf(complex, nameIn(complex, sub)) ?? null
}

/** The body of a POST or a PUT: with the schemas of all it holds, without what only the server writes. */
export function bodyOf({ meta: _, groups: __, schemas, ...resource }: JsonObject): JsonObject {
  const given = (Array.isArray(schemas) ? schemas : []).filter(one => typeof one === 'string')
  const extensions = Object.keys(resource).filter(name => /^urn:/i.test(name))
  return { schemas: [...new Set([CORE_USER, ...given, ...extensions])], ...resource }
}

/** Names of attributes and URNs have no case (RFC 7643 §2.1); the server's own spelling is kept. */
function nameIn(container: JsonObject, name: string): string {
  return Object.keys(container).find(own => own.toLowerCase() === name.toLowerCase()) ?? name
}

/** What every object inherits is no attribute of it. */
function memberOf(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

/** By entries, for a name such as __proto__ is plain data. */
function withMember(object: JsonObject, name: string, value: Json): JsonObject {
  const others = Object.entries(object).filter(([own]) => own !== name)
  return Object.fromEntries(value === null ? others : [...others, [name, value]])
}

function sameText(value: Json | undefined, text: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === text.toLowerCase()
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {}
}
