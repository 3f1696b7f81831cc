import type { Json, LogLevel } from '../../../kit/wire.ts'
import { connectionError, failureCode, type Message, type Reply, type Send } from './connection.ts'
import { type Answer, errorOf, notOkta, OktaError, RateLimitError } from './errors.ts'
import { nextLink } from './link.ts'
import { backOff, isRepeatableFailure, isRepeatableReply, MOST_REPEATS, rateLimitWait } from './retry.ts'

export interface ClientSettings {
  /** The org's origin, as `baseUrl` gives it. */
  readonly origin: string
  readonly token: string
  readonly longestWaitSeconds: number
  readonly send: Send
  readonly log: (level: LogLevel, text: string) => void
  readonly sleep: (milliseconds: number) => Promise<void>
}

export interface Client {
  /**
   * One request to a path of the org (with its query); gives the parsed body, undefined when it is empty.
   * Throws OktaError for a refusal, RateLimitError when the limit stays shut for longer than Longest wait, and
   * ConnectionError when no answer came.
   */
  request(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: Json): Promise<unknown>
  /** The pages of a list, following `next` untouched. Throws as request does, and refuses a `next` of another origin or of a page that was read. */
  pages(path: string): AsyncGenerator<unknown[]>
}

/** A client for one org with one SSWS token. https://developer.okta.com/docs/reference/core-okta-api/ */
export function createClient(settings: ClientSettings): Client {
  const ask = async (method: string, url: URL, body?: Json) => {
    const reply = await sendPatiently(settings, message(settings, method, url, body))
    return { reply, value: read(reply, answerOf(method, url, reply)) }
  }
  return {
    request: async (method, path, body) => (await ask(method, new URL(path, settings.origin), body)).value,
    async *pages(path) {
      const read = new Set<string>()
      for (let url: URL | undefined = new URL(path, settings.origin); url; ) {
        read.add(url.href)
        const { reply, value } = await ask('GET', url)
        const answer = answerOf('GET', url, reply)
        if (!Array.isArray(value)) throw new OktaError(answer, undefined, notOkta(answer, reply.body))
        yield value
        url = followed(nextLink(reply.headers.link), settings.origin, read, answer)
      }
    },
  }
}

/** A page of another origin would be sent the token, so it is refused; a page that names itself would never end. */
function followed(
  next: string | undefined,
  origin: string,
  read: ReadonlySet<string>,
  answer: Answer,
): URL | undefined {
  if (next === undefined) return undefined
  const url = URL.canParse(next) ? new URL(next) : undefined
  if (url && read.has(url.href)) {
    throw new OktaError(
      answer,
      undefined,
      'The next page is one that was read already, so the list has no end; nothing of it was used',
    )
  }
  if (url?.origin === origin) return url
  throw new OktaError(
    answer,
    undefined,
    `The next page is at another origin (${url?.origin ?? next}) than the org (${origin}); it was not asked for`,
  )
}

function message({ token }: ClientSettings, method: string, url: URL, body: Json | undefined): Message {
  const headers: Record<string, string> = {
    accept: 'application/json',
    authorization: `SSWS ${token}`,
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

/** Sends until there is an answer that is worth having, waiting no longer in all than the settings allow. */
async function sendPatiently(settings: ClientSettings, message: Message): Promise<Reply> {
  const { method, url } = message
  let left = settings.longestWaitSeconds * 1000
  const pause = async (milliseconds: number, why: string) => {
    settings.log('info', `${method} ${url.pathname}: ${why}, waiting ${milliseconds} ms`)
    left -= milliseconds
    await settings.sleep(milliseconds)
  }
  for (let attempt = 0; ; attempt += 1) {
    try {
      const reply = await settings.send(message)
      if (!isRepeatableReply(method, reply.status, reply.body)) return reply
      const limited = reply.status === 429
      const wait = limited ? rateLimitWait(reply.headers, attempt, Date.now()) : backOff(attempt)
      if (wait > left && limited)
        throw new RateLimitError(
          answerOf(method, url, reply),
          reply.headers,
          wait,
          settings.longestWaitSeconds,
        )
      if (wait > left || (!limited && attempt >= MOST_REPEATS)) return reply
      await pause(wait, `HTTP ${reply.status}`)
    } catch (error) {
      if (error instanceof OktaError) throw error
      const repeatable =
        attempt < MOST_REPEATS && backOff(attempt) <= left && isRepeatableFailure(method, failureCode(error))
      if (!repeatable) throw connectionError(error, method, url)
      await pause(backOff(attempt), `no answer (${failureCode(error) ?? String(error)})`)
    }
  }
}

function read(reply: Reply, answer: Answer): unknown {
  if (reply.status < 200 || reply.status > 299) throw errorOf(answer, reply.body)
  if (reply.body.trim() === '') return undefined
  try {
    return JSON.parse(reply.body)
  } catch {
    throw new OktaError(answer, undefined, notOkta(answer, reply.body))
  }
}

function answerOf(method: string, url: URL, { status, headers }: Reply): Answer {
  const id = headers['x-okta-request-id']
  return { request: `${method} ${url.pathname}`, status, ...(typeof id === 'string' && { requestId: id }) }
}
