import { describe, expect, it } from 'vitest'
import { contextEvent, EVENT_COLUMNS, eventRow } from '../../../Integrations/OktaIAM/commands/event-table.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

const EVENT: JsonObject = {
  uuid: 'e1',
  published: '2026-03-02T08:09:10.123Z',
  eventType: 'user.session.start',
  displayMessage: 'User login to Okta',
  severity: 'WARN',
  actor: { id: '00u1', type: 'User', alternateId: 'ann@example.com', displayName: 'Ann Lee' },
  client: {
    userAgent: { rawUserAgent: 'x', os: 'Mac OS X', browser: 'CHROME' },
    device: 'Computer',
    ipAddress: '192.0.2.1',
  },
  outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' },
  request: { ipChain: [{ ip: '192.0.2.1' }, { ip: '192.0.2.2', source: null }] },
  target: [
    { id: '00u2', type: 'User', alternateId: 'bob@example.com', displayName: 'Bob Roe' },
    { id: '00g1', type: 'UserGroup', displayName: 'Sales' },
  ],
}

describe('an event as a row', () => {
  it('says who did what, from where, to whom and how it ended', () => {
    expect(eventRow(EVENT)).toEqual({
      Actor: 'Ann Lee (User)',
      ActorAlternateId: 'ann@example.com',
      EventInfo: 'User login to Okta',
      EventOutcome: 'FAILURE: INVALID_CREDENTIALS',
      EventSeverity: 'WARN',
      Client: 'CHROME on Mac OS X Computer',
      RequestIP: '192.0.2.1',
      ChainIP: ['192.0.2.1', '192.0.2.2'],
      Targets: 'Bob Roe (User)\nSales (UserGroup)',
      Time: '03/02/2026, 08:09:10',
    })
  })

  it('has the columns of the table and no others', () => {
    expect(Object.keys(eventRow(EVENT))).toEqual([...EVENT_COLUMNS])
  })

  it.each<[string, Json, string, Json]>([
    ['outcome', null, 'EventOutcome', ''],
    ['outcome', { result: 'SUCCESS', reason: null }, 'EventOutcome', 'SUCCESS'],
    ['outcome', 'odd', 'EventOutcome', ''],
    ['client', null, 'Client', 'Unknown browser on Unknown OS Unknown device'],
    ['client', { userAgent: null, device: 'Computer' }, 'Client', 'Unknown browser on Unknown OS Computer'],
    [
      'client',
      { userAgent: { os: 'Unknown', browser: 'UNKNOWN' }, device: 'Unknown' },
      'Client',
      'Unknown browser on Unknown OS Unknown device',
    ],
    ['client', null, 'RequestIP', null],
    ['request', null, 'ChainIP', []],
    ['request', { ipChain: null }, 'ChainIP', []],
    ['request', { ipChain: [null, { ip: null }] }, 'ChainIP', [null]],
    ['target', null, 'Targets', '-'],
    ['target', [], 'Targets', '-'],
    ['target', [null, { alternateId: 'x@example.com', type: 'User' }], 'Targets', 'x@example.com (User)'],
    ['target', [{}], 'Targets', 'unknown (unknown)'],
    ['actor', null, 'Actor', 'unknown (unknown)'],
    ['displayMessage', null, 'EventInfo', 'user.session.start'],
    ['published', '2026-03-02T08:09:10Z', 'Time', '03/02/2026, 08:09:10'],
    ['published', 'yesterday', 'Time', 'yesterday'],
    ['published', null, 'Time', ''],
  ])('with %s = %j has %s = %j', (member, value, column, expected) => {
    expect(eventRow({ ...EVENT, [member]: value })[column]).toEqual(expected)
  })

  it('an event that holds nothing still is a row', () => {
    expect(Object.keys(eventRow({}))).toEqual([...EVENT_COLUMNS])
  })
})

describe('an event in the context', () => {
  it('is as Okta sent it, with IP beside ip', () => {
    expect(contextEvent(EVENT)).toEqual({
      ...EVENT,
      request: {
        ipChain: [
          { ip: '192.0.2.1', IP: '192.0.2.1' },
          { ip: '192.0.2.2', IP: '192.0.2.2', source: null },
        ],
      },
    })
    expect(EVENT.request).toEqual({ ipChain: [{ ip: '192.0.2.1' }, { ip: '192.0.2.2', source: null }] })
  })

  it.each([[null], [{}], [{ ipChain: null }], [{ ipChain: [] }], ['odd']])(
    'with request = %j is left alone',
    request => {
      expect(contextEvent({ ...EVENT, request })).toEqual({ ...EVENT, request })
    },
  )
})
