import type { Json, JsonObject } from '../../../kit/wire.ts'

/** The columns of the older pack, one name of which was misspelt there (V9). */
export const EVENT_COLUMNS = [
  'Actor',
  'ActorAlternateId',
  'EventInfo',
  'EventOutcome',
  'EventSeverity',
  'Client',
  'RequestIP',
  'ChainIP',
  'Targets',
  'Time',
] as const

/**
 * An event of the System Log as a row. Okta leaves out or nulls whatever it does not know, and new kinds of events come
 * without notice, so every part may be missing (V9).
 */
export function eventRow(event: JsonObject): JsonObject {
  const [actor, client, outcome] = [part(event.actor), part(event.client), part(event.outcome)]
  const agent = part(client.userAgent)
  return {
    Actor: named(actor),
    ActorAlternateId: actor.alternateId ?? null,
    EventInfo: event.displayMessage ?? event.eventType ?? null,
    EventOutcome: [outcome.result, outcome.reason].filter(Boolean).join(': '),
    EventSeverity: event.severity ?? null,
    Client: `${known(agent.browser, 'browser')} on ${known(agent.os, 'OS')} ${known(client.device, 'device')}`,
    RequestIP: client.ipAddress ?? null,
    ChainIP: parts(part(event.request).ipChain).map(({ ip }) => ip ?? null),
    Targets: parts(event.target).map(named).join('\n') || '-',
    Time: readableTime(event.published),
  }
}

/** An event as the context has it: as Okta sent it, and `IP` beside the `ip` that the older packs documented so (V10). */
export function contextEvent(event: JsonObject): JsonObject {
  const request = part(event.request)
  if (!Array.isArray(request.ipChain)) return event
  const ipChain = request.ipChain.map(link => (isObject(link) ? { ...link, IP: link.ip ?? null } : link))
  return { ...event, request: { ...request, ipChain } }
}

function named({ displayName, alternateId, type }: JsonObject): string {
  return `${String(displayName ?? alternateId ?? 'unknown')} (${String(type ?? 'unknown')})`
}

function known(value: Json | undefined, what: string): string {
  return typeof value === 'string' && value && value.toLowerCase() !== 'unknown' ? value : `Unknown ${what}`
}

/** MM/DD/YYYY, HH:MM:SS in UTC, as the older pack printed it; a time of another form stays as it is. */
function readableTime(published: Json | undefined): string {
  const text = typeof published === 'string' ? published : ''
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)[.\d]*Z$/.exec(text) ?? []
  return time ? `${month}/${day}/${year}, ${time}` : text
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function part(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {}
}

function parts(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}
