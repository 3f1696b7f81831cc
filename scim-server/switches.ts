import { isObject, type Json } from './json.ts'

/** In what this application departs from an obliging one, as products do. */
export interface Switches {
  /** false: PATCH is 501. */
  readonly patch: boolean
  /** false: a filter is 400 invalidFilter; 'ignored': everything is answered, whatever the filter says. */
  readonly filter: boolean | 'ignored'
  /** false: a list answers everything, whatever startIndex and count say. */
  readonly paging: boolean
  /** The most that a page has, also when `count` wants more. */
  readonly pageCap: number
  /** Versions in `meta.version` and `ETag`; an `If-Match` of another version is 412. */
  readonly etag: boolean
  /** false: no answer ever has the members of a group, as with AWS. */
  readonly membersShown: boolean
  /** Members only when `attributes` names them, as with Oracle. */
  readonly attributesNeeded: boolean
  /** Members are removed by a value that lists them, as AWS documents it, and not by a filter in the path. */
  readonly removeByValue: boolean
  /** The most members that one PATCH may name; null for any number. More is `memberLimitStatus`. */
  readonly memberLimit: number | null
  readonly memberLimitStatus: 400 | 413
  /** What a PATCH without `attributes` is answered with: the resource, or nothing (RFC 7644 §3.5.2). */
  readonly patchAnswer: 200 | 204
  /** Seconds until a token of `/oauth/token` expires. */
  readonly tokenLifetime: number
}

export const defaultSwitches: Switches = {
  patch: true,
  filter: true,
  paging: true,
  pageCap: 1000,
  etag: false,
  membersShown: true,
  attributesNeeded: false,
  removeByValue: false,
  memberLimit: null,
  memberLimitStatus: 400,
  patchAnswer: 204,
  tokenLifetime: 3600,
}

const allowed: { readonly [name in keyof Switches]: (value: Json) => boolean } = {
  patch: isFlag,
  filter: value => isFlag(value) || value === 'ignored',
  paging: isFlag,
  pageCap: isCount,
  etag: isFlag,
  membersShown: isFlag,
  attributesNeeded: isFlag,
  removeByValue: isFlag,
  memberLimit: value => value === null || isCount(value),
  memberLimitStatus: value => value === 400 || value === 413,
  patchAnswer: value => value === 200 || value === 204,
  tokenLifetime: value => value === 0 || isCount(value),
}

/** The switches with some replaced. Throws RangeError naming what is wrong. */
export function withSwitches(present: Switches, sent: unknown): Switches {
  if (!isObject(sent)) throw new RangeError('switches must be an object')
  for (const [name, value] of Object.entries(sent)) {
    if (!isSwitch(name))
      throw new RangeError(`there is no switch '${name}'; there are ${Object.keys(allowed).join(', ')}`)
    if (!allowed[name](value)) throw new RangeError(`the switch ${name} cannot be ${JSON.stringify(value)}`)
  }
  return { ...present, ...sent }
}

function isSwitch(name: string): name is keyof Switches {
  return Object.hasOwn(allowed, name)
}

function isFlag(value: Json): boolean {
  return typeof value === 'boolean'
}

function isCount(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value > 0
}
