import type { Dispatcher } from 'undici'
import request from 'undici/lib/api/api-request.js'
import { agentFor, type ConnectionSettings, connectionAdvice, failureCode } from '../../../kit/connection.ts'
import { ConnectionError } from './errors.ts'
import { type Headers, neverSent } from './retry.ts'

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
  /** Makes the message anew for every attempt. It changes nothing in the org, and may be repeated as reading may. */
  readonly anew?: () => Promise<Pick<Message, 'headers' | 'body'>>
}

/** One attempt at one request. Throws the failure as undici gives it; `failureCode` and `connectionError` read it. */
export type Send = (message: Message) => Promise<Reply>

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

/** A failure without an answer as a sentence: what was asked, what is known, what to do. */
export function connectionError(error: unknown, { method, url, anew }: Message): ConnectionError {
  const { what, advice } = connectionAdvice(error, 'the org')
  const fate = anew
    ? ' No token was given, so the request that needs one was not sent; run the command again.'
    : method === 'GET' || neverSent(failureCode(error))
      ? ''
      : ' Whether Okta has carried it out is not known; run the command again, it goes on from what it finds.'
  return new ConnectionError(
    `No answer from ${url.origin} to ${method} ${url.pathname} (${what}): ${advice}.${fate}`,
  )
}
