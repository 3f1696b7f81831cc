import { choice, date, type Output, type Result } from '../../../kit/command.ts'
import type { Parsed } from '../../../kit/fields.ts'
import { logEvent } from '../okta/logs.ts'
import type { Session } from '../session.ts'
import { contextEvent, EVENT_COLUMNS, eventRow } from './event-table.ts'
import { after, limitArgument, listResult, readList, tagOutput } from './listing.ts'

const PAGE = 'Okta.LogsPage(true)'

/** The arguments that every command on the System Log takes. */
export const PERIOD_ARGUMENTS = {
  since: date({
    description:
      'From when on, in ISO 8601 (2026-11-22T09:30:00Z). Absent means 7 days; Okta keeps the log for 90 days.',
  }),
  until: date({ description: 'Until when, in ISO 8601. Absent means now.' }),
  sortOrder: choice(['ASCENDING', 'DESCENDING'], {
    description: 'Oldest event first, or newest first.',
    defaultValue: 'ASCENDING',
  }),
  limit: limitArgument('100'),
  after,
} as const

/** What to ask for; a filter or keywords, or neither for everything. */
export interface EventRequest extends Parsed<typeof PERIOD_ARGUMENTS> {
  readonly filter?: string | undefined
  readonly q?: string | undefined
}

/** Reads events of the System Log, as many as `limit` says over every page. Throws as `readList` does. */
export async function listEvents({ client }: Session, title: string, request: EventRequest): Promise<Result> {
  const { limit, after: from, since, until, ...query } = request
  const listed = await readList(
    client,
    {
      path: '/api/v1/logs',
      query: { ...query, since: since?.toISOString(), until: until?.toISOString() },
      limit,
      after: from,
      pageSize: 1000,
      endless: true,
    },
    logEvent,
  )
  const { things } = listed
  return listResult(listed, {
    readable: things.length
      ? { title, rows: things.map(eventRow), columns: EVENT_COLUMNS }
      : 'No logs found.',
    context: things.length
      ? { 'Okta.Logs.Events(val.uuid && val.uuid === obj.uuid)': things.map(contextEvent) }
      : {},
    page: PAGE,
  })
}

const paths: readonly (readonly [path: string, description: string, type?: Output['type']])[] = [
  ['actor.alternateId', 'Login of who did it.'],
  ['actor.displayName', 'Name of who did it.'],
  ['actor.id', 'Id of who did it.'],
  ['client.userAgent.rawUserAgent', 'The user agent, as it was sent.'],
  ['client.userAgent.os', 'The operating system of the client.'],
  ['client.userAgent.browser', 'The browser of the client.'],
  ['client.device', 'The kind of device.'],
  ['client.id', 'Id of the OAuth client.'],
  ['client.ipAddress', 'The IP address that the request came from.'],
  ['client.geographicalContext.city', 'The city of that address.'],
  ['client.geographicalContext.state', 'The state of that address.'],
  ['client.geographicalContext.country', 'The country of that address.'],
  ['displayMessage', 'What happened, in words.'],
  ['eventType', 'What happened, as a type of event.'],
  ['outcome.result', 'How it ended: SUCCESS, FAILURE, ALLOW, DENY and others.'],
  ['outcome.reason', 'Why it ended so.'],
  ['published', 'When it happened.'],
  ['severity', 'DEBUG, INFO, WARN or ERROR.'],
  ['securityContext.asNumber', 'Number of the autonomous system of the address.', 'Number'],
  ['securityContext.asOrg', 'Organization of that autonomous system.'],
  ['securityContext.isp', 'Internet provider of the address.'],
  ['securityContext.domain', 'Domain name of the address.'],
  ['securityContext.isProxy', 'Whether the address is a known proxy.'],
  ['request.ipChain.ip', 'An IP address on the way of the request.'],
  ['request.ipChain.IP', 'The same; the older packs documented it under this name.'],
  ['request.ipChain.geographicalContext.city', 'The city of an address on the way.'],
  ['request.ipChain.geographicalContext.state', 'The state of an address on the way.'],
  ['request.ipChain.geographicalContext.country', 'The country of an address on the way.'],
  ['request.ipChain.source', 'Where that address was taken from.'],
  ['target.id', 'Id of whom or what it was done to.'],
  ['target.type', 'What kind of thing that is: User, UserGroup, AppInstance and others.'],
  ['target.alternateId', 'Login of the user, or another name of the thing.'],
  ['target.displayName', 'Name of the user or the thing.'],
]

export const EVENT_OUTPUTS: readonly Output[] = [
  ...paths.map(
    ([path, description, type = 'String']): Output => ({
      path: `Okta.Logs.Events.${path}`,
      type,
      description,
    }),
  ),
  tagOutput(PAGE),
]
