import type { Directory } from './directory.ts'
import { splitPath } from './filter/match.ts'
import type { Group } from './groups.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import { enterpriseUrn, groupUrn, userUrn } from './schemas.ts'
import type { Switches } from './switches.ts'
import type { User } from './users.ts'

/** What an answer may show: `attributes` or `excludedAttributes` of the request (RFC 7644 §3.9). */
export interface Wanted {
  readonly attributes: readonly string[] | undefined
  readonly excluded: readonly string[]
}

/** Reads both parameters of a request. */
export function wantedOf(query: (name: string) => string | undefined): Wanted {
  const names = (name: string) =>
    query(name)
      ?.split(',')
      .map(one => one.trim())
      .filter(Boolean)
  return { attributes: names('attributes'), excluded: names('excludedAttributes') ?? [] }
}

/** Users and groups as an application under `base` answers with them. */
export class Shown {
  readonly #directory: Directory
  readonly #base: string

  constructor(directory: Directory, base: string) {
    this.#directory = directory
    this.#base = base
  }

  user(user: User, switches: Switches): JsonObject {
    const { password: _, ...attributes } = user.attributes
    const schemas = Object.hasOwn(attributes, enterpriseUrn) ? [userUrn, enterpriseUrn] : [userUrn]
    return { schemas, id: user.id, ...attributes, meta: this.#meta('User', user, switches) }
  }

  /** A group whose members are made only when they are read: they are many. */
  group(group: Group, switches: Switches): JsonObject {
    const shown: JsonObject = {
      ...{ schemas: [groupUrn], id: group.id, displayName: group.displayName },
      ...(group.externalId !== undefined && { externalId: group.externalId }),
      meta: this.#meta('Group', group, switches),
    }
    return Object.defineProperty(shown, 'members', {
      enumerable: true,
      get: () => [...group.members].map(id => this.#member(id)),
    })
  }

  #member(id: string): JsonObject {
    const member = this.#directory.member(id)
    return { ...member, $ref: `${this.#base}/${member?.type === 'Group' ? 'Groups' : 'Users'}/${id}` }
  }

  #meta(resourceType: 'User' | 'Group', kept: User | Group, { etag }: Switches): JsonObject {
    const { id, created, lastModified } = kept
    const location = `${this.#base}/${resourceType}s/${id}`
    return { resourceType, created, lastModified, location, ...(etag && { version: versionOf(kept) }) }
  }
}

/** RFC 7644 §3.14: a weak tag. */
export function versionOf({ version }: User | Group): string {
  return `W/"${version}"`
}

/** A resource as far as a request wants it and the switches let it be seen; `id` and `schemas` always are. */
export function chosen(
  resource: JsonObject,
  { attributes, excluded }: Wanted,
  switches: Switches,
): JsonObject {
  const names = new Set(Object.keys(resource))
  const namesMembers = attributes?.some(path => topOf(path) === 'members') ?? false
  if (!switches.membersShown || (switches.attributesNeeded && !namesMembers)) names.delete('members')
  const shown: JsonObject = {}
  for (const name of names) {
    if (name === 'id' || name === 'schemas') shown[name] = resource[name] ?? null
    else if (attributes) pick(shown, name, resource, attributes)
    else if (!excluded.some(path => topOf(path) === name.toLowerCase())) shown[name] = resource[name] ?? null
  }
  if (Array.isArray(shown.members) && shown.members.length === 0) delete shown.members
  return shown
}

function pick(shown: JsonObject, name: string, resource: JsonObject, attributes: readonly string[]): void {
  const paths = attributes.filter(path => topOf(path) === name.toLowerCase())
  if (paths.length === 0) return
  const subs = paths.map(path => splitPath(path).names[1]?.toLowerCase())
  const value = resource[name] ?? null
  shown[name] = subs.includes(undefined) ? value : parts(value, subs)
}

function parts(value: Json, subs: readonly (string | undefined)[]): Json {
  if (Array.isArray(value)) return value.map(one => parts(one, subs))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => subs.includes(name.toLowerCase())))
}

/** The attribute at the top of a resource that a path leads to, in lower case. */
function topOf(path: string): string {
  const { urn, names } = splitPath(path)
  if (
    path.toLowerCase() === enterpriseUrn.toLowerCase() ||
    urn?.toLowerCase() === enterpriseUrn.toLowerCase()
  )
    return enterpriseUrn.toLowerCase()
  return (names[0] ?? '').toLowerCase()
}
