import { Readable } from 'node:stream'
import { Agent, request } from 'undici'
import type { Json } from '../../kit/wire.ts'
import type { Address } from './address.ts'
import {
  codingRefusal,
  type Message,
  networkRefusal,
  sizeRefusal,
  statusRefusal,
  UNKNOWN_END,
} from './refusals.ts'
import { Refused } from './refused.ts'
import { oneLine, said, withoutKey } from './said.ts'
import { signature } from './sign.ts'

export interface ConnectionSettings {
  readonly address: Address
  readonly key: string
  readonly advanced: boolean
  readonly insecure: boolean
  /** Seconds that one request may take in all. */
  readonly timeout: number
}

export interface Body {
  readonly type: string
  readonly length: number
  readonly chunks: Iterable<Uint8Array>
  /** Whether this is the upload; any other request changes nothing on the server. */
  readonly isPack?: true
}

/** An answer of a server: its JSON, and its own words as a person may read them. */
export interface Answer {
  readonly value: Json
  readonly said: string
}

export interface Connection {
  /** Sends one signed request and gives the answer, which is JSON. Throws Refused for everything else that can come. */
  ask(method: 'GET' | 'POST', path: string, body?: Body): Promise<Answer>
  close(): Promise<void>
}

/** A connection to the server. A redirect is never followed: the key would go where nobody meant it to. */
export function connect(settings: ConnectionSettings): Connection {
  const agent = new Agent({
    connect: { rejectUnauthorized: !settings.insecure, timeout: settings.timeout * 1000 },
  })
  return {
    close: () => agent.destroy(),
    async ask(method, path, body) {
      const url = new URL(settings.address.base + path)
      const message: Message = {
        request: `${method} ${url.pathname}`,
        host: url.host,
        is8: settings.address.authId !== undefined,
        advanced: settings.advanced,
        timeout: settings.timeout,
        ...(body?.isPack && { sent: body.length }),
      }
      const reply = await send(agent, settings, message, url, method, body)
      if (reply.status < 200 || reply.status > 299)
        throw new Refused(statusRefusal(reply.status, message, reply), reply.status)
      return { value: parsed(reply, message), said: reply.said }
    },
  }
}

interface Reply {
  readonly status: number
  readonly location?: string
  readonly body: string
  readonly said: string
}

async function send(
  agent: Agent,
  settings: ConnectionSettings,
  message: Message,
  url: URL,
  method: 'GET' | 'POST',
  body: Body | undefined,
): Promise<Reply> {
  let isWhole = body === undefined
  function* chunks(whole: Body) {
    yield* whole.chunks
    isWhole = true
  }
  try {
    const {
      statusCode,
      headers,
      body: answer,
    } = await request(url, {
      method,
      dispatcher: agent,
      signal: AbortSignal.timeout(settings.timeout * 1000),
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        ...signature({ ...settings, ...settings.address }),
        ...(body && { 'content-type': body.type, 'content-length': String(body.length) }),
      },
      ...(body && { body: Readable.from(chunks(body), { objectMode: false }) }),
      // One limit for the whole request, above; undici's own five minutes would undercut a longer --timeout.
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    const coding = headers['content-encoding']
    if (coding !== undefined && coding !== 'identity')
      throw new Refused(codingRefusal(oneLine(String(coding)), message))
    const text = await textOf(answer, message)
    const location = headers.location
    return {
      status: statusCode,
      body: text,
      said: said(text, settings.key),
      ...(typeof location === 'string' && { location: withoutKey(location, settings.key) }),
    }
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Refused(networkRefusal(error, message, isWhole))
  }
}

/** The list of the installed packs is the largest answer, some megabytes. */
const LARGEST_ANSWER = 64 * 1024 * 1024

async function textOf(body: AsyncIterable<Buffer>, message: Message): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > LARGEST_ANSWER) throw new Refused(sizeRefusal(LARGEST_ANSWER, message))
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed({ body, said }: Reply, { request, host, sent }: Message): Json {
  try {
    // The upload itself may be answered by nothing at all.
    return body.trim() === '' && sent ? null : (JSON.parse(body) as Json)
  } catch {
    const what = /^\s*</.test(body) ? 'a web page (HTML)' : `no JSON but ${JSON.stringify(said)}`
    throw new Refused(
      `${host} answers ${request} with ${what}, so it is not the API of Cortex XSOAR: give the URL of the server itself for 6.x; for 8.x the one that "Copy URL" on the page API Keys gives, with --auth-id.${sent ? ` ${UNKNOWN_END}` : ''}`,
    )
  }
}
