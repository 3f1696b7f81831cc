import { Agent, type Dispatcher, EnvHttpProxyAgent, FormData, interceptors, Response, request } from 'undici'
import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Files } from './files.ts'
import { addressOf, bodyOf, type HttpRequest, headersOf } from './http-request.ts'
import { unpacked } from './unpacked.ts'

const REDIRECTS_MAX = 10
const REDIRECTS = [300, 301, 302, 303, 307, 308]

interface Sent {
  url: string
  method: string
  request: HttpRequest
  body: string | Uint8Array | undefined
  /** Arguments behind the request: insecure, proxy, and others. */
  how: Json[]
}

/** The platform's server is written in Go, whose header names read `Content-Type`. */
function canonical(name: string): string {
  return name.replace(/(^|-)([a-z])/g, text => text.toUpperCase())
}

/** A number behind `proxy` is the time limit in milliseconds; what else stands there is UNKNOWN and not looked at. */
function signalOf(how: Json[]): AbortSignal | undefined {
  const milliseconds = how.find(value => typeof value === 'number' && value > 0)
  return typeof milliseconds === 'number' ? AbortSignal.timeout(milliseconds) : undefined
}

function agentOf([insecure, proxy]: Json[]): Agent | EnvHttpProxyAgent {
  const connect = { rejectUnauthorized: insecure !== true }
  return proxy === true ? new EnvHttpProxyAgent({ connect, requestTls: connect }) : new Agent({ connect })
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return cause.cause instanceof Error ? cause.cause.message : cause.message
}

function listed(headers: Dispatcher.ResponseData['headers']): JsonObject {
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [canonical(name), [values ?? ''].flat()]),
  )
}

/** Sends it as a program does: any port, a body with every method, no header that only browsers send. */
async function answerTo(sent: Sent, agent: Dispatcher): Promise<Dispatcher.ResponseData> {
  const { url, authorization } = addressOf(sent.url)
  const signal = signalOf(sent.how)
  const answer = await request(url, {
    method: sent.method as Dispatcher.HttpMethod,
    headers: headersOf(sent.request, authorization),
    body: sent.body ?? null,
    dispatcher: agent.compose(interceptors.redirect({ maxRedirections: REDIRECTS_MAX })),
    ...(signal ? { signal } : {}),
  })
  if (answer.headers.location !== undefined && REDIRECTS.includes(answer.statusCode))
    throw new Error(`stopped after ${REDIRECTS_MAX} redirects`)
  return answer
}

async function send(sent: Sent, files: Files): Promise<JsonObject> {
  const agent = agentOf(sent.how)
  try {
    const { statusCode, statusText, headers, body } = await answerTo(sent, agent)
    const answer = {
      StatusCode: statusCode,
      Status: `${statusCode} ${statusText}`.trim(),
      Headers: listed(headers),
    }
    const content = unpacked(await body.bytes(), String(headers['content-encoding'] ?? ''))
    if (sent.request.SaveToFile) return { ...answer, Body: '', Path: files.save(content) }
    return { ...answer, Body: new TextDecoder().decode(content), Path: '' }
  } catch (cause) {
    // A message is shown to everybody, so the credentials of the URL stay out of it.
    const shown = sent.url.replace(/\/\/[^/@]*@/, '//')
    throw new Error(`http ${sent.method} ${shown} failed: ${reasonOf(cause)}`, { cause })
  } finally {
    await agent.destroy()
  }
}

/**
 * Sends the request of a script: `url, {Method, Headers, Body, Username, Password, SaveToFile}, insecure, proxy, …`. Gives
 * `{StatusCode, Status, Body, Headers, Path}` for every status; with SaveToFile the body is the file Path instead. Throws,
 * naming the URL and the reason, when no answer came.
 */
export function sendHttp([url, given, ...how]: Json[], files: Files): Promise<JsonObject> {
  const request = (given ?? {}) as HttpRequest
  const method = (request.Method || 'GET').toUpperCase()
  return send({ url: String(url), method, request, body: bodyOf(request.Body, method), how }, files)
}

/** Sends a file and form fields: `url, file, {Headers, …}, fields, insecure, proxy, …`; answers as sendHttp does. */
export async function sendMultipart(
  [url, , given, fields, ...how]: Json[],
  file: { name: string; content: Uint8Array } | undefined,
  files: Files,
): Promise<JsonObject> {
  const request = (given ?? {}) as HttpRequest
  const form = new FormData()
  for (const [name, value] of Object.entries((fields ?? {}) as JsonObject)) form.append(name, String(value))
  if (file) form.append('file', new Blob([file.content]), file.name)
  // Whole in memory, so that a redirect may send it again.
  const written = new Response(form)
  const others = Object.entries(request.Headers ?? {}).filter(([name]) => !/^content-type$/i.test(name))
  const type = written.headers.get('content-type') ?? ''
  const Headers = Object.fromEntries([...others, ['Content-Type', type]])
  const body = new Uint8Array(await written.arrayBuffer())
  const method = (request.Method || 'POST').toUpperCase()
  return send({ url: String(url), method, request: { ...request, Headers }, body, how }, files)
}
