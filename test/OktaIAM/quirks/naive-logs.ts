import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { TestOrg } from '../org.ts'

/** What a caller of a command on the System Log sees. */
export interface Told {
  readonly failed: boolean
  readonly text: string
  /** The rows of the table, by column. */
  readonly rows: Record<string, string>[]
  readonly events: JsonObject[]
}

/** A generation of the pack: how it runs such a command, and how it declares its commands. */
export interface Logs {
  run(command: string, args?: JsonObject, params?: JsonObject): Promise<Told>
  readonly declared: readonly Declared[]
}

export interface Declared {
  readonly name: string
  readonly args: Readonly<Record<string, { required?: boolean; defaultValue?: string }>>
  readonly outputs: readonly string[]
}

const PERIOD = { since: {}, until: {}, sortOrder: { defaultValue: 'ASCENDING' } }

/** The older packs as the list of quirks describes them: two of them, each with its own okta-get-logs. */
const DECLARED: readonly Declared[] = [
  { name: 'okta-get-logs', args: { filter: {}, ...PERIOD }, outputs: ['request.ipChain.IP'] },
  {
    name: 'okta-get-logs',
    args: { filter: {}, query: {}, ...PERIOD, limit: {} },
    outputs: ['request.ipChain.IP'],
  },
  { name: 'okta-get-failed-logins', args: { ...PERIOD, limit: {} }, outputs: ['request.ipChain.IP'] },
  {
    name: 'okta-get-group-assignments',
    args: PERIOD,
    outputs: ['Okta.Logs.Event.actor.id', 'request.ipChain.IP'],
  },
  { name: 'iam-get-group', args: { includeMembers: { required: true, defaultValue: 'true' } }, outputs: [] },
]

export function naiveLogs(org: TestOrg): Logs {
  /** V4: whatever is no success is an exception. G10: but on a later page it only ends the reading. */
  const pages = async (query: JsonObject): Promise<JsonObject[]> => {
    const events: JsonObject[] = []
    let path = `/api/v1/logs?${new URLSearchParams(query as Record<string, string>)}`
    for (;;) {
      const answer = await org.call('GET', path)
      if (!answer.ok && events.length) return events
      if (!answer.ok) throw new Error(`Error in API call [${answer.status}]`)
      const page = (await answer.json()) as JsonObject[]
      events.push(...page)
      const [, next] = /<([^>]*)>; rel="next"/.exec(answer.headers.get('link') ?? '') ?? []
      if (!page.length || !next) return events
      path = next.replace(org.okta.url, '')
    }
  }

  return {
    declared: DECLARED,
    // G10: the order is declared and not sent. V11: no limit means everything.
    run: async (_command, { sortOrder: _, ...query } = {}) => {
      const events = await pages(query)
      return { failed: false, text: '', rows: readable(events), events }
    },
  }
}

/** V9: what an event lacks is left as it was for the event before. */
function readable(events: readonly JsonObject[]): Record<string, string>[] {
  let [browser, os, device]: Json[] = ['', '', '']
  return events.map(event => {
    const client = event.client as JsonObject
    const agent = client.userAgent as JsonObject | null
    if (agent) {
      browser = agent.browser ?? ''
      os = agent.os ?? ''
      device = client.device ?? ''
    }
    const outcome = event.outcome as { result: string }
    return {
      ActorAlternaneId: String((event.actor as JsonObject).alternateId),
      EventOutcome: outcome.result,
      Client: `${browser} on ${os} ${device}`,
    }
  })
}
