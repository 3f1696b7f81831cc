import { Refusal } from '../../../kit/errors.ts'
import type { Reply } from '../../../kit/http.ts'
import type { JsonObject } from '../../../kit/wire.ts'

/** Where an answer stood: method and path, and what came. */
export interface Place {
  readonly request: string
  readonly status?: number
  /** An earlier attempt may have been carried out, although its answer was none. */
  readonly isRepeated?: boolean
}

/** The server answered and refused, or what answered does not speak SCIM (RFC 7644 §3.12). */
export class ScimError extends Refusal {
  override readonly name: string = 'ScimError'
  readonly request: string
  readonly status: number | undefined
  readonly scimType: string | undefined
  readonly isRepeated: boolean
  /** The answer was SCIM's own error or had no body; a page of a gateway says nothing of what the server has. */
  readonly isOwn: boolean
  constructor({ request, status, isRepeated }: Place, detail: string, scimType?: string, isOwn = false) {
    const place = [status && `HTTP ${status}`, scimType].filter(Boolean).join(', ')
    super(`${sentence(detail)} [${[request, place].filter(Boolean).join(': ')}]`, {
      request,
      ...(status !== undefined && { status }),
      ...(scimType !== undefined && { scimType }),
      detail,
    })
    this.request = request
    this.status = status
    this.scimType = scimType
    this.isRepeated = isRepeated === true
    this.isOwn = isOwn
  }
}

const ONE_RESOURCE = /\/(Users|Groups)\/[^/]+$/

/** Whether the server says that a user or group is not there. A list that is not there says so of nobody. */
export function isAbsent(error: unknown): error is ScimError {
  return error instanceof ScimError && error.status === 404 && error.isOwn && ONE_RESOURCE.test(error.request)
}

/** The rate limit stays shut for longer than the instance may wait. */
export class RateLimitError extends ScimError {
  override readonly name = 'RateLimitError'
}

/** No answer came: the connection could not be made, was cut, or timed out. */
export class ConnectionError extends Refusal {
  override readonly name = 'ConnectionError'
}

/** Several users or groups answer to what was given, so none may be touched. */
export class SeveralFound extends Refusal {
  override readonly name = 'SeveralFound'
}

/** The members of a group that would have to be replaced cannot be seen. */
export class HiddenMembers extends Refusal {
  override readonly name = 'HiddenMembers'
}

/** A list that ended before the server's own count of it, which must not look complete. */
export class CutList extends Refusal {
  override readonly name: string = 'CutList'
}

/** A list that begins anew whatever page is asked for, so that what lies behind its first page is never seen. */
export class UnpagedList extends CutList {
  override readonly name = 'UnpagedList'
}

/** The error of an answer that is no success: SCIM's own, OAuth's, or of something else that answered. */
export function errorOf(place: Place, body: string): ScimError {
  const said = jsonObject(body)
  const detail = text(said?.detail) ?? text(said?.error_description) ?? text(said?.message)
  const scimType = text(said?.scimType)
  const isOwn = isOwnError(body, said)
  if (place.status === 401) {
    const why = detail ? ` (${detail})` : ''
    return new ScimError(place, `The sign-in is not accepted${why}; check the token or the password`)
  }
  if (place.status !== undefined && place.status < 400) return notScim(place, body)
  if (detail !== undefined || scimType !== undefined)
    return new ScimError(place, detail ?? scimType ?? '', scimType, isOwn)
  if (said) return new ScimError(place, 'The server refused and gave no reason', undefined, isOwn)
  return notScim(place, body, isOwn)
}

/** RFC 7644 §3.12. Products leave `schemas` out, and those of SCIM 1.1 have `Errors`; {"message": …} is a gateway's. */
function isOwnError(body: string, said: JsonObject | undefined): boolean {
  if (!said) return body.trim() === ''
  const names = Object.keys(said)
  if (!names.length) return true
  if (JSON.stringify(said.schemas ?? '').includes(':Error')) return true
  return ['detail', 'scimType', 'Errors'].some(name => names.includes(name))
}

/** What answered does not speak SCIM. A change that was answered with success was taken, as far as anybody knows. */
export function notScim(place: Place, body: string, isOwn = false): ScimError {
  const { request, status = 200 } = place
  const kind = /^\s*</.test(body)
    ? `an HTML page${firstWords(body)}`
    : body.trim()
      ? other(body)
      : 'an empty body'
  const moved = status >= 300 && status < 400 ? ' (a redirect, which is not followed)' : ''
  const fate =
    !request.startsWith('GET ') && status < 300
      ? 'so what became of the request is not known; see how things stand before you run the command again'
      : 'check that the URL parameter is the base address of SCIM 2.0'
  const detail = `The server answered with ${kind}${moved} instead of SCIM's JSON; ${fate}`
  return new ScimError(place, detail, undefined, isOwn)
}

const MOST_WORDS = 60

function firstWords(page: string): string {
  const words = page
    .replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words ? ` (${JSON.stringify(words.slice(0, MOST_WORDS))})` : ''
}

function other(body: string): string {
  return `something else (${JSON.stringify(body.trim().slice(0, MOST_WORDS))})`
}

/** Where an answer stood, for its error: never the query, which may name people. */
export function placeOf(
  method: string,
  { pathname }: URL,
  { status, isRepeated = false }: Pick<Reply, 'status'> & { readonly isRepeated?: boolean },
): Place {
  return { request: `${method} ${pathname}`, status, isRepeated }
}

/** The object that a body holds; undefined when it is no JSON or no object. */
export function jsonObject(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined
  } catch {
    return undefined
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function sentence(summary: string): string {
  return /[.!?]$/.test(summary) ? summary : `${summary}.`
}
