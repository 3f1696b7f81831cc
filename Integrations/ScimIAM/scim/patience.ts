import { connectionAdvice, failureCode } from '../../../kit/connection.ts'
import {
  backOff,
  isRepeatableFailure,
  type Message,
  MOST_REPEATS,
  neverSent,
  type Reply,
  retryAfter,
  type Send,
} from '../../../kit/http.ts'
import type { LogLevel } from '../../../kit/wire.ts'
import { ConnectionError, placeOf, RateLimitError, ScimError } from './errors.ts'

/** How an instance signs in. */
export interface Authorization {
  /** The headers of a request. Throws when there is no token to be had. */
  headers(): Promise<Record<string, string>>
  /** Told of every 401; true when the request is worth a second attempt with a new token. */
  renew(): boolean
}

export interface Patience {
  readonly send: Send
  readonly longestWaitSeconds: number
  readonly log: (level: LogLevel, text: string) => void
  readonly sleep: (milliseconds: number) => Promise<unknown>
}

/**
 * Sends a request until there is an answer that is worth having, waiting no longer in all than Longest wait: 429 always, a
 * failure or 502, 503, 504 only where doing it twice does the same; `isRepeated` then says that the first attempt may have
 * been carried out. Throws RateLimitError and ConnectionError.
 */
export async function sendPatiently(
  settings: Patience & { readonly authorization: Authorization },
  message: Message,
  harmless: boolean,
): Promise<Reply & { readonly isRepeated: boolean }> {
  const waits = new Waits(settings, message)
  let isRepeated = false
  for (let attempt = 0, renewed = false; ; attempt += 1) {
    const { reply, failure } = await attemptOf(settings, message)
    if (!reply) {
      await waits.afterFailure(failure, attempt, harmless)
      isRepeated = true
      continue
    }
    if (reply.status === 401 && !renewed && settings.authorization.renew()) {
      renewed = true
      continue
    }
    if (!(await waits.afterReply(reply, attempt, harmless))) return { ...reply, isRepeated }
    if (UNAVAILABLE.has(reply.status)) isRepeated = true
  }
}

async function attemptOf(
  { send, authorization }: Patience & { readonly authorization: Authorization },
  message: Message,
): Promise<{ reply: Reply; failure?: undefined } | { reply?: undefined; failure: unknown }> {
  // What the sign-in throws is no failure of the attempt.
  const shown = await authorization.headers()
  try {
    return { reply: await send({ ...message, headers: { ...message.headers, ...shown } }) }
  } catch (failure) {
    if (failure instanceof ScimError) throw failure
    return { failure }
  }
}

const UNAVAILABLE = new Set([502, 503, 504])

/** The waits of one request: all of them together last no longer than Longest wait, and each is logged. */
class Waits {
  readonly #settings: Patience
  readonly #message: Message
  #left: number

  constructor(settings: Patience, message: Message) {
    this.#settings = settings
    this.#message = message
    this.#left = settings.longestWaitSeconds * 1000
  }

  /** Waits before the next attempt; throws ConnectionError when there is to be none. */
  async afterFailure(failure: unknown, attempt: number, harmless: boolean): Promise<void> {
    const code = failureCode(failure)
    const wait = backOff(attempt)
    if (attempt >= MOST_REPEATS || wait > this.#left || !isRepeatableFailure(harmless, code))
      throw connectionError(failure, this.#message)
    await this.#pause(wait, `no answer (${code ?? String(failure)})`)
  }

  /** Waits before the next attempt; false when the answer is the one to give. Throws RateLimitError. */
  async afterReply(reply: Reply, attempt: number, harmless: boolean): Promise<boolean> {
    const { status, headers } = reply
    const isLimited = status === 429
    if (!isLimited && !(harmless && UNAVAILABLE.has(status))) return false
    const said = retryAfter(headers, Date.now())
    const wait = said === undefined ? backOff(attempt) : Math.max(said, 1) * 1000
    if (wait <= this.#left && (isLimited || attempt < MOST_REPEATS)) {
      await this.#pause(wait, `HTTP ${status}`)
      return true
    }
    if (!isLimited) return false
    const opens = said === undefined ? 'The server does not say for how long' : `It opens again in ${said} s`
    const { method, url } = this.#message
    throw new RateLimitError(
      placeOf(method, url, reply),
      `The rate limit is used up. ${opens}, and no more than Longest wait (${this.#settings.longestWaitSeconds} s) may be waited; run the command again later, or raise Longest wait`,
    )
  }

  async #pause(milliseconds: number, why: string): Promise<void> {
    const { method, url } = this.#message
    this.#settings.log('info', `${method} ${url.pathname}: ${why}, waiting ${milliseconds} ms`)
    this.#left -= milliseconds
    await this.#settings.sleep(milliseconds)
  }
}

function connectionError(failure: unknown, { method, url }: Message): ConnectionError {
  const { what, advice } = connectionAdvice(failure, 'the server')
  const fate =
    method === 'GET' || neverSent(failureCode(failure))
      ? ''
      : ' Whether the server has carried it out is not known; run the command again, it goes on from what it finds.'
  return new ConnectionError(
    `No answer from ${url.origin} to ${method} ${url.pathname} (${what}): ${advice}.${fate}`,
  )
}
