import type { Json } from '../../kit/wire.ts'

/** What a script gives as the request of `http` and `httpMultipart` (HC-102). */
export interface HttpRequest {
  Method?: string
  Headers?: { [name: string]: string | string[] }
  Body?: Json
  Username?: string
  Password?: string
  SaveToFile?: boolean
}

/** These say how the connection is used, and the connection is ours. */
const OF_THE_CONNECTION = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
])

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** The URL without its credentials, and those as an `Authorization`. Throws when it is no URL. */
export function addressOf(text: string): { url: URL; authorization?: string } {
  const url = new URL(text)
  const { username, password } = url
  url.username = ''
  url.password = ''
  if (username === '' && password === '') return { url }
  return { url, authorization: basic(decodeURIComponent(username), decodeURIComponent(password)) }
}

/**
 * The headers of a request by their lower-case names, each with all of its values. The script's own Authorization comes
 * before its Username, and that before what the URL holds.
 */
export function headersOf(
  { Headers, Username, Password }: HttpRequest,
  authorization?: string,
): Record<string, string | string[]> {
  const headers = new Map<string, string[]>()
  for (const [given, values] of Object.entries(Headers ?? {})) {
    const name = given.toLowerCase()
    if (OF_THE_CONNECTION.has(name)) continue
    headers.set(name, [...(headers.get(name) ?? []), ...[values].flat().map(String)])
  }
  const credentials = Username ? basic(Username, Password ?? '') : authorization
  if (credentials && !headers.has('authorization')) headers.set('authorization', [credentials])
  // Some servers refuse a client without a name.
  if (!headers.has('user-agent')) headers.set('user-agent', ['warroom'])
  // undici takes a list for several values and wants a single one as it is.
  return Object.fromEntries(
    [...headers].map(([name, values]) => [name, values.length === 1 ? String(values[0]) : values]),
  )
}

/** The text of a body, undefined for none. An empty object with a GET is what scripts give for no body. */
export function bodyOf(body: Json | undefined, method: string): string | undefined {
  if (body === undefined || body === null || body === '') return undefined
  if (typeof body === 'string') return body
  const isBare = method === 'GET' || method === 'HEAD'
  return isBare && Object.keys(body).length === 0 ? undefined : JSON.stringify(body)
}
