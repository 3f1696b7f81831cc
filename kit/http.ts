import type { Dispatcher } from 'undici'
import request from 'undici/lib/api/api-request.js'
import { agentFor, type ConnectionSettings } from './connection.ts'

/** The headers of an answer, by their names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

export interface Message {
  readonly method: string
  readonly url: URL
  readonly headers: Record<string, string>
  readonly body?: string
}

/** One attempt at one request. Throws the failure as undici gives it; `failureCode` and `connectionAdvice` read it. */
export type Send<M extends Message = Message> = (message: M) => Promise<Reply>

/**
 * Sends requests over kept connections: through the system's proxy settings (HTTPS_PROXY, NO_PROXY …) when asked, and
 * with any certificate when asked. Redirects are not followed, so a token never travels to where one points.
 */
export function openConnection(settings: ConnectionSettings): Send {
  const agent = agentFor(settings)
  return async ({ method, url, headers, body }) => {
    const answer = await request.call(agent, {
      origin: url.origin,
      path: url.pathname + url.search,
      method: method as Dispatcher.HttpMethod,
      headers,
      body: body ?? null,
    })
    return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() }
  }
}

/** A header's value; the first when it stands several times. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}

const SECOND = 1000

/** The server's clock at an answer, in milliseconds since 1970; the local one when the answer does not say. */
export function serverNow(headers: Headers, localNow: number): number {
  const said = Date.parse(headerOf(headers, 'date') ?? '')
  return Number.isNaN(said) ? localNow : said
}

/** The seconds of Retry-After, which may be a date by the server's clock (RFC 9110 §10.2.3). */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const said = headerOf(headers, 'retry-after')?.trim() ?? ''
  if (/^\d+$/.test(said)) return Number(said)
  const until = Date.parse(said)
  if (Number.isNaN(until)) return undefined
  return Math.max(0, Math.ceil((until - serverNow(headers, now)) / SECOND))
}

/** 1 s, doubling with every attempt (0, 1, 2 …), in milliseconds. */
export function backOff(attempt: number): number {
  return SECOND * 2 ** attempt
}

/** Errors in which the connection was never made, so that nothing of the request can have reached the other side. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])
/** Of those, the ones that pass by themselves; a wrong name or a closed port does not. */
const PASSING = new Set(['EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH'])

export const MOST_REPEATS = 3

/** Whether nothing of a request can have reached the other side. */
export function neverSent(code: string | undefined): boolean {
  return code !== undefined && NEVER_SENT.has(code)
}

/**
 * Whether a request that failed without an answer may be repeated. What does the same when it is done twice may; anything
 * else only when it never left, because a write that was cut off may have been carried out.
 */
export function isRepeatableFailure(harmless: boolean, code: string | undefined): boolean {
  if (neverSent(code)) return code !== undefined && PASSING.has(code)
  return harmless
}
