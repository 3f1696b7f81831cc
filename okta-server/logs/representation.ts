import type { JsonObject } from '../json.ts'
import { kindOf } from './catalogue.ts'
import type { LogEvent, Request, Target } from './event.ts'

/** The event as the System Log shows it: every part is there, with null members where nothing is known. */
export function eventObject(event: LogEvent, tokenId: string): JsonObject {
  const { displayMessage, legacy = null, severity = 'INFO' } = kindOf(event.eventType)
  const { request } = event
  const byApp = request.actor.type === 'PublicClientApp'
  return {
    actor: targetObject(request.actor),
    client: clientObject(request),
    device: null,
    authenticationContext: {
      authenticationProvider: null,
      credentialProvider: null,
      credentialType: null,
      issuer: null,
      interface: null,
      authenticationStep: 0,
      // okta-api §17.4: the session of an API token starts so.
      externalSessionId: `trs${request.id.slice(0, 22)}`,
    },
    displayMessage,
    eventType: event.eventType,
    outcome: { result: event.result ?? 'SUCCESS', reason: event.reason ?? null },
    published: event.published,
    securityContext: { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null },
    severity,
    debugContext: { debugData: debugData(event) },
    legacyEventType: legacy,
    transaction: { type: 'WEB', id: request.id, detail: byApp ? {} : { requestApiTokenId: tokenId } },
    uuid: event.uuid,
    version: '0',
    request: { ipChain: [{ ip: localhost, geographicalContext: nowhere, version: 'V4', source: null }] },
    target: event.targets.length === 0 ? null : event.targets.map(targetObject),
  }
}

// The server listens nowhere else.
const localhost = '127.0.0.1'
const nowhere = { city: null, state: null, country: null, postalCode: null, geolocation: null }

function targetObject({ id, type, alternateId, displayName }: Target): JsonObject {
  return { id, type, alternateId, displayName, detailEntry: null }
}

function clientObject({ userAgent, actor }: Request): JsonObject {
  return {
    userAgent: userAgent === null ? null : { rawUserAgent: userAgent, os: 'Unknown', browser: 'UNKNOWN' },
    zone: 'null',
    device: 'Unknown',
    id: actor.type === 'PublicClientApp' ? actor.id : null,
    ipAddress: localhost,
    geographicalContext: nowhere,
  }
}

function debugData({ request, debugData: more }: LogEvent): JsonObject {
  return {
    ...more,
    requestId: request.id,
    requestUri: request.uri,
    url: request.url,
    threatSuspected: 'false',
  }
}
