import type { JsonObject } from '../../../kit/wire.ts'

/** A System Log event. Only what every event must have is looked at; the rest is read loosely. */
export interface LogEvent extends JsonObject {
  uuid: string
  published: string
}

/** Whether a value of the log can be delivered once and only once: it needs its uuid and its instant. */
export function isEvent(value: unknown): value is LogEvent {
  const { uuid, published } = (value ?? {}) as Partial<LogEvent>
  return typeof uuid === 'string' && typeof published === 'string'
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** When an event was published. Undefined for text that Okta would not write: it would spoil the place of every fetch to come. */
export function instantOf(published: string): string | undefined {
  const at = INSTANT.test(published) ? new Date(published) : undefined
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined
}

/** The incident of an event: its type and fields come from classifier and mapper, which read rawJSON. */
export function incidentOf(event: JsonObject): JsonObject {
  const who = targets(event).find(({ type }) => type === 'User')
  const about = who?.displayName ?? who?.alternateId
  const what =
    typeof event.displayMessage === 'string' ? event.displayMessage : String(event.eventType ?? 'Okta event')
  return {
    name: typeof about === 'string' ? `${what}: ${about}` : what,
    ...(typeof event.published === 'string' && { occurred: event.published }),
    rawJSON: JSON.stringify(event),
  }
}

/** `target` may be null, and is found by type, not by position (okta-api §17.4). */
function targets({ target }: JsonObject): JsonObject[] {
  return Array.isArray(target)
    ? target.filter(
        (one): one is JsonObject => typeof one === 'object' && one !== null && !Array.isArray(one),
      )
    : []
}
