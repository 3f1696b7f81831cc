import type { JWK } from 'jose'
import { OktaError } from '../errors.ts'
import { isObject, type Json } from '../json.ts'
import { newRole } from '../roles/role.ts'
import { type Entry, optionalText, text, texts } from '../seeding/fields.ts'
import { scopes as knownScopes } from './scopes.ts'

/** An API service app: a client that gets access tokens for itself. */
export interface ServiceApp {
  readonly clientId: string
  readonly label: string
  /** Whether its tokens have to be bound to a key; new apps of Okta start so (okta-api §2.4). */
  readonly dpop: boolean
  /** The scopes that an administrator granted. */
  readonly scopes: readonly string[]
  /** Types of standard roles; without any the app may do nothing (okta-api §2.2). */
  readonly adminRoles: readonly string[]
  /** Public keys only. */
  readonly keys: readonly JWK[]
}

/** Reads an app; what is absent is as it was in `present`. RangeError naming what is wrong and where. */
export function readServiceApp(entry: Entry, present?: ServiceApp): ServiceApp {
  const { value, where } = entry
  const clientId = text(entry, 'clientId')
  const given = (name: string) => value[name] !== undefined
  const app = {
    clientId,
    label: optionalText(entry, 'label') ?? present?.label ?? clientId,
    dpop: given('dpop') ? flag(entry, 'dpop') : (present?.dpop ?? true),
    scopes: given('scopes') ? texts(entry, 'scopes') : (present?.scopes ?? []),
    adminRoles: given('adminRoles') ? texts(entry, 'adminRoles') : (present?.adminRoles ?? []),
    keys: given('jwks') ? publicKeys(value.jwks, where) : (present?.keys ?? []),
  }
  const known = ['clientId', 'label', 'dpop', 'scopes', 'adminRoles', 'jwks']
  const unknown = Object.keys(value).find(name => !known.includes(name))
  if (unknown) throw new RangeError(`${where} has ${known.join(', ')}, but no '${unknown}'`)
  const scope = app.scopes.find(one => !knownScopes.includes(one))
  if (scope !== undefined)
    throw new RangeError(`${where}.scopes: there is no '${scope}'; there are ${knownScopes.join(', ')}`)
  for (const type of app.adminRoles) requireRole(type, where)
  return app
}

function flag({ value, where }: Entry, name: string): boolean {
  const found = value[name]
  if (typeof found === 'boolean') return found
  throw new RangeError(`${where}.${name} must be true or false, not ${JSON.stringify(found)}`)
}

function requireRole(type: string, where: string): void {
  try {
    newRole({ type }, '', () => '')
  } catch (error) {
    if (error instanceof OktaError) throw new RangeError(`${where}.adminRoles: ${error.causes.join('; ')}`)
    throw error
  }
}

/** The keys of a key set, or of a list. A private part would lie in the state file and in logs of tests. */
function publicKeys(jwks: Json | undefined, where: string): JWK[] {
  const list = isObject(jwks) ? jwks.keys : jwks
  if (!Array.isArray(list) || !list.every(isObject))
    throw new RangeError(`${where}.jwks must be {"keys": [...]} with public keys`)
  for (const { kty, kid, d } of list) {
    if (kty !== 'RSA' && kty !== 'EC')
      throw new RangeError(`${where}.jwks: kty must be RSA or EC, not ${JSON.stringify(kty)}`)
    if (d !== undefined)
      throw new RangeError(`${where}.jwks: a key has its private part; register the public one`)
    if (typeof kid !== 'string' && list.length > 1)
      throw new RangeError(`${where}.jwks: every one of several keys needs a kid`)
  }
  return list as unknown as JWK[]
}
