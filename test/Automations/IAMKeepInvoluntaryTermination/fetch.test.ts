import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type EventOrg, fetchingRoom, type KeptIncident, openEventOrg } from '../../flows/fetch/room.ts'
import { objects } from '../../warroom/face/program.ts'

const FILTER = 'eventType eq "user.lifecycle.deactivate"'
const HR = 'hr.admin@example.com'
const ROUTINE = 'routine@example.com'

let org: EventOrg
let owner = ''
beforeAll(async () => {
  org = await openEventOrg()
  owner = org.okta.org.ownerId
})
afterEach(() => {
  org.okta.org.ownerId = owner
})
afterAll(() => org.okta.close())

async function person(login: string): Promise<string> {
  const profile = { firstName: 'Some', lastName: 'Body', login, email: login }
  const known = await org.call('GET', `/api/v1/users/${login}`)
  const made = known.ok ? known : await org.call('POST', '/api/v1/users?activate=true', { profile })
  return ((await made.json()) as { id: string }).id
}

/** Somebody new is deactivated by a person, as the log tells it then: by the owner of the token that is used. */
async function deactivates(actor: string, login: string): Promise<void> {
  const [by, id] = [await person(actor), await person(login)]
  org.okta.org.ownerId = by
  const answer = await org.call('POST', `/api/v1/users/${id}/lifecycle/deactivate`)
  org.okta.org.ownerId = owner
  if (!answer.ok) throw new Error(await answer.text())
}

interface Fetched {
  created: string[]
  dropped: number
  error?: string
}
type Room = ReturnType<typeof fetchingRoom>

async function fetched(room: Room, lines: readonly string[]): Promise<Fetched[]> {
  const ended = await room.run(lines)
  expect(ended.err).toBe('')
  const results = objects(ended) as { line: string; value: Fetched[] }[]
  return results.filter(({ line }) => line === '/fetch').flatMap(({ value }) => value)
}

const setList = (data: string) => `!setList listName=tufe-actors listData=\`${data}\``
const facts = ({ type, CustomFields: { username, actor, eventtype } }: KeptIncident) => [
  ...[type, username, actor],
  eventtype,
]
const of = (login: string, actor = HR) => ['IAM - Terminate User', login, actor, 'user.lifecycle.deactivate']

describe('deactivations in Okta', () => {
  test('of somebody in the list become incidents, those of others and our own are dropped', async () => {
    const room = fetchingRoom(org, FILTER, 50)
    await fetched(room, [setList(`[" ${HR.toUpperCase()} "]`), '/fetch'])
    const before = room.incidents().length
    await deactivates(HR, 'one@example.com')
    await deactivates(ROUTINE, 'two@example.com')
    // By the user of our own token.
    const own = await person('three@example.com')
    expect((await org.call('POST', `/api/v1/users/${own}/lifecycle/deactivate`)).ok).toBe(true)
    expect(await fetched(room, ['/fetch', '/fetch'])).toMatchObject([
      { created: [expect.any(String)], dropped: 2 },
      { created: [], dropped: 0 },
    ])
    expect(room.incidents().slice(before).map(facts)).toEqual([of('one@example.com')])
  })

  test('of anybody are dropped as long as the list is the sample', async () => {
    await deactivates(HR, 'four@example.com')
    const room = fetchingRoom(org, FILTER, 50)
    const [first] = await fetched(room, ['/fetch'])
    expect(first).toMatchObject({ created: [] })
    expect(first?.error).toBeUndefined()
    expect(first?.dropped).toBeGreaterThan(0)
    expect(room.incidents()).toEqual([])
  })

  test.each([
    ['is no JSON', HR, 'The list "tufe-actors" is wrong at line 1, column 1'],
    ['is no array', '{}', 'The list "tufe-actors" is {}.'],
    ['holds no text', '[["a"]]', 'Entry 1 of the list "tufe-actors" is ["a"].'],
  ])('while the list %s the fetch fails; repaired, each comes exactly once', async (_, broken, sentence) => {
    const [kept, dropped] = [`kept.${broken.length}@example.com`, `dropped.${broken.length}@example.com`]
    const room = fetchingRoom(org, FILTER, 50)
    await fetched(room, [setList('[]'), '/fetch'])
    await deactivates(ROUTINE, dropped)
    await deactivates(HR, kept)
    const failed = await fetched(room, [setList(broken), '/fetch', '/fetch'])
    expect(failed).toHaveLength(2)
    for (const { created, error } of failed) {
      expect(created).toEqual([])
      expect(error).toContain(sentence)
      expect(error).toContain('the pre-process rule "IAM - Involuntary termination in Okta"')
    }
    expect(room.incidents()).toEqual([])
    expect(await fetched(room, [setList(`["${HR}"]`), '/fetch', '/fetch'])).toMatchObject([
      { created: [expect.any(String)], dropped: 1 },
      { created: [], dropped: 0 },
    ])
    expect(room.incidents().map(facts)).toEqual([of(kept)])
  })
})
