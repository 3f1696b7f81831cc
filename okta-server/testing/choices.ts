import { pushAnswers } from '../factors/push.ts'
import { isObject, type Json } from '../json.ts'
import { bucketNames } from '../rate-limit.ts'

/** Where evidence about Okta is thin, or a test wants another org: okta-api §18, and the rate limits. */
export interface Choices {
  deactivateDeprovisioned: 403 | 404
  searchLag: number
  joinedLink: boolean
  rateLimits: Record<string, number>
  /** What people answer to a push in the end, and how many polls they let pass before. */
  pushAnswer: (typeof pushAnswers)[number]
  pushPolls: number
  /** System Log events whose type begins so are not persisted before this is changed; null for none. */
  heldEvents: string | null
  /** Seconds until an access token expires; Okta's are fixed at an hour. */
  accessTokenLifetime: number
  /** How many requests may be in flight; one more is 429 with Limit 0 (okta-api §4). */
  concurrency: number
}

export const defaultChoices: Choices = {
  deactivateDeprovisioned: 404,
  searchLag: 0,
  joinedLink: false,
  rateLimits: {},
  pushAnswer: 'SUCCESS',
  pushPolls: 1,
  heldEvents: null,
  accessTokenLifetime: 3600,
  concurrency: 75,
}

/** The choices with some replaced; throws RangeError naming what is wrong. */
export function withChoices(present: Choices, sent: Json): Choices {
  if (!isObject(sent)) throw new RangeError('choices must be an object')
  const unknown = Object.keys(sent).find(name => !Object.hasOwn(defaultChoices, name))
  if (unknown)
    throw new RangeError(
      `there is no choice '${unknown}'; there are ${Object.keys(defaultChoices).join(', ')}`,
    )
  const { deactivateDeprovisioned, searchLag, joinedLink, rateLimits, ...others } = { ...present, ...sent }
  if (deactivateDeprovisioned !== 403 && deactivateDeprovisioned !== 404)
    throw new RangeError(
      `deactivateDeprovisioned must be 403 or 404, not ${JSON.stringify(deactivateDeprovisioned)}`,
    )
  if (typeof joinedLink !== 'boolean') throw new RangeError('joinedLink must be true or false')
  return {
    deactivateDeprovisioned,
    joinedLink,
    searchLag: whole('searchLag', 'writes', searchLag),
    rateLimits: limits(rateLimits),
    pushAnswer: pushAnswer(others.pushAnswer),
    pushPolls: whole('pushPolls', 'polls', others.pushPolls),
    heldEvents: beginning(others.heldEvents),
    accessTokenLifetime: whole('accessTokenLifetime', 'seconds', others.accessTokenLifetime, 86_400),
    concurrency: whole('concurrency', 'requests', others.concurrency),
  }
}

function pushAnswer(value: Json): Choices['pushAnswer'] {
  const known = pushAnswers.find(answer => answer === value)
  if (known) return known
  throw new RangeError(`pushAnswer must be one of ${pushAnswers.join(', ')}, not ${JSON.stringify(value)}`)
}

function beginning(value: Json): string | null {
  if (value === null || typeof value === 'string') return value
  throw new RangeError(
    `heldEvents must be the beginning of event types or null, not ${JSON.stringify(value)}`,
  )
}

function whole(name: string, what: string, value: Json, most = 1000): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value
  throw new RangeError(`${name} must be a number of ${what} from 0 to ${most}, not ${JSON.stringify(value)}`)
}

function limits(value: Json): Record<string, number> {
  if (!isObject(value)) throw new RangeError('rateLimits must be an object of bucket names and numbers')
  const checked: Record<string, number> = {}
  for (const [name, limit] of Object.entries(value)) {
    if (name !== '*' && !bucketNames.includes(name))
      throw new RangeError(`there is no rate-limit bucket '${name}'; there are *, ${bucketNames.join(', ')}`)
    if (typeof limit !== 'number' || limit < 0)
      throw new RangeError(`the limit of ${name} must be a number from 0, not ${JSON.stringify(limit)}`)
    checked[name] = limit
  }
  return checked
}
