import { Refusal } from '../../../kit/errors.ts'

/** Where a request stood and what came back: the facts of an error, without headers, body or secret. */
export interface Answer {
  readonly request: string
  readonly status: number
  readonly requestId?: string
}

/**
 * Okta answered and refused, or what answered is not Okta.
 * `code` is Okta's errorCode; where the body has none it is the HTTP status as text.
 */
export class OktaError extends Refusal {
  override readonly name = 'OktaError'
  readonly status: number
  readonly code: string
  readonly causes: readonly string[]
  readonly requestId: string | undefined
  constructor(answer: Answer, code: string | undefined, summary: string, causes: readonly string[] = []) {
    const place = [`HTTP ${answer.status}`, code, answer.requestId && `request ${answer.requestId}`].filter(
      Boolean,
    )
    super(`${sentence(summary)}${reasons(causes)} [${answer.request}: ${place.join(', ')}]`)
    this.status = answer.status
    this.code = code ?? String(answer.status)
    this.causes = causes
    this.requestId = answer.requestId
  }
}

/** The rate limit is used up for longer than the instance may wait. Its code is Okta's E0000047. */
export class RateLimitError extends OktaError {
  constructor(answer: Answer, waitSeconds: number, longestWaitSeconds: number) {
    super(
      answer,
      'E0000047',
      `Okta's rate limit is used up. It opens again in ${waitSeconds} s, longer than Longest wait (${longestWaitSeconds} s) leaves; ` +
        'run the command again then, or raise Longest wait',
    )
  }
}

/** No answer came: the connection could not be made, was cut, or timed out. */
export class ConnectionError extends Refusal {
  override readonly name = 'ConnectionError'
}

/** Two different users answer to one identity, so nobody may be touched. */
export class SeveralUsersError extends Refusal {
  override readonly name = 'SeveralUsersError'
}

/** The resource does not exist. Every missing resource has this code, so only a look-up may read it as "no such user". */
export const NOT_FOUND = 'E0000007'

/**
 * The error of an answer that is no success.
 * Takes Okta's envelope, and the two other shapes seen live: the infrastructure's {status, message} and plain text or
 * HTML (https://developer.okta.com/docs/reference/error-codes/).
 */
export function errorOf(answer: Answer, body: string): OktaError {
  const envelope = parse(body)
  const code = text(envelope?.errorCode)
  if (envelope && code !== undefined) {
    const causes = Array.isArray(envelope.errorCauses) ? envelope.errorCauses : []
    return new OktaError(
      answer,
      code,
      `${text(envelope.errorSummary) ?? 'Okta gave no summary'}${ADVICE[code] ?? ''}`,
      causes.map(cause => text(cause?.errorSummary) ?? JSON.stringify(cause)),
    )
  }
  const said = text(envelope?.message) ?? text(envelope?.error_description)
  if (said !== undefined) return new OktaError(answer, undefined, said)
  return new OktaError(answer, undefined, notOkta(answer, body))
}

/** What answered does not speak Okta's API: most often the URL parameter names something else. */
export function notOkta({ status }: Answer, body: string): string {
  const kind = /^\s*</.test(body)
    ? 'an HTML page'
    : body.trim()
      ? 'something that is not JSON'
      : 'an empty body'
  const moved = status >= 300 && status < 400 ? ' and a redirect, which is not followed' : ''
  return `The server answered with ${kind}${moved} instead of Okta's JSON; check that the URL parameter is the address of the Okta org`
}

const ADVICE: Record<string, string> = {
  E0000004: '; check the API token of the instance',
  E0000006: '; the admin who made the API token lacks this permission',
  E0000011: '; the API token is unknown, expired or revoked: make a new one under Security > API > Tokens',
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function sentence(summary: string): string {
  return /[.!?]$/.test(summary) ? summary : `${summary}.`
}

function reasons(causes: readonly string[]): string {
  return causes.length ? ` Reason:\n${causes.map((cause, index) => `${index + 1}. ${cause}`).join('\n')}` : ''
}
