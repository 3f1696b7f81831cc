import type { JsonObject } from '../../../kit/wire.ts'
import type { Client } from './client.ts'
import { NOT_FOUND, notOkta, OktaError } from './errors.ts'

/** Whatever Okta keeps under an id. */
export interface Thing extends JsonObject {
  id: string
}

/** Trust in an answer ends here: an object without an id was not written by Okta. Throws OktaError. */
export function thing(value: unknown, request: string): Thing {
  const candidate = value as Thing | null | undefined
  if (typeof candidate === 'object' && candidate !== null && typeof candidate.id === 'string')
    return candidate
  throw new OktaError({ request }, undefined, notOkta({ request }, JSON.stringify(value) ?? ''))
}

/** The thing at a path; undefined when there is none (E0000007). Throws as `Client.get` does. */
export async function thingAt<T extends Thing>(
  client: Client,
  path: string,
  check: (value: unknown, request: string) => T,
): Promise<T | undefined> {
  try {
    return check(await client.get(path), `GET ${path}`)
  } catch (error) {
    if (error instanceof OktaError && error.code === NOT_FOUND) return undefined
    throw error
  }
}
