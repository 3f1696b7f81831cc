import { pipeline, type Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGunzip, createInflate } from 'node:zlib'
import type { Dispatcher } from 'undici'
import request from 'undici/lib/api/api-request.js'
import { agentFor, type ConnectionSettings } from '../../../kit/connection.ts'
import { headerOf } from '../../../kit/http.ts'
import { noReport, type Report } from './refusals.ts'
import { MOST_REPEATS, waitAfterFailure, waitAfterStatus } from './repeats.ts'
import { refusedStatus, unanswered } from './status.ts'

export interface ReportSource {
  readonly url: URL
  readonly username: string
  readonly password: string
  readonly connection: ConnectionSettings
  readonly patience?: Partial<Patience>
}

export interface Patience {
  /** How long Workday may take to begin its answer: it runs the report first. */
  readonly firstByteSeconds: number
  /** How long the answer may pause. */
  readonly silenceSeconds: number
  readonly sleep: (milliseconds: number) => Promise<unknown>
}

// Below the 300 s after which a command is killed, so that a sentence can still be said.
const PATIENCE: Patience = { firstByteSeconds: 180, silenceSeconds: 60, sleep }

export function patienceOf({ patience }: ReportSource): Patience {
  return { ...PATIENCE, ...patience }
}

/** What came, decompressed, and what its header says that it is. */
export interface Answer {
  readonly body: Readable
  readonly contentType: string
}

/**
 * Asks for the report until it comes: twice more when nothing has come but a failure or a status that passes. Redirects
 * are not followed, so the password never travels to where one points. Throws a Refusal when there is no report.
 */
export async function answerOf(source: ReportSource, report: Report): Promise<Answer> {
  const patience = patienceOf(source)
  for (let attempt = 0; ; attempt += 1) {
    const { answer, failure } = await ask(source, patience)
    if (answer?.statusCode === 200) return opened(answer, report)
    const wait = answer
      ? waitAfterStatus(answer.statusCode, answer.headers, attempt, Date.now())
      : waitAfterFailure(failure, attempt)
    if (answer) drop(answer.body)
    if (wait === undefined || attempt >= MOST_REPEATS) {
      throw answer
        ? refusedStatus(report, source, answer)
        : unanswered(report, failure, patience.firstByteSeconds)
    }
    await patience.sleep(wait)
  }
}

async function ask(
  { url, username, password, connection }: ReportSource,
  { firstByteSeconds, silenceSeconds }: Patience,
): Promise<
  { answer: Dispatcher.ResponseData; failure?: undefined } | { answer?: undefined; failure: unknown }
> {
  try {
    const answer = await request.call(agentFor(connection), {
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        'user-agent': 'okta-identity-lifecycle/1.0',
      },
      headersTimeout: firstByteSeconds * 1000,
      bodyTimeout: silenceSeconds * 1000,
    })
    return { answer }
  } catch (failure) {
    return { failure }
  }
}

/** Throws when the answer is encoded in a way that was not asked for and is not known. */
function opened({ body, headers }: Dispatcher.ResponseData, report: Report): Answer {
  const contentType = headerOf(headers, 'content-type') ?? ''
  const encoding = headerOf(headers, 'content-encoding')?.trim().toLowerCase() || 'identity'
  if (encoding === 'identity') return { body, contentType }
  const decoder = /^(x-)?gzip$/.test(encoding)
    ? createGunzip()
    : encoding === 'deflate'
      ? createInflate()
      : undefined
  if (!decoder) {
    drop(body)
    throw noReport(report, `it is encoded as ${encoding}, which was not asked for`)
  }
  // The reader of the decoder's end gets the failures of both.
  return { body: pipeline(body, decoder, () => {}), contentType }
}

/** Nobody reads this body, and nobody is to hear that it broke. */
function drop(body: Readable): void {
  body.on('error', () => {}).destroy()
}
