import type { JsonObject } from '../../../kit/wire.ts'
import type { Call, Client } from './client.ts'
import { notOkta, OktaError } from './errors.ts'
import { segment } from './filter.ts'
import { type Thing, thing, thingAt } from './thing.ts'

export interface Factor extends Thing {
  factorType: string
}

/** What Okta says of a push by now. `transaction` and `number` are there while the answer is awaited. */
export interface PushAnswer {
  readonly raw: JsonObject
  readonly factorResult: string
  readonly transaction?: string
  /** What the person has to choose on the phone (number matching). */
  readonly number?: number | string
}

/** One function per endpoint, named as Okta names it. All throw as `Client.get` does. */
export function factorsOf(client: Client) {
  return {
    /** Every factor that the user has enrolled; Okta knows no pages here. */
    list: async (userId: string): Promise<Factor[]> => {
      const { values } = await client.page(factorsPath(userId))
      return values.map(value => factor(value, `GET ${factorsPath(userId)}`))
    },
    get: (userId: string, id: string): Promise<Factor | undefined> =>
      thingAt(client, `${factorsPath(userId)}/${segment(id)}`, factor),
    /** The push by now. By its id and not by Okta's link: that names the org's own host, ours may be another. */
    transaction: async (userId: string, factorId: string, id: string): Promise<PushAnswer> => {
      const path = `${factorsPath(userId)}/${segment(factorId)}/transactions/${segment(id)}`
      return pushAnswer(await client.get(path), `GET ${path}`)
    },
  }
}

export const deleteFactor = (userId: string, id: string): Call => ({
  method: 'DELETE',
  path: `${factorsPath(userId)}/${segment(id)}`,
})

export const verifyPush = (userId: string, id: string, numberMatching: boolean): Call => ({
  method: 'POST',
  path: `${factorsPath(userId)}/${segment(id)}/verify`,
  ...(numberMatching && { body: { useNumberMatchingChallenge: true } }),
})

/**
 * What goes with a factor: Okta Verify is one app on the phone, so without its push its codes and its key are gone too.
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserFactor/
 */
export function goneWith(factor: Factor, all: readonly Factor[]): Factor[] {
  if (factor.factorType !== 'push') return []
  return all.filter(
    ({ factorType, provider }) =>
      provider === 'OKTA' && (factorType === 'token:software:totp' || factorType === 'signed_nonce'),
  )
}

/** Throws OktaError when the answer says nothing of a result. */
export function pushAnswer(value: unknown, request: string): PushAnswer {
  const raw = (value ?? {}) as JsonObject
  const { factorResult, _links, _embedded } = raw
  if (typeof factorResult !== 'string')
    throw new OktaError({ request }, undefined, notOkta({ request }, JSON.stringify(value) ?? ''))
  const href = (_links as { poll?: { href?: unknown } } | undefined)?.poll?.href
  const [, transaction] = /\/transactions\/([^/?#]+)/.exec(typeof href === 'string' ? href : '') ?? []
  const number = (_embedded as { challenge?: { correctAnswer?: unknown } } | undefined)?.challenge
    ?.correctAnswer
  return {
    raw,
    factorResult,
    ...(transaction !== undefined && { transaction: decodeURIComponent(transaction) }),
    ...((typeof number === 'number' || typeof number === 'string') && { number }),
  }
}

const factorsPath = (userId: string) => `/api/v1/users/${segment(userId)}/factors`

function factor(value: unknown, request: string): Factor {
  const found = thing(value, request) as Factor
  return { ...found, factorType: String(found.factorType) }
}
