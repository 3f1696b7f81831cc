import type { Application } from './apps/app.ts'
import { Clock } from './clock.ts'
import type { Factor } from './factors/factor.ts'
import type { Push } from './factors/push.ts'
import { GroupStore } from './groups/store.ts'
import type { IdentityProvider } from './idps/idp.ts'
import { Ids } from './ids.ts'
import { LogStore } from './logs/store.ts'
import { newOAuth, type OAuth } from './oauth/oauth.ts'
import { RateLimiter } from './rate-limit.ts'
import type { Role } from './roles/role.ts'
import type { Sessions } from './sessions/sessions.ts'
import { type Choices, defaultChoices } from './testing/choices.ts'
import { Faults } from './testing/faults.ts'
import { RequestLog } from './testing/requests.ts'
import { UserStore } from './users/store.ts'
import type { Zone } from './zones/zone.ts'

/** Documented and fixed on purpose: the org is thrown away after use. */
export const defaultToken = '00embedded-okta-token'

/** Everything one embedded org consists of. */
export interface Org {
  readonly clock: Clock
  readonly ids: Ids
  readonly seedNumber: number
  readonly token: string
  /** Lowers the maximum of every paged list. */
  readonly pageCap: number
  /** The id of the API token, which the System Log tells. */
  readonly tokenId: string
  readonly typeId: string
  readonly schemaId: string
  /** When the org came to be: the dates of its schema and its type. */
  readonly founded: string
  readonly users: UserStore
  /** By id, in the order of creation, as are the maps below. */
  readonly groups: GroupStore
  readonly apps: Map<string, Application>
  /** By user id; `factors` too. */
  readonly roles: Map<string, readonly Role[]>
  readonly factors: Map<string, readonly Factor[]>
  readonly zones: Map<string, Zone>
  readonly idps: Map<string, IdentityProvider>
  readonly pushes: Map<string, Push>
  readonly sessions: Sessions
  readonly oauth: OAuth
  readonly logs: LogStore
  readonly limiter: RateLimiter
  readonly faults: Faults
  readonly requests: RequestLog
  choices: Choices
  /** Whom the API token belongs to: the answer of `GET /api/v1/users/me`. */
  ownerId: string
}

export interface OrgOptions {
  now?: string
  seedNumber?: number
  token?: string
  pageCap?: number
  counters?: [string, number][]
}

const founded = '2018-03-05T09:00:00.000Z'

/** An org without people. Throws RangeError when `now` is no instant. */
export function openOrg(options: OrgOptions = {}): Org {
  const seedNumber = options.seedNumber ?? 1
  // The type's and the schema's ids must not depend on restored counters.
  const fixed = new Ids(seedNumber)
  const ids = new Ids(seedNumber, options.counters)
  return {
    clock: new Clock(options.now),
    ids,
    seedNumber,
    token: options.token ?? defaultToken,
    pageCap: options.pageCap ?? Number.POSITIVE_INFINITY,
    tokenId: fixed.next('00T'),
    typeId: fixed.next('oty'),
    schemaId: fixed.next('osc'),
    founded,
    users: new UserStore(),
    groups: new GroupStore(),
    apps: new Map(),
    roles: new Map(),
    factors: new Map(),
    zones: new Map(),
    idps: new Map(),
    pushes: new Map(),
    sessions: new Map(),
    oauth: newOAuth(ids),
    logs: new LogStore(),
    limiter: new RateLimiter(),
    faults: new Faults(),
    requests: new RequestLog(),
    choices: defaultChoices,
    ownerId: '',
  }
}
