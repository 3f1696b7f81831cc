import { serverNow } from '../../../kit/http.ts'
import type { Json } from '../../../kit/wire.ts'
import type { Message, Reply } from './connection.ts'
import { type Answer, answerOf, errorOf, notOkta, OktaError } from './errors.ts'
import { nextLink } from './link.ts'
import { followed, type Page, pagesOf } from './pages.ts'
import { type Patience, sendPatiently } from './patience.ts'

export interface ClientSettings extends Patience {
  /** The org's origin, as `baseUrl` gives it. */
  readonly origin: string
}

/** One request that changes something, as data: what a plan shows and what is sent are the same value. */
export interface Call {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  /** Path and query. */
  readonly path: string
  readonly body?: Json
}

export interface Client {
  /**
   * Reads a path of the org (with its query); gives the parsed body, undefined when it is empty.
   * Throws OktaError for a refusal, RateLimitError when the limit stays shut for longer than Longest wait, and
   * ConnectionError when no answer came.
   */
  get(path: string): Promise<unknown>
  /** Sends one change; gives and throws as `get` does. */
  send(call: Call): Promise<unknown>
  /** One page, by its path or by the `next` of the page before. Throws as `get` does, and when the answer is no list. */
  page(at: string | URL): Promise<Page>
  /**
   * The pages of a list, following `next` untouched, until `wanted` values are there. The next page is asked for before
   * the present one is given, so that reading and working overlap; the last one is asked for what is still wanted. An
   * `endless` list (the System Log) is read until a page is empty.
   * Throws as `page` does, and refuses a `next` of another origin or of a page that was read.
   */
  pages(path: string, wanted?: number, endless?: boolean): AsyncGenerator<Page>
}

/** A client for one org. https://developer.okta.com/docs/reference/core-okta-api/ */
export function createClient(settings: ClientSettings): Client {
  const { origin } = settings
  const ask = async (method: string, url: URL, body?: Json) => {
    const reply = await sendPatiently(settings, message(method, url, body))
    return { reply, value: read(reply, answerOf(method, url, reply), settings.authorization.advice) }
  }
  const page: Client['page'] = async at => {
    const url = new URL(at, origin)
    const { reply, value } = await ask('GET', url)
    const answer = answerOf('GET', url, reply)
    if (!Array.isArray(value)) throw new OktaError(answer, undefined, notOkta(answer, reply.body))
    const next = followed(nextLink(reply.headers.link), origin, answer)
    const now = Date.now()
    return { values: value, ...(next && { next }), ahead: now - serverNow(reply.headers, now) }
  }
  return {
    get: async path => (await ask('GET', new URL(path, origin))).value,
    send: async ({ method, path, body }) => (await ask(method, new URL(path, origin), body)).value,
    page,
    pages: (path, wanted, endless) => pagesOf(page, new URL(path, origin), wanted, endless),
  }
}

function message(method: string, url: URL, body: Json | undefined): Message {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'user-agent': 'okta-identity-lifecycle/1.0',
  }
  if (body !== undefined)
    return {
      method,
      url,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }
  // A POST or PUT without a body must carry Content-Length: 0, or Okta answers 411.
  return method === 'GET' || method === 'DELETE'
    ? { method, url, headers }
    : { method, url, headers, body: '' }
}

function read(reply: Reply, answer: Answer, advice?: ReadonlyMap<string, string>): unknown {
  if (reply.status < 200 || reply.status > 299) throw errorOf(answer, reply.body, advice)
  if (reply.body.trim() === '') return undefined
  try {
    return JSON.parse(reply.body)
  } catch {
    throw new OktaError(answer, undefined, notOkta(answer, reply.body))
  }
}
