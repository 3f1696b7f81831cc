import { connectionAdvice, failureCode } from '../../../kit/connection.ts'
import { type Message as KitMessage, type Send as KitSend, neverSent } from '../../../kit/http.ts'
import { ConnectionError } from './errors.ts'

export type { Reply } from '../../../kit/http.ts'

export interface Message extends KitMessage {
  /** Makes the message anew for every attempt. It changes nothing in the org, and may be repeated as reading may. */
  readonly anew?: () => Promise<Pick<Message, 'headers' | 'body'>>
}

export type Send = KitSend<Message>

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
