import { invalid } from './errors.ts'
import { fits, splitPath } from './filter/match.ts'
import type { Path } from './filter/parse.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import type { Operation } from './operations.ts'
import { assign, attributeOf, named, readSingle, readValue } from './reading.ts'
import { type Attribute, enterpriseUrn, userSchema } from './schemas.ts'

/** The attributes of a user after a PATCH; those given stay as they are. Throws 400 (RFC 7644 §3.5.2). */
export function patchedUser(attributes: JsonObject, operations: readonly Operation[]): JsonObject {
  const user = structuredClone(attributes)
  for (const { op, path, value } of operations) {
    if (path) change(user, op, path, value)
    else
      for (const [name, one] of Object.entries(isObject(value) ? value : {}))
        change(user, op, namedPath(name), one)
  }
  if (typeof user.userName !== 'string')
    throw invalid('mutability', 'userName is required and cannot be removed')
  return user
}

/** A key of a value without path is the name of an attribute; a URN has dots of its own. */
function namedPath(name: string): Path {
  return { attribute: name.toLowerCase() === enterpriseUrn.toLowerCase() ? enterpriseUrn : name }
}

function change(user: JsonObject, op: Operation['op'], path: Path, value: Json | undefined): void {
  const { holder, attribute, sub } = target(user, path)
  if (attribute.mutability === 'readOnly') throw invalid('mutability', `${attribute.name} cannot be changed`)
  if (path.filter) {
    changeValues(holder, op, attribute, { ...path, filter: path.filter }, value)
    return
  }
  if (sub) {
    const present = holder[attribute.name]
    const inner = isObject(present) ? present : {}
    put(inner, op, sub, value)
    assign(holder, attribute, Object.keys(inner).length === 0 ? undefined : inner)
  } else put(holder, op, attribute, value)
}

/** Where a path leads: the object that has the attribute, and the sub-attribute when the path goes on. */
function target(user: JsonObject, { attribute: text, sub: behind }: Path) {
  if (text === enterpriseUrn) return { holder: user, attribute: known(attributeOf(userSchema, text), text) }
  const { urn, names } = splitPath(text)
  const [first = '', second = behind] = names
  const extended = urn?.toLowerCase() === enterpriseUrn.toLowerCase()
  if (urn !== undefined && !extended && urn.toLowerCase() !== userSchema.id.toLowerCase())
    throw invalid('invalidPath', `there is no schema ${urn}`)
  const extension = known(attributeOf(userSchema, enterpriseUrn), enterpriseUrn)
  const attribute = known(
    extended ? named(extension.subAttributes ?? [], first) : attributeOf(userSchema, first),
    text,
  )
  const sub = second === undefined ? undefined : known(named(attribute.subAttributes ?? [], second), text)
  if (!extended) return { holder: user, attribute, sub }
  const held = user[enterpriseUrn]
  const holder = isObject(held) ? held : {}
  user[enterpriseUrn] = holder
  return { holder, attribute, sub }
}

function known(attribute: Attribute | undefined, path: string): Attribute {
  if (attribute) return attribute
  throw invalid('invalidPath', `User has no attribute ${JSON.stringify(path)}`)
}

function put(holder: JsonObject, op: Operation['op'], attribute: Attribute, value: Json | undefined): void {
  if (op === 'remove' || value === undefined) {
    assign(holder, attribute, undefined)
    return
  }
  const present = holder[attribute.name]
  if (op === 'add' && attribute.multiValued) {
    const before = Array.isArray(present) ? present : []
    const added = (Array.isArray(value) ? value : [value]).map(one => readSingle(one, attribute))
    const fresh = added.filter(one => !before.some(other => JSON.stringify(other) === JSON.stringify(one)))
    assign(holder, attribute, [...before, ...fresh])
    return
  }
  const read = readValue(value, attribute)
  const merges = attribute.type === 'complex' && isObject(present) && isObject(read)
  assign(holder, attribute, merges ? { ...present, ...read } : read)
}

/** Changes the values of a multi-valued attribute that fit; none to replace is 400 noTarget. */
function changeValues(
  holder: JsonObject,
  op: Operation['op'],
  attribute: Attribute,
  { filter, sub: name }: Path & { filter: NonNullable<Path['filter']> },
  value: Json | undefined,
): void {
  const present = holder[attribute.name]
  const values = (Array.isArray(present) ? present : []).filter(isObject)
  const chosen = new Set(values.filter(one => fits(filter, one)))
  if (op !== 'remove' && chosen.size === 0)
    throw invalid('noTarget', `no value of ${attribute.name} fits the filter of the path`)
  const sub = name === undefined ? undefined : known(named(attribute.subAttributes ?? [], name), name)
  if (!sub && op === 'remove') {
    const left = values.filter(one => !chosen.has(one))
    assign(holder, attribute, left.length === 0 ? undefined : left)
    return
  }
  for (const one of chosen) {
    if (sub) put(one, op, sub, value)
    else Object.assign(one, readSingle(value ?? null, attribute))
  }
}
