import type { EventType } from './catalogue.ts'

/** Whom or what an event is about. Readers find targets by `type`; the order is that of live samples. */
export interface Target {
  id: string
  type: 'User' | 'UserGroup' | 'AppUser' | 'AppInstance' | 'NetworkZone' | 'PublicClientApp' | 'access_token'
  alternateId: string
  displayName: string
}

/** What belongs to all events of one request. */
export interface Request {
  /** The transaction; okta-api §17.4: it groups the events of one request. */
  id: string
  uri: string
  url: string
  userAgent: string | null
  actor: Target
}

/** What an event may have besides its targets. */
export interface Facts {
  result?: 'SUCCESS' | 'FAILURE' | 'DENY' | 'CHALLENGE'
  reason?: string
  debugData?: Record<string, string>
}

/** An event as the org keeps it: small, because there may be very many. */
export interface LogEvent extends Facts {
  readonly uuid: string
  readonly published: string
  readonly eventType: EventType
  readonly targets: readonly Target[]
  readonly request: Request
}

/** An event in the order of persistence, which need not be that of `published`. */
export interface Persisted {
  readonly sequence: number
  readonly event: LogEvent
}
