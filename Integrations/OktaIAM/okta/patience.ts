import { failureCode } from '../../../kit/connection.ts'
import { backOff, isRepeatableFailure, MOST_REPEATS } from '../../../kit/http.ts'
import type { LogLevel } from '../../../kit/wire.ts'
import type { Authorization } from './authorization.ts'
import type { Buckets } from './buckets.ts'
import { connectionError, type Message, type Reply, type Send } from './connection.ts'
import { answerOf, OktaError, RateLimitError } from './errors.ts'
import { isConcurrencyLimit, isRepeatableReply, rateLimitWait } from './retry.ts'

export interface Patience {
  readonly send: Send
  readonly authorization: Authorization
  readonly buckets: Buckets
  /** The part of each rate limit that is left to others, 0 to 1. */
  readonly leaveFree: number
  readonly longestWaitSeconds: number
  readonly log: (level: LogLevel, text: string) => void
  readonly sleep: (milliseconds: number) => Promise<void>
}

/**
 * Sends a request until there is an answer that is worth having, waiting no longer in all than Longest wait. Throws
 * RateLimitError and ConnectionError.
 */
export async function sendPatiently(settings: Patience, message: Message): Promise<Reply> {
  const { method, url } = message
  const waits = new Waits(settings, message)
  for (let attempt = 0, renewed = false; ; attempt += 1) {
    await waitForBucket(settings, message, waits)
    const { reply, failure } = await attemptOf(settings, message)
    if (!reply) {
      await waitAfterFailure(message, failure, attempt, waits)
      continue
    }
    settings.buckets.heard(method, url.pathname, reply.headers, Date.now())
    if (!renewed && settings.authorization.heard(reply)) {
      renewed = true
      waits.tell(`HTTP ${reply.status}, once more with a new token or nonce`)
      continue
    }
    if (!(await waitAfterReply(settings, message, reply, attempt, waits))) return reply
  }
}

/** The waits of one request: all of them together last no longer than Longest wait, and each is logged. */
class Waits {
  readonly #settings: Patience
  readonly #place: string
  #left: number

  constructor(settings: Patience, { method, url }: Message) {
    this.#settings = settings
    this.#place = `${method} ${url.pathname}`
    this.#left = settings.longestWaitSeconds * 1000
  }

  allow(milliseconds: number): boolean {
    return milliseconds <= this.#left
  }

  tell(text: string): void {
    this.#settings.log('info', `${this.#place}: ${text}`)
  }

  async pause(milliseconds: number, why: string): Promise<void> {
    this.tell(`${why}, waiting ${milliseconds} ms`)
    this.#left -= milliseconds
    await this.#settings.sleep(milliseconds)
  }
}

/** Leaves a bucket alone of which only the part for others is left. Throws RateLimitError when it opens too late. */
async function waitForBucket(
  { buckets, leaveFree, longestWaitSeconds }: Patience,
  { method, url }: Message,
  waits: Waits,
): Promise<void> {
  const shut = buckets.shut(method, url.pathname, leaveFree, Date.now())
  if (!shut) return
  const wait = shut.opens - Date.now()
  if (!waits.allow(wait))
    throw RateLimitError.before({ request: `${method} ${url.pathname}` }, shut, longestWaitSeconds)
  await waits.pause(wait, `${shut.remaining} of ${shut.limit} requests of ${shut.bucket} are left`)
}

/** The method by whose rule a message is repeated. */
function repeatedAs({ method, anew }: Message): string {
  return anew ? 'GET' : method
}

/** Waits before the next attempt; throws ConnectionError when there is to be none. */
async function waitAfterFailure(
  message: Message,
  failure: unknown,
  attempt: number,
  waits: Waits,
): Promise<void> {
  const code = failureCode(failure)
  const wait = backOff(attempt)
  if (
    attempt >= MOST_REPEATS ||
    !waits.allow(wait) ||
    !isRepeatableFailure(repeatedAs(message) === 'GET', code)
  )
    throw connectionError(failure, message)
  await waits.pause(wait, `no answer (${code ?? String(failure)})`)
}

/** Waits before the next attempt; false when the answer is the one to give. Throws RateLimitError. */
async function waitAfterReply(
  { longestWaitSeconds }: Patience,
  message: Message,
  reply: Reply,
  attempt: number,
  waits: Waits,
): Promise<boolean> {
  const { method, url } = message
  const { status, headers } = reply
  if (!isRepeatableReply(repeatedAs(message), status, reply.body)) return false
  const isLimited = status === 429
  const wait = isLimited ? rateLimitWait(headers, attempt, Date.now()) : backOff(attempt)
  if (isLimited && !waits.allow(wait))
    throw RateLimitError.after(answerOf(method, url, reply), headers, wait, longestWaitSeconds)
  if (!waits.allow(wait) || (!isLimited && attempt >= MOST_REPEATS)) return false
  await waits.pause(wait, isConcurrencyLimit(headers) ? 'too many requests at once' : `HTTP ${status}`)
  return true
}

/** One attempt, under the authorization of this instant. What the authorization itself throws is no failure of the attempt. */
async function attemptOf(
  { send, authorization, buckets }: Patience,
  message: Message,
): Promise<{ reply: Reply; failure?: undefined } | { reply?: undefined; failure: unknown }> {
  const shown = await authorization.headers(message.method, message.url)
  const { headers, body } = message.anew ? await message.anew() : message
  buckets.sent(message.method, message.url.pathname)
  try {
    const { method, url } = message
    return {
      reply: await send({
        method,
        url,
        headers: { ...headers, ...shown },
        ...(body !== undefined && { body }),
      }),
    }
  } catch (failure) {
    if (failure instanceof OktaError) throw failure
    return { failure }
  }
}
