import { InputError } from '../../../kit/errors.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Answer } from './client.ts'
import { notScim, type Place } from './errors.ts'

/** Whatever a server keeps under an id. */
export interface Resource extends JsonObject {
  id: string
}

/** Trust in an answer ends here: an object without an id is no resource of SCIM. Throws ScimError. */
export function resource(value: Json | undefined, place: Place): Resource {
  const found = value as Resource | null | undefined
  if (typeof found === 'object' && found !== null && !Array.isArray(found)) {
    // Ids are texts (RFC 7643 §3.1), yet some servers write numbers.
    if (typeof found.id === 'string' && found.id !== '') return found
    if (typeof found.id === 'number') return { ...(found as JsonObject), id: String(found.id) }
  }
  throw notScim(place, value === undefined ? '' : JSON.stringify(value))
}

/** The version of a resource for If-Match: of the answer's header, or else of its meta (RFC 7643 §3.1). */
export function versionOf(found: JsonObject, etag?: Answer['etag']): string | undefined {
  if (etag) return etag
  const { meta } = found
  const version = typeof meta === 'object' && meta !== null && !Array.isArray(meta) ? meta.version : undefined
  return typeof version === 'string' && version !== '' ? version : undefined
}

/** A value as one segment of a path. Throws InputError for what would change the path itself. */
export function segment(id: string): string {
  if (id === '' || id === '.' || id === '..' || /[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(id))
    throw new InputError(`${JSON.stringify(id)} cannot stand in a request path; expected an id.`)
  return encodeURIComponent(id)
}

/** A value as a text of the filter language, which is a JSON string (RFC 7644 §3.4.2.2). */
export function quote(value: string): string {
  if (!/\p{Surrogate}/u.test(value)) return JSON.stringify(value)
  throw new InputError(`The value ${JSON.stringify(value)} is not well-formed Unicode.`)
}

/** Names and logins are compared without their case (RFC 7643 §4.1.1, caseExact false). */
export function isSame(one: Json | undefined, other: string | undefined): boolean {
  return (
    typeof one === 'string' && other !== undefined && one.trim().toLowerCase() === other.trim().toLowerCase()
  )
}
