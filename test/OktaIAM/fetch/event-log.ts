import { type FetchRequest, fetchEvents } from '../../../Integrations/OktaIAM/fetch/events.ts'
import { type Place, readPlace, writePlace } from '../../../Integrations/OktaIAM/fetch/place.ts'
import type { Client } from '../../../Integrations/OktaIAM/okta/client.ts'
import { OktaError } from '../../../Integrations/OktaIAM/okta/errors.ts'
import type { JsonObject } from '../../../kit/wire.ts'

export const NOON = Date.parse('2026-11-22T12:00:00.000Z')
const SECOND = 1000

/** A System Log in memory, whose filters are the letters of the event types that fit. */
export function eventLog() {
  const events: { uuid: string; published: string; eventType: string }[] = []
  const self = {
    /** Every path that was asked for. */
    asked: [] as string[],
    /** Filters whose link is refused once. */
    refused: new Set<string>(),
    /** A filter that is refused always. */
    impossible: '',
    ahead: 0,
    /** The page after which no more answers come. */
    lastAnswer: Number.POSITIVE_INFINITY,
    /** So many events of a type, one a millisecond from so many seconds after noon. */
    add(eventType: string, count: number, seconds = 0) {
      for (let made = 0; made < count; made += 1)
        events.push({
          uuid: `${eventType}${events.length}`,
          published: new Date(NOON + seconds * SECOND + made).toISOString(),
          eventType,
        })
    },
    uuids: (filter: string) =>
      events.filter(({ eventType }) => filter.includes(eventType)).map(({ uuid }) => uuid),
    async page(at: string | URL) {
      const url = new URL(at, 'https://org.example')
      self.asked.push(url.pathname + url.search)
      if (self.asked.length > self.lastAnswer) return new Promise<never>(() => {})
      const query = Object.fromEntries(url.searchParams) as { since: string; filter: string; after?: string }
      if (query.filter === self.impossible || (query.after && self.refused.delete(query.filter)))
        throw new OktaError({ request: 'GET /api/v1/logs', status: 400 }, undefined, 'refused')
      const begin = Number(query.after ?? 0)
      const fits = events
        .map((event, index) => ({ event, index }))
        .slice(begin)
        .filter(({ event }) => event.published >= query.since && query.filter.includes(event.eventType))
      const limit = Number(url.searchParams.get('limit'))
      const values = fits.slice(0, limit)
      const last = values.length === limit ? (values.at(-1)?.index ?? 0) + 1 : events.length
      const next = new URL(url)
      next.searchParams.set('after', String(last))
      return { values: values.map(({ event }) => event), next, ahead: self.ahead }
    },
  }
  return self
}

/** An instance that fetches from a log, with the last run that a platform keeps. */
export function follower(log: ReturnType<typeof eventLog>, first = NOON) {
  const client = { page: log.page } as unknown as Client
  const self = {
    lastRun: {} as JsonObject,
    told: [] as string[],
    delivered: [] as string[],
    place: () => readPlace(self.lastRun, new Date(first), () => {}),
    async fetch(
      filters: readonly string[],
      most: number,
      more: Partial<FetchRequest> & { minutes?: number } = {},
    ): Promise<number> {
      const tell = (_: string, text: string) => void self.told.push(text)
      const place: Place = readPlace(self.lastRun, new Date(first), tell)
      const now = new Date(NOON + (more.minutes ?? 5) * 60 * SECOND)
      const got = await fetchEvents(client, { filters, place, now, most, seconds: 60, ...more }, tell)
      self.lastRun = JSON.parse(JSON.stringify(writePlace(got.place))) as JsonObject
      self.delivered.push(...got.events.map(({ uuid }) => String(uuid)))
      return got.events.length
    },
  }
  return self
}
