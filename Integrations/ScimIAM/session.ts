import { setTimeout as sleep } from 'node:timers/promises'
import { InputError } from '../../kit/errors.ts'
import type { Parsed } from '../../kit/fields.ts'
import { openConnection } from '../../kit/http.ts'
import type { NamedMapper } from '../../kit/iam/profile-argument.ts'
import type { Host } from '../../kit/integration.ts'
import type { JsonObject } from '../../kit/wire.ts'
import type { params } from './params.ts'
import { baseAddress } from './scim/address.ts'
import { createClient } from './scim/client.ts'
import type { Authorization } from './scim/patience.ts'
import { sendPatiently } from './scim/patience.ts'
import { type Server, serverOf } from './scim/server.ts'
import { signIn, TOKEN_KEY } from './sign-in.ts'

export type Params = Parsed<typeof params>

/** What a command works with: the server, the instance's settings, the host. */
export interface Session {
  readonly server: Server
  readonly params: Params
  readonly host: Host
  readonly mapperIn: NamedMapper
  readonly mapperOut: NamedMapper
  /** Keys of the integration context to write whatever the command ended with. */
  readonly kept: () => JsonObject
}

/** The token endpoint gets the client's own name and secret. */
const NONE: Authorization = { headers: async () => ({}), renew: () => false }

/** Throws InputError when the URL cannot be, or when not exactly one way of signing in is filled. */
export function connect(params: Params, host: Host): Session {
  const address = baseAddress(params.url)
  const patience = {
    send: openConnection({ proxy: params.proxy ?? false, insecure: params.insecure ?? false }),
    longestWaitSeconds: params.longest_wait,
    log: host.log,
    sleep,
  }
  // Asking for a token twice gives two tokens, which does no harm.
  const { authorization, oauth } = signIn(
    params,
    message => sendPatiently({ ...patience, authorization: NONE }, message, true),
    host,
  )
  const client = createClient({ ...patience, address, authorization })
  return {
    server: serverOf(client, {
      pageSize: positive('page_size', params.page_size),
      membersPerPatch: positive('members_per_patch', params.members_per_patch),
      memberRemoval: params.member_removal,
    }),
    params,
    host,
    mapperIn: { name: params.mapper_in, parameter: 'mapper_in' },
    mapperOut: { name: params.mapper_out, parameter: 'mapper_out' },
    kept: () => {
      const token = oauth?.kept()
      return token ? { [TOKEN_KEY]: token } : {}
    },
  }
}

function positive(name: string, value: number): number {
  if (value > 0) return value
  throw new InputError(`The parameter "${name}" is ${value}; expected a whole number above 0.`)
}
