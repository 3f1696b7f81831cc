import { setTimeout as sleep } from 'node:timers/promises'
import type { Parsed } from '../../kit/fields.ts'
import { openConnection } from '../../kit/http.ts'
import type { Host } from '../../kit/integration.ts'
import type { JsonObject } from '../../kit/wire.ts'
import type { Authorization } from './okta/authorization.ts'
import { baseUrl } from './okta/base-url.ts'
import { Buckets } from './okta/buckets.ts'
import type { Client } from './okta/client.ts'
import { createClient } from './okta/client.ts'
import type { Rights } from './okta/oauth.ts'
import { sendPatiently } from './okta/patience.ts'
import { type Users, usersOf } from './okta/users.ts'
import type { params } from './params.ts'
import { signIn, TOKEN_KEY } from './sign-in.ts'

export type Params = Parsed<typeof params>

/** What a command works with: the org, the instance's settings, the host. */
export interface Session {
  readonly client: Client
  readonly users: Users
  readonly params: Params
  readonly host: Host
  /** The scopes of the token in use; undefined under an API token, whose rights are those of its administrator. */
  readonly rights?: () => Promise<Rights>
  /** Keys of the integration context to write whatever the command ended with. */
  readonly kept: () => JsonObject
}

/** No rights of their own: the token endpoint gets its assertion in the body. */
const NONE: Authorization = { headers: async () => ({}), heard: () => false }

// Like the connection pools, what answers have told of the rate limits is shared by all that a process sends.
const buckets = new Map<string, Buckets>()

/** What a command works with that declares to need no connection: the host. The rest is a fault of ours to touch. */
export function offline(host: Host): Session {
  const none = () => {
    throw new Error('a command that declares to need no connection asks for one')
  }
  const client: Client = { get: none, send: none, page: none, pages: none }
  return {
    client,
    users: usersOf(client),
    host,
    kept: () => ({}),
    get params(): Params {
      return none()
    },
  }
}

/** Throws InputError when the URL is none of an org or a parameter of the way of signing in is missing. */
export function connect(params: Params, host: Host): Session {
  const origin = baseUrl(params.url)
  const known = buckets.get(origin) ?? new Buckets()
  buckets.set(origin, known)
  const patience = {
    send: openConnection({ proxy: params.proxy ?? false, insecure: params.insecure ?? false }),
    buckets: known,
    leaveFree: Math.min(params['leave-free'], 90) / 100,
    longestWaitSeconds: params['longest-wait'],
    log: host.log,
    sleep,
  }
  const { authorization, app } = signIn(
    params,
    origin,
    message => sendPatiently({ ...patience, authorization: NONE }, message),
    host,
  )
  const client = createClient({ ...patience, authorization, origin })
  return {
    client,
    users: usersOf(client),
    params,
    host,
    ...(app && { rights: app.rights }),
    kept: () => {
      const token = app?.kept()
      return token ? { [TOKEN_KEY]: token } : {}
    },
  }
}
