import type { Dispatcher } from 'undici'
import connect from 'undici/lib/api/api-connect.js'
import request from 'undici/lib/api/api-request.js'
import Agent from 'undici/lib/dispatcher/agent.js'
import DispatcherBase from 'undici/lib/dispatcher/dispatcher.js'
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js'
import { ConnectionError } from './errors.ts'
import { type Headers, neverSent } from './retry.ts'

export interface ConnectionSettings {
  readonly proxy: boolean
  readonly insecure: boolean
}

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

const REQUEST_SECONDS = 60
// undici's index adds this method; by module path it is ours to add, and ProxyAgent opens its tunnels with it.
Object.assign(DispatcherBase.prototype, { connect })

const agents = new Map<string, Dispatcher>()

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

/** Connection pools outlive a command: the process keeps one per way of connecting. */
function agentFor({ proxy, insecure }: ConnectionSettings): Dispatcher {
  const key = `${proxy} ${insecure}`
  const known = agents.get(key)
  if (known) return known
  const tls = { rejectUnauthorized: !insecure }
  const limits = { headersTimeout: REQUEST_SECONDS * 1000, bodyTimeout: REQUEST_SECONDS * 1000 }
  const agent = proxy
    ? new EnvHttpProxyAgent({ ...limits, connect: tls, requestTls: tls, proxyTls: tls })
    : new Agent({ ...limits, connect: tls })
  agents.set(key, agent)
  return agent
}

/** The system's or TLS's code of a failure, wherever in the chain of causes it stands. */
export function failureCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code
    if (at instanceof AggregateError) return failureCode(at.errors[0])
  }
  return undefined
}

/** A failure without an answer as a sentence: what was asked, what is known, what to do. */
export function connectionError(error: unknown, { method, url, anew }: Message): ConnectionError {
  const code = failureCode(error)
  const what = code ?? (error instanceof Error ? error.message : String(error))
  const advice =
    ADVICE.find(([pattern]) => pattern.test(what))?.[1] ?? 'check the network between here and the org'
  const fate = anew
    ? ' No token was given, so the request that needs one was not sent; run the command again.'
    : method === 'GET' || neverSent(code)
      ? ''
      : ' Whether Okta has carried it out is not known; run the command again, it goes on from what it finds.'
  return new ConnectionError(
    `No answer from ${url.origin} to ${method} ${url.pathname} (${what}): ${advice}.${fate}`,
  )
}

const ADVICE: [RegExp, string][] = [
  [/ENOTFOUND|EAI_AGAIN/, 'the name of the host is not known; check the URL parameter'],
  [/ECONNREFUSED/, 'nothing listens there; check the URL parameter and the proxy setting'],
  [
    /CERT|SELF_SIGNED|ISSUER|SSL|TLS|EPROTO/i,
    'its certificate or its TLS is not accepted; install its authority, or set "Trust any certificate"',
  ],
  [/TIMEOUT|ETIMEDOUT/, 'it took too long; try again later'],
]
