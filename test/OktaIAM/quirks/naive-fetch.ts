import type { JsonObject } from '../../../kit/wire.ts'
import type { TestOrg } from '../org.ts'

/** What an instance that fetches is told from outside. */
export interface FeedSettings {
  readonly max?: number
  /** A filter of one's own; without it the automatic one of the applications. */
  readonly filter?: string
  readonly applications?: readonly string[]
  /** E-mails of the User Profiles that the platform has. */
  readonly profiles?: readonly string[]
  /** How far the container's clock is from UTC, in hours. */
  readonly zone?: number
}

export interface Feed {
  /** One fetch at an instant; gives the uuids of its incidents. What failed gives none. */
  fetch(now: string, settings?: FeedSettings): Promise<string[]>
  /** What the platform keeps between two fetches. */
  lastRun(): JsonObject
}

interface Event extends JsonObject {
  uuid: string
  target: { type: string; alternateId: string }[]
}

/**
 * The fetch of the older pack, as the list of quirks describes it and as short as it can be. `adds` is the half of F3 that
 * Okta refuses: a query is added to the stored link.
 */
export function naiveFeed(org: TestOrg, adds = false): Feed {
  let [last, link, overflow]: [string, string, Event[]] = ['', '', []]

  /** F4: the local clock with a Z, in whole seconds. */
  const clock = (now: string, zone = 0) =>
    `${new Date(Date.parse(now) + zone * 3_600_000).toISOString().slice(0, 19)}Z`

  /** F6: to the end of the window. F3: a rate limit leaves the link, and the window moves on all the same. */
  const read = async (query: URLSearchParams) => {
    const events: Event[] = []
    for (let path = link ? link + (adds ? `&${query}` : '') : `/api/v1/logs?${query}`; ; path = link) {
      const answer = await org.call('GET', path)
      if (answer.status === 429) return events
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
      events.push(...((await answer.json()) as Event[]))
      const [, next = ''] = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '') ?? []
      link = next.replace(org.okta.url, '')
      if (!link) return events
    }
  }

  return {
    lastRun: () => ({ last_run_time: last, last_run_full_url: link, incidents: overflow }),
    async fetch(now, { max = 50, filter, applications = [], profiles, zone } = {}) {
      if (!overflow.length) {
        // F2: a window with an end. F5: nothing remembers what was delivered.
        const window = { since: last || clock(now, zone), until: clock(now, zone) }
        const events = await read(
          new URLSearchParams({ filter: filter ?? automatic(applications), ...window }),
        )
        overflow = events.filter(({ target }) => !profiles || isKnown(target, profiles))
      }
      // F1: also when nothing was asked.
      last = clock(now, zone)
      return overflow.splice(0, max).map(({ uuid }) => uuid)
    },
  }
}

/** F7: no changes of profiles. F8: any id that contains one; never split. */
function automatic(applications: readonly string[]): string {
  const types = ['add', 'remove'].map(what => `eventType eq "application.user_membership.${what}"`)
  const targets = applications.map(id => `target.id co "${id}"`)
  return `(${types.join(' or ')}) and (${targets.join(' or ')})`
}

/** F10: the login is taken for the e-mail, and its case counts. */
function isKnown(target: Event['target'], profiles: readonly string[]): boolean {
  const who = target.find(({ type }) => type === 'User')
  return who !== undefined && profiles.includes(who.alternateId)
}

/** F9: the classifier of the older pack knows applications only. */
export const NAIVE_CLASSIFIER: Readonly<Record<string, string>> = {
  'application.user_membership.add': 'IAM - App Add',
  'application.user_membership.remove': 'IAM - App Remove',
}
