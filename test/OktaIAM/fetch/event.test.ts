import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { incidentOf, instantOf, isEvent } from '../../../Integrations/OktaIAM/fetch/event.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

const USER = { id: '00u1', type: 'User', alternateId: 'ann@example.com', displayName: 'Ann Lee' }
const APP = { id: '0oa1', type: 'AppInstance', alternateId: 'Slack', displayName: 'Slack' }
const EVENT: JsonObject = {
  uuid: 'u1',
  published: '2026-11-22T09:30:00.123Z',
  eventType: 'application.user_membership.add',
  displayMessage: 'Add user to application membership',
  target: [APP, USER],
}

describe('the incident of an event', () => {
  it.each<[string, JsonObject, string]>([
    ['who it is about, found by the type of the target', {}, 'Add user to application membership: Ann Lee'],
    ['wherever the person stands', { target: [USER, APP] }, 'Add user to application membership: Ann Lee'],
    [
      'the login of somebody without a name',
      { target: [{ ...USER, displayName: null }] },
      'Add user to application membership: ann@example.com',
    ],
    ['nobody, when there is nobody', { target: [APP] }, 'Add user to application membership'],
    ['nobody, when there are no targets', { target: null }, 'Add user to application membership'],
    ['nobody, when they are no list', { target: { type: 'User' } }, 'Add user to application membership'],
    ['the type without a message', { displayMessage: null, target: [] }, 'application.user_membership.add'],
    ['something without a type', { displayMessage: null, eventType: null, target: [] }, 'Okta event'],
  ])('is named for %s', (_, more, name) => expect(incidentOf({ ...EVENT, ...more }).name).toBe(name))

  it('occurred when the event was published, and holds it whole', () => {
    const incident = incidentOf(EVENT)
    expect(incident.occurred).toBe('2026-11-22T09:30:00.123Z')
    expect(JSON.parse(String(incident.rawJSON))).toEqual(EVENT)
    expect(incidentOf({ uuid: 'u' })).not.toHaveProperty('occurred')
  })

  it('is made of any object, which it holds whole', () => {
    const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>
    const object = fc.record(
      { target: value, displayMessage: value, published: value, eventType: value, other: value },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(object, event => {
        const { name, rawJSON } = incidentOf(event as JsonObject)
        expect(typeof name).toBe('string')
        expect(rawJSON).toBe(JSON.stringify(event))
      }),
    )
  })
})

describe('an event', () => {
  it.each<[unknown, boolean]>([
    [EVENT, true],
    [{ uuid: 'u', published: 'x' }, true],
    [{ uuid: 'u' }, false],
    [{ published: 'x' }, false],
    [{ uuid: 7, published: 'x' }, false],
    [null, false],
    [undefined, false],
    ['uuid', false],
    [[], false],
  ])('%j: %s', (value, expected) => expect(isEvent(value)).toBe(expected))
})

it.each<[string, string | undefined]>([
  ['2026-11-22T09:30:00.123Z', '2026-11-22T09:30:00.123Z'],
  ['2026-11-22T09:30:00Z', '2026-11-22T09:30:00.000Z'],
  ['2026-13-22T09:30:00.123Z', undefined],
  ['2026-02-30T09:30:00.123Z', '2026-03-02T09:30:00.123Z'],
  ['2026-11-22', undefined],
  ['zzz', undefined],
])('%s was published at %s', (published, instant) => expect(instantOf(published)).toBe(instant))
