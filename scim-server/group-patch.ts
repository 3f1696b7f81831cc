import { invalid } from './errors.ts'
import { fits, type Readable } from './filter/match.ts'
import type { Filter } from './filter/parse.ts'
import { isObject, type Json } from './json.ts'
import type { Operation } from './operations.ts'
import { attributeOf, readValue } from './reading.ts'
import { groupSchema } from './schemas.ts'

/** One thing that a PATCH does to a group; it can no longer fail. */
export type GroupChange =
  | { kind: 'set'; name: 'displayName' | 'externalId'; value: string | undefined }
  | { kind: 'add' | 'replace'; ids: readonly string[] }
  | { kind: 'remove'; ids: readonly string[] }
  | { kind: 'removeWhere'; fits: (member: Readable) => boolean }

/**
 * Reads operations whole before any is done, so that a PATCH is done as a whole or not at all without a copy of the members.
 * Throws 400.
 */
export function readGroupChanges(operations: readonly Operation[]): GroupChange[] {
  return operations.flatMap(({ op, path, value }) => {
    if (!path) return Object.entries(isObject(value) ? value : {}).map(([name, one]) => change(op, name, one))
    if (path.filter === undefined) return [change(op, path.attribute, value)]
    if (nameOf(path.attribute) !== 'members' || op !== 'remove' || path.sub !== undefined)
      throw invalid('invalidPath', 'a filter in a path can only say which members to remove')
    return [removal(path.filter)]
  })
}

/** The members that changes name, in all: what products limit. */
export function membersNamed(changes: readonly GroupChange[]): number {
  return changes.reduce((count, one) => count + ('ids' in one ? one.ids.length : 0), 0)
}

/** The ids of a list of members; a member without an id is 400 invalidValue. */
export function memberIds(value: Json | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).map(member => {
    if (isObject(member) && typeof member.value === 'string') return member.value
    throw invalid(
      'invalidValue',
      `a member is an object with its id as "value", not ${JSON.stringify(member)}`,
    )
  })
}

function change(op: Operation['op'], path: string, value: Json | undefined): GroupChange {
  const name = nameOf(path)
  if (name === 'members') {
    if (op === 'remove')
      return value === undefined ? { kind: 'replace', ids: [] } : { kind: op, ids: memberIds(value) }
    return { kind: op, ids: value === null ? [] : memberIds(value) }
  }
  const attribute = attributeOf(groupSchema, name)
  if (attribute?.name !== 'displayName' && attribute?.name !== 'externalId')
    throw invalid(attribute ? 'mutability' : 'invalidPath', `${path} of a group cannot be changed`)
  const read = op === 'remove' ? undefined : readValue(value ?? null, attribute)
  if (attribute.required && !read) throw invalid('mutability', `${attribute.name} is required`)
  return { kind: 'set', name: attribute.name, value: typeof read === 'string' ? read : undefined }
}

function nameOf(path: string): string {
  const prefix = `${groupSchema.id}:`.toLowerCase()
  const name = path.toLowerCase().startsWith(prefix) ? path.slice(prefix.length) : path
  return attributeOf(groupSchema, name)?.name ?? name
}

/** `value eq "x"`, also several with `or`, needs no walk over the members. */
function removal(filter: Filter): GroupChange {
  const ids = idsIn(filter)
  return ids ? { kind: 'remove', ids } : { kind: 'removeWhere', fits: member => fits(filter, member) }
}

function idsIn(filter: Filter): string[] | undefined {
  if (filter.kind === 'or') {
    const all = filter.terms.map(idsIn)
    return all.every(ids => ids !== undefined) ? all.flat() : undefined
  }
  const named =
    filter.kind === 'compare' && filter.attribute.toLowerCase() === 'value' && filter.operator === 'eq'
  return named && typeof filter.value === 'string' ? [filter.value] : undefined
}
