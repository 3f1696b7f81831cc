import { headerOf, type Message, type Reply } from '../../../kit/http.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Address } from './address.ts'
import { errorOf, jsonObject, notScim, type Place, placeOf } from './errors.ts'
import { type Authorization, type Patience, sendPatiently } from './patience.ts'

export interface ClientSettings extends Patience {
  readonly address: Address
  readonly authorization: Authorization
}

/** One request that changes something. */
export interface Call {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the base address: /Users/1. */
  readonly path: string
  readonly body?: Json
  /** The version that the change was decided from (RFC 7644 §3.14). */
  readonly ifMatch?: string | undefined
}

/** What came: its body, undefined when empty, and the version of it. */
export interface Answer {
  readonly value: JsonObject | undefined
  readonly etag: string | undefined
  readonly place: Place
}

export interface Client {
  readonly address: Address
  /** Throws ScimError for a refusal or for what is no SCIM, RateLimitError, ConnectionError. */
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Answer>
  /** Throws as `get` does. */
  send(call: Call): Promise<Answer>
}

const MEDIA_TYPE = 'application/scim+json'

/** A client for one server: every request goes below its address, whatever an answer may name. */
export function createClient(settings: ClientSettings): Client {
  const { address } = settings
  const urlOf = (path: string) => new URL(`${address.origin}${address.path}${path}`)
  const ask = async (message: Message) => {
    // Everything but creating does the same when it is done twice: we add who may be there and replace by what shall be.
    const reply = await sendPatiently(settings, message, message.method !== 'POST')
    return answer(placeOf(message.method, message.url, reply), reply)
  }
  return {
    address,
    get: (path, query = {}) => {
      const url = urlOf(path)
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
      // A plus for a blank is HTML's; in a query of SCIM some servers take it for a plus.
      url.search = url.search.replaceAll('+', '%20')
      return ask({ method: 'GET', url, headers: headers() })
    },
    send: ({ method, path, body, ifMatch }) => {
      const own = { ...headers(), ...(ifMatch !== undefined && { 'if-match': ifMatch }) }
      if (body === undefined) return ask({ method, url: urlOf(path), headers: own })
      const typed = { ...own, 'content-type': MEDIA_TYPE }
      return ask({ method, url: urlOf(path), headers: typed, body: JSON.stringify(body) })
    },
  }
}

function headers(): Record<string, string> {
  return { accept: `${MEDIA_TYPE}, application/json`, 'user-agent': 'okta-identity-lifecycle/1.0' }
}

function answer(place: Place, { status, headers, body }: Reply): Answer {
  if (status < 200 || status > 299) throw errorOf(place, body)
  const etag = headerOf(headers, 'etag')
  if (body.trim() === '') return { value: undefined, etag, place }
  const value = jsonObject(body)
  if (!value) throw notScim(place, body)
  return { value, etag, place }
}
