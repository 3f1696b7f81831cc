import { SignJWT } from 'jose'
import type { JsonObject } from '../../../kit/wire.ts'
import type { TestOrg } from '../org.ts'
import { CLIENT, keyPair } from '../sign-in/app.ts'

/** What an instance that signs in as a service app does with a command, and what a caller sees of it. */
export interface SignedIn {
  /** Reads something of the org; gives what was said, and the integration context behind it. */
  read(path: string, settings?: Settings): Promise<Read>
  /** okta-auth-reset: the integration context behind it. */
  reset(context: JsonObject): Promise<JsonObject>
}
export interface Settings {
  readonly scopes?: string
  readonly context?: JsonObject
}
export interface Read {
  readonly ok: boolean
  readonly text: string
  readonly context: JsonObject
  /** The keys that the platform is told to keep as secrets. */
  readonly secretKeys: readonly string[]
}

/** O2: all of them at once, whatever the app was granted. */
const ELEVEN = [
  'okta.apps.manage',
  'okta.apps.read',
  'okta.groups.manage',
  'okta.groups.read',
  'okta.idps.manage',
  'okta.logs.read',
  'okta.networkZones.manage',
  'okta.networkZones.read',
  'okta.schemas.read',
  'okta.users.manage',
  'okta.users.read',
]

/** The sign-in of Okta v2, as the list of quirks describes it and as short as it can be. */
export function naiveSignIn(org: TestOrg): SignedIn {
  const endpoint = `${org.okta.url}/oauth2/v1/token`
  /** O1: no proof, and no idea of one. */
  const newToken = async (): Promise<string> => {
    const assertion = await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: 'kid-ES256' })
      .setIssuer(CLIENT)
      .setSubject(CLIENT)
      .setAudience(endpoint)
      .setIssuedAt()
      .setExpirationTime('1 hour')
      .setJti(crypto.randomUUID())
      .sign(keyPair('ES256').privateKey)
    const answer = await fetch(endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: ELEVEN.join(' '),
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
    })
    if (!answer.ok) throw new Error(`Error in API call [${answer.status}]: ${await answer.text()}`)
    return ((await answer.json()) as { access_token: string }).access_token
  }
  const read = async (path: string, token: string): Promise<[boolean, string]> => {
    const answer = await fetch(org.okta.url + path, { headers: { authorization: `Bearer ${token}` } })
    return [answer.ok, answer.ok ? 'ok' : `Error in API call [${answer.status}]: ${await answer.text()}`]
  }
  return {
    async read(path, { context = {} } = {}) {
      try {
        const token = typeof context.token === 'string' ? context.token : await newToken()
        // O4: a 401 is an error like others; the token stays, in clear text.
        const [ok, text] = await read(path, token)
        return { ok, text, context: { ...context, token }, secretKeys: [] }
      } catch (error) {
        return { ok: false, text: (error as Error).message, context, secretKeys: [] }
      }
    },
    // O4: everything, not only the token.
    reset: async () => ({}),
  }
}
