import { Agent, type BodyInit, EnvHttpProxyAgent, FormData, fetch, Headers } from 'undici'
import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Files } from './files.ts'

/** What a script gives as the request of `http` and `httpMultipart` (HC-102). */
interface HttpRequest {
  Method?: string
  Headers?: { [name: string]: string | string[] }
  Body?: Json
  Username?: string
  Password?: string
  SaveToFile?: boolean
}

interface Sent {
  url: string
  method: string
  request: HttpRequest
  body: BodyInit | undefined
  /** Arguments behind the request: insecure, proxy, and others. */
  how: Json[]
}

/** The platform's server is written in Go, whose header names read `Content-Type`. */
function canonical(name: string): string {
  return name.replace(/(^|-)([a-z])/g, text => text.toUpperCase())
}

function headersOf({ Headers: given, Username, Password }: HttpRequest): Headers {
  const headers = new Headers()
  for (const [name, values] of Object.entries(given ?? {}))
    for (const value of [values].flat()) headers.append(name, String(value))
  if (Username && !headers.has('authorization')) {
    const credentials = Buffer.from(`${Username}:${Password ?? ''}`).toString('base64')
    headers.set('authorization', `Basic ${credentials}`)
  }
  return headers
}

function bodyOf(body: Json | undefined): string | undefined {
  if (body === undefined || body === null || body === '') return undefined
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** A number behind `proxy` is the time limit in milliseconds; what else stands there is UNKNOWN and not looked at. */
function signalOf(how: Json[]): AbortSignal | undefined {
  const milliseconds = how.find(value => typeof value === 'number' && value > 0)
  return typeof milliseconds === 'number' ? AbortSignal.timeout(milliseconds) : undefined
}

function dispatcherOf([insecure, proxy]: Json[]): Agent | EnvHttpProxyAgent {
  const connect = { rejectUnauthorized: insecure !== true }
  return proxy === true ? new EnvHttpProxyAgent({ connect, requestTls: connect }) : new Agent({ connect })
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return cause.cause instanceof Error ? cause.cause.message : cause.message
}

function listed(headers: Headers): JsonObject {
  const cookies = headers.getSetCookie()
  const others = [...headers].filter(([name]) => name !== 'set-cookie')
  return Object.fromEntries([
    ...others.map(([name, value]) => [canonical(name), [value]]),
    ...(cookies.length > 0 ? [['Set-Cookie', cookies]] : []),
  ])
}

async function send({ url, method, request, body, how }: Sent, files: Files): Promise<JsonObject> {
  const dispatcher = dispatcherOf(how)
  const signal = signalOf(how)
  try {
    const response = await fetch(url, {
      method,
      headers: headersOf(request),
      dispatcher,
      ...(body === undefined ? {} : { body }),
      ...(signal ? { signal } : {}),
    })
    const answer = {
      StatusCode: response.status,
      Status: `${response.status} ${response.statusText}`.trim(),
      Headers: listed(response.headers),
    }
    if (!request.SaveToFile) return { ...answer, Body: await response.text(), Path: '' }
    return { ...answer, Body: '', Path: files.save(new Uint8Array(await response.arrayBuffer())) }
  } catch (cause) {
    throw new Error(`http ${method} ${url} failed: ${reasonOf(cause)}`, { cause })
  } finally {
    await dispatcher.destroy()
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
  // These two have no body in HTTP as undici speaks it; scripts give an empty object.
  const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(request.Body)
  return send({ url: String(url), method, request, body, how }, files)
}

/** Sends a file and form fields: `url, file, {Headers, …}, fields, insecure, proxy, …`; answers as sendHttp does. */
export function sendMultipart(
  [url, , given, fields, ...how]: Json[],
  file: { name: string; content: Uint8Array } | undefined,
  files: Files,
): Promise<JsonObject> {
  const request = (given ?? {}) as HttpRequest
  const form = new FormData()
  for (const [name, value] of Object.entries((fields ?? {}) as JsonObject)) form.append(name, String(value))
  if (file) form.append('file', new Blob([file.content]), file.name)
  return send(
    { url: String(url), method: (request.Method || 'POST').toUpperCase(), request, body: form, how },
    files,
  )
}
