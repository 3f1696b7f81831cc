import { Refusal } from '../../../kit/errors.ts'
import type { Headers } from '../../../kit/http.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { bucketOf, type Shut } from './buckets.ts'
import type { Reply } from './connection.ts'
import { jsonObject } from './json-object.ts'
import { isConcurrencyLimit, resetOf } from './retry.ts'

/** Where a request stood and what came back: the facts of an error, without headers, body or secret. */
export interface Answer {
  readonly request: string
  /** Absent when the answer was a success that does not hold what it should. */
  readonly status?: number
  readonly requestId?: string
  /** The scope that the access token lacks. */
  readonly missingScope?: string
  /** Why an access token or a proof was not accepted: said in a header, the body is empty. */
  readonly refused?: string
}

/**
 * Okta answered and refused, or what answered is not Okta.
 * `code` is Okta's errorCode; where the body has none it is the HTTP status as text.
 */
export class OktaError extends Refusal {
  override readonly name = 'OktaError'
  /** Method and path of the request. */
  readonly request: string
  readonly status: number | undefined
  readonly code: string
  readonly causes: readonly string[]
  readonly requestId: string | undefined
  constructor(answer: Answer, code: string | undefined, summary: string, causes: readonly string[] = []) {
    const { status, requestId } = answer
    const place = [status && `HTTP ${status}`, code, requestId && `request ${requestId}`].filter(Boolean)
    super(
      `${sentence(summary)}${reasons(causes)} [${[answer.request, place.join(', ')].filter(Boolean).join(': ')}]`,
      factsOf(answer, code, summary, causes),
    )
    this.request = answer.request
    this.status = status
    this.code = code ?? String(status ?? '')
    this.causes = causes
    this.requestId = requestId
  }
}

/** What a playbook reads in the Contents of the error entry. */
function factsOf(
  { request, status, requestId }: Answer,
  errorCode: string | undefined,
  errorSummary: string,
  causes: readonly string[],
): JsonObject {
  return {
    request,
    ...(status !== undefined && { status }),
    ...(errorCode !== undefined && { errorCode }),
    errorSummary,
    errorCauses: [...causes],
    ...(requestId !== undefined && { requestId }),
  }
}

/** The rate limit is used up for longer than the instance may wait. Its code is Okta's E0000047. */
export class RateLimitError extends OktaError {
  /** Okta refused a request with 429. */
  static after(answer: Answer, headers: Headers, waitMilliseconds: number, longestWaitSeconds: number) {
    const [limit, remaining] = ['limit', 'remaining'].map(
      // A proxy may double a header.
      name => [headers[`x-rate-limit-${name}`]].flat()[0] ?? 'unknown',
    )
    const reset = resetOf(headers)
    const opens =
      reset === undefined
        ? 'Okta does not say when it opens again'
        : `It opens again in ${Math.ceil(waitMilliseconds / 1000)} s, at ${new Date(reset * 1000).toISOString()}`
    const bucket = bucketOf(...(answer.request.split(' ', 2) as [string, string]))
    const told = isConcurrencyLimit(headers)
      ? 'Okta is working on as many requests of the org at once as it may'
      : `Okta's rate limit of ${bucket} is used up (limit ${limit}, remaining ${remaining})`
    return new RateLimitError(answer, 'E0000047', `${told}. ${opens}, ${mayWait(longestWaitSeconds)}`)
  }

  /** Nothing was sent: what is left of the limit is the part that is left to others. */
  static before(answer: Answer, { bucket, limit, remaining, opens }: Shut, longestWaitSeconds: number) {
    const told =
      remaining > 0
        ? `Of Okta's rate limit of ${bucket} only ${remaining} of ${limit} requests are left, and those are left to others`
        : `Okta's rate limit of ${bucket} is used up (limit ${limit}, remaining 0)`
    const when = `It opens again at ${new Date(opens).toISOString()}`
    return new RateLimitError(answer, 'E0000047', `${told}. ${when}, ${mayWait(longestWaitSeconds)}`)
  }
}

function mayWait(longestWaitSeconds: number): string {
  return `and no more than Longest wait (${longestWaitSeconds} s) may be waited; run the command again later, or raise Longest wait`
}

/** Okta names a next page that cannot be read, so the list cannot be gone on with. */
export class NextPageError extends OktaError {}

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

/** The parameters of a WWW-Authenticate header (RFC 9110, section 11.6.1), as far as they are quoted. */
function challengeOf(header: string | readonly string[] | undefined): Record<string, string> {
  return Object.fromEntries(
    [...String(header ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

/** Where an answer stood, for its error. */
export function answerOf(method: string, url: URL, { status, headers }: Reply): Answer {
  const id = headers['x-okta-request-id']
  const { error, scope, error_description: refused } = challengeOf(headers['www-authenticate'])
  return {
    request: `${method} ${url.pathname}`,
    status,
    ...(typeof id === 'string' && { requestId: id }),
    ...(error === 'insufficient_scope' && scope && { missingScope: scope }),
    ...(refused && { refused }),
  }
}

/**
 * The error of an answer that is no success.
 * Takes Okta's envelope, and the two other shapes seen live: the infrastructure's {status, message} and plain text or
 * HTML (https://developer.okta.com/docs/reference/error-codes/). `advice` is that of the way of signing in.
 */
export function errorOf(
  answer: Answer,
  body: string,
  advice: ReadonlyMap<string, string> = new Map(),
): OktaError {
  const envelope = jsonObject(body)
  const code = text(envelope?.errorCode)
  if (answer.missingScope !== undefined) {
    const summary = `The access token lacks the scope ${answer.missingScope}; grant it to the service app under Okta API Scopes, and name it in the parameter Scopes`
    return new OktaError(answer, code, summary)
  }
  if (envelope && code !== undefined) {
    const causes = Array.isArray(envelope.errorCauses) ? envelope.errorCauses : []
    const summary = [text(envelope.errorSummary) ?? 'Okta gave no summary', advice.get(code)]
    return new OktaError(
      answer,
      code,
      summary.filter(Boolean).join('; '),
      causes.map(cause => text(cause?.errorSummary) ?? JSON.stringify(cause)),
    )
  }
  const said = text(envelope?.message) ?? text(envelope?.error_description) ?? answer.refused
  if (said !== undefined) return new OktaError(answer, undefined, said)
  return new OktaError(answer, undefined, notOkta(answer, body))
}

/**
 * What answered does not speak Okta's API: most often the URL parameter names something else. A change that was answered
 * with success was taken all the same, as far as anybody knows, so that is what is said of it.
 */
export function notOkta({ request, status = 200 }: Answer, body: string): string {
  const kind = /^\s*</.test(body)
    ? 'an HTML page'
    : body.trim()
      ? 'something else than the JSON expected'
      : 'an empty body'
  const moved = status >= 300 && status < 400 ? ' (a redirect, which is not followed)' : ''
  if (/^(POST|PUT|DELETE) \/api\//.test(request) && status < 300)
    return `The server took the request but answered with ${kind}, so what became of it is not known; see how things stand before you run the command again`
  return `The server answered with ${kind}${moved}; check that the URL parameter is the address of the Okta org`
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
