import type { Dispatcher } from 'undici'
import connect from 'undici/lib/api/api-connect.js'
import Agent from 'undici/lib/dispatcher/agent.js'
import DispatcherBase from 'undici/lib/dispatcher/dispatcher.js'
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js'

export interface ConnectionSettings {
  readonly proxy: boolean
  readonly insecure: boolean
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Whether a secret may travel there: by https, or by plain http to this machine. */
export const isPrivate = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))

const REQUEST_SECONDS = 60
// undici's index adds this method; by module path it is ours to add, and ProxyAgent opens its tunnels with it.
Object.assign(DispatcherBase.prototype, { connect })

const agents = new Map<string, Dispatcher>()

/**
 * What sends requests over kept connections: through the system's proxy settings (HTTPS_PROXY, NO_PROXY …) when asked,
 * and with any certificate when asked. Connection pools outlive a command: the process keeps one per way of connecting.
 */
export function agentFor({ proxy, insecure }: ConnectionSettings): Dispatcher {
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

/** What is known of a failure without an answer, and what to do; `other` names the other side: the org, Workday. */
export function connectionAdvice(error: unknown, other: string): { what: string; advice: string } {
  const what = failureCode(error) ?? (error instanceof Error ? error.message : String(error))
  const [, advice = `check the network between here and ${other}`] =
    ADVICE.find(([pattern]) => pattern.test(what)) ?? []
  return { what, advice }
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
