import { afterAll, beforeAll, expect, it } from 'vitest'
import { createdBy, type EventOrg, expectedOf, factsOf, fetchingRoom, openEventOrg } from './room.ts'

const FILTER = [
  'eventType sw "application.user_membership"',
  'eventType sw "group.user_membership"',
  'eventType eq "user.account.update_profile"',
  'eventType eq "user.lifecycle.deactivate"',
].join(' or ')

let org: EventOrg
beforeAll(async () => {
  org = await openEventOrg()
})
afterAll(() => org.okta.close())

const idOf = async (
  path: string,
  fits: (one: { label?: string; profile?: { name?: string } }) => boolean,
) => {
  const found = await org.list<{ id: string; label?: string; profile?: { name?: string } }>(path)
  return found.find(fits)?.id ?? ''
}
const ok = async (answer: Promise<Response>) => {
  const got = await answer
  if (!got.ok) throw new Error(await got.text())
  return got
}

/** Somebody is hired, gets an application and a group, is promoted, loses both, and leaves. */
async function life(login: string): Promise<void> {
  const profile = { firstName: 'Flow', lastName: 'Person', login, email: login }
  const { id } = (await (await ok(org.call('POST', '/api/v1/users?activate=true', { profile }))).json()) as {
    id: string
  }
  const app = await idOf('/api/v1/apps?limit=200', ({ label }) => label === 'Parcel Carrier')
  const group = await idOf('/api/v1/groups?limit=200', ({ profile: own }) => own?.name === 'Sales')
  await ok(org.call('POST', `/api/v1/apps/${app}/users`, { id, credentials: { userName: login } }))
  await ok(org.call('PUT', `/api/v1/groups/${group}/users/${id}`))
  await ok(org.call('POST', `/api/v1/users/${id}`, { profile: { title: 'Head of Flow' } }))
  await ok(org.call('DELETE', `/api/v1/groups/${group}/users/${id}`))
  await ok(org.call('DELETE', `/api/v1/apps/${app}/users/${id}`))
  await ok(org.call('POST', `/api/v1/users/${id}/lifecycle/deactivate`))
}

it('the steps of a life become incidents of their types, with their fields, in their order', async () => {
  const room = fetchingRoom(org, FILTER, 50)
  // Whoever deactivates here does it for an involuntary termination; other deactivations are dropped.
  const actors = JSON.stringify([org.okta.org.users.get(org.okta.org.ownerId)?.profile.login])
  await room.run([`!setList listName=tufe-actors listData=\`${actors}\``])
  await life('flow1@example.com')
  const first = await room.run(['/fetch', '/fetch'])
  expect(first).toMatchObject({ status: 0, err: '' })
  const events = await org.events(FILTER)
  expect(createdBy(first)).toEqual([events.length, 0])
  expect(room.incidents().map(factsOf)).toEqual(events.map(expectedOf))
  const types = new Set(room.incidents().map(({ type }) => type))
  expect([...types].sort()).toEqual([
    'IAM - App Add',
    'IAM - App Remove',
    'IAM - App Update',
    'IAM - Group Membership Update',
    'IAM - Terminate User',
  ])

  await life('flow2@example.com')
  expect(createdBy(await room.run(['/fetch', '/fetch']))).toEqual([events.length, 0])
  const all = await org.events(FILTER)
  expect(room.incidents().map(factsOf)).toEqual(all.map(expectedOf))
})
