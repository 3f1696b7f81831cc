import { Clock } from './clock.ts'
import { Ids } from './ids.ts'
import { RateLimiter } from './rate-limit.ts'
import { type Choices, defaultChoices } from './testing/choices.ts'
import { Faults } from './testing/faults.ts'
import { RequestLog } from './testing/requests.ts'
import { UserStore } from './users/store.ts'

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
  readonly typeId: string
  readonly schemaId: string
  /** When the org came to be: the dates of its schema and its type. */
  readonly founded: string
  readonly users: UserStore
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
  return {
    clock: new Clock(options.now),
    ids: new Ids(seedNumber, options.counters),
    seedNumber,
    token: options.token ?? defaultToken,
    pageCap: options.pageCap ?? Number.POSITIVE_INFINITY,
    typeId: fixed.next('oty'),
    schemaId: fixed.next('osc'),
    founded,
    users: new UserStore(),
    limiter: new RateLimiter(),
    faults: new Faults(),
    requests: new RequestLog(),
    choices: defaultChoices,
    ownerId: '',
  }
}
