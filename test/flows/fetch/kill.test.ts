import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createdBy,
  type EventOrg,
  expectedOf,
  factsOf,
  fetchingRoom,
  type LogEvent,
  openEventOrg,
} from './room.ts'

const EVENTS = 100
const AT_ONCE = 20
const FILTER = 'eventType eq "user.account.update_profile" or eventType sw "application.user_membership"'
/** Five full fetches, and one that finds nothing. */
const FETCHES = Array.from({ length: EVENTS / AT_ONCE + 1 }, () => '/fetch')

let org: EventOrg
let events: LogEvent[]
beforeAll(async () => {
  org = await openEventOrg()
  const people = await org.list<{ id: string }>(
    `/api/v1/users?limit=200&filter=${encodeURIComponent('status eq "ACTIVE"')}`,
  )
  const apps = await org.list<{ id: string; label: string }>('/api/v1/apps?limit=200')
  const app = apps.find(({ label }) => label === 'Parcel Carrier')?.id
  for (let turn = 0; turn < EVENTS / 5; turn += 1) {
    const id = people[turn % people.length]?.id ?? ''
    await org.call('POST', `/api/v1/apps/${app}/users`, { id, credentials: { userName: `user-${turn}` } })
    for (const title of ['one', 'two', 'three'])
      await org.call('POST', `/api/v1/users/${id}`, { profile: { title: `${title} ${turn}` } })
    await org.call('DELETE', `/api/v1/apps/${app}/users/${id}`)
  }
  events = await org.events(FILTER)
})
afterAll(() => org.okta.close())

it(`there are ${EVENTS} events of three types`, () => {
  expect(events).toHaveLength(EVENTS)
  expect(new Set(events.map(({ eventType }) => eventType)).size).toBe(3)
})

describe(`a fetch of ${EVENTS} events by ${AT_ONCE}`, () => {
  it('makes an incident of each, of its type and with its fields', async () => {
    const room = fetchingRoom(org, FILTER, AT_ONCE)
    const ended = await room.run(FETCHES)
    expect(ended).toMatchObject({ status: 0, err: '' })
    expect(createdBy(ended)).toEqual([20, 20, 20, 20, 20, 0])
    expect(room.incidents().map(factsOf)).toEqual(events.map(expectedOf))
  })

  it('killed at every line of the journal makes an incident of each exactly once', async () => {
    let [dieAt, status]: [number, number | null] = [0, 137]
    const before: number[] = []
    while (status === 137) {
      dieAt += 1
      const room = fetchingRoom(org, FILTER, AT_ONCE)
      status = (await room.run(FETCHES, { WARROOM_DIE_AT: String(dieAt) })).status
      const after = await room.run(FETCHES)
      expect(after, `killed at line ${dieAt}`).toMatchObject({ status: 0, err: '' })
      const created = createdBy(after)
      before.push(EVENTS - created.reduce((sum, one) => sum + one, 0))
      expect(created.at(-1)).toBe(0)
      expect(room.incidents().map(factsOf), `killed at line ${dieAt}`).toEqual(events.map(expectedOf))
      room.remove()
    }
    expect(status).toBe(0)
    // The kill really came at every one of the fetches: so many incidents were there already.
    for (const count of [20, 40, 60, 80, 100]) expect(before).toContain(count)
  }, 240_000)
})
