import { setTimeout as sleep } from 'node:timers/promises'
import { InputError, Refusal } from '../../kit/errors.ts'
import type { Parsed } from '../../kit/fields.ts'
import type { Host } from '../../kit/integration.ts'
import { baseUrl } from './okta/base-url.ts'
import type { Client } from './okta/client.ts'
import { createClient } from './okta/client.ts'
import { openConnection } from './okta/connection.ts'
import { type Users, usersOf } from './okta/users.ts'
import type { params } from './params.ts'

export type Params = Parsed<typeof params>

/** What a command works with: the org, the instance's settings, the host. */
export interface Session {
  readonly client: Client
  readonly users: Users
  readonly params: Params
  readonly host: Host
}

/** Throws InputError when the URL is none of an org, Refusal when there is no token. */
export function connect(params: Params, host: Host): Session {
  const token = params.credentials?.password || params.apitoken
  if (!token) throw new Refusal('Missing API token. Put it into the parameter "API Token" of the instance.')
  // Header values are Latin-1 and one line; an HTTP library would fail on others with a message that quotes the token.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new InputError('The API token holds a blank or another character that no token has; paste it anew.')
  const client = createClient({
    origin: baseUrl(params.url),
    token,
    longestWaitSeconds: params['longest-wait'],
    send: openConnection({ proxy: params.proxy ?? false, insecure: params.insecure ?? false }),
    log: host.log,
    sleep,
  })
  return { client, users: usersOf(client), params, host }
}
