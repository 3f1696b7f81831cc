import { type App, endpoint } from '../context.ts'
import { isObject, type Json } from '../json.ts'
import { readServiceApp } from '../oauth/service-app.ts'
import type { Org } from '../org.ts'
import { answer } from './answer.ts'

/** Serves the switches of OAuth: which service apps there are, and the nonce of DPoP. */
export function oauthTestRoutes(app: App, org: Org): void {
  endpoint(app, '/_test/service-apps', {
    GET: c => c.json(shownApps(org)),
    POST: c => answer(c, body => register(org, body)),
    DELETE: c => {
      org.oauth.apps.clear()
      return c.body(null, 204)
    },
  })
  endpoint(app, '/_test/dpop-nonce', {
    GET: c => c.json({ nonce: org.oauth.nonces.current() }),
    POST: c => answer(c, body => rotate(org, body)),
  })
}

/** Registers an app, or changes what is sent of one that is there. */
function register(org: Org, body: Json): Json {
  if (!isObject(body)) throw new RangeError('a service app must be an object with a clientId')
  const present = typeof body.clientId === 'string' ? org.oauth.apps.get(body.clientId) : undefined
  const registered = readServiceApp({ value: body, where: 'the service app' }, present)
  org.oauth.apps.set(registered.clientId, registered)
  return shownApps(org).find(({ clientId }) => clientId === registered.clientId) ?? null
}

function shownApps(org: Org) {
  return [...org.oauth.apps.values()].map(({ keys, scopes, adminRoles, ...app }) => ({
    ...app,
    scopes: [...scopes],
    adminRoles: [...adminRoles],
    kids: keys.map(({ kid }) => kid ?? null),
  }))
}

function rotate(org: Org, body: Json): Json {
  const { keep = false } = isObject(body) ? body : {}
  if (typeof keep !== 'boolean')
    throw new RangeError(`keep must be true or false, not ${JSON.stringify(keep)}`)
  return { nonce: org.oauth.nonces.rotate(keep) }
}
