import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Done, JsonObject } from '../../../kit/wire.ts'
import { contextOf } from '../../wire/bundle.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

const COMMANDS = [
  ['okta-get-failed-logins', 'Failed Login Events', 'user.session.start'],
  ['okta-get-logs', 'Okta Events', 'user.lifecycle.create'],
  ['okta-get-group-assignments', 'Group Assignment Events', 'group.user_membership.add'],
  ['okta-get-application-assignments', 'Application Assignment Events', 'application.user_membership.add'],
  ['okta-get-application-authentication', 'Application Authentication Events', 'user.authentication.sso'],
] as const

let org: TestOrg
let group: string
beforeAll(async () => {
  org = await openTestOrg()
  const [found] = (await (await org.call('GET', '/api/v1/groups?q=Engineering')).json()) as { id: string }[]
  group = found?.id ?? ''
  for (let person = 1; person <= 17; person += 1) {
    const id = await org.person(`log${person}@example.com`, 'STAGED')
    await org.call('PUT', `/api/v1/groups/${group}/users/${id}`)
  }
})
afterAll(() => org.close())
beforeEach(async () => {
  await org.faults()
  await org.forget()
})

const events = (done: Done) => contextOf(done, 'Okta.Logs.Events') as unknown as JsonObject[]
const tag = (done: Done) => contextOf(done, 'Okta.LogsPage').tag
/** The parameters of the requests to the log, without the cursors, which nobody reads. */
const asked = async () =>
  (await org.requests()).map(request => {
    const url = new URL(request.replace('GET ', ''), 'http://okta')
    expect(url.pathname).toBe('/api/v1/logs')
    const after = url.searchParams.has('after')
    return { ...Object.fromEntries(url.searchParams), ...(after && { after: '…' }) } as Record<string, string>
  })

const anHourAgo = () => new Date(Date.now() - 3_600_000).toISOString()

/** One answer of the log, so that events can be had which the embedded Okta does not write. */
const answering = (body: JsonObject[]) =>
  org.faults({ match: { path: '/api/v1/logs' }, times: 1, answer: { kind: 'status', status: 200, body } })

describe.each(COMMANDS)('%s', (command, title, eventType) => {
  it(`asks for ${eventType} and shows a table`, async () => {
    const event = { uuid: 'u1', eventType, displayMessage: 'It happened', outcome: { result: 'SUCCESS' } }
    await answering([event])
    const done = await org.command(command)
    expect(done.entries[0]).toMatchObject({ Type: 1, Contents: [event] })
    expect(done.entries[0]?.HumanReadable).toMatch(new RegExp(`^### ${title}\\n\\|Actor\\|`))
    expect(events(done)).toEqual([event])
    const [{ filter } = {} as JsonObject] = (await asked()) as JsonObject[]
    if (command === 'okta-get-logs') expect(filter).toBeUndefined()
    else expect(filter).toContain(`eventType eq "${eventType}"`)
  })

  it('says so when there is nothing', async () => {
    await answering([])
    const done = await org.command(command)
    expect(done.entries[0]).toMatchObject({ Type: 1, HumanReadable: 'No logs found.', Contents: [] })
    expect(Object.keys(done.entries[0]?.EntryContext ?? {})).toEqual(['Okta.LogsPage(true)'])
  })

  it('sends the period and the order, and 100 as the limit', async () => {
    await org.command(command, {
      since: '2026-03-01',
      until: '2026-03-02T00:00:00+01:00',
      sortOrder: 'DESCENDING',
    })
    expect((await asked())[0]).toMatchObject({
      since: '2026-03-01T00:00:00.000Z',
      until: '2026-03-01T23:00:00.000Z',
      sortOrder: 'DESCENDING',
      limit: '100',
    })
  })

  it.each([
    ['limit', '0', 'a whole number above 0, or all'],
    ['limit', 'many', 'a whole number above 0, or all'],
    ['since', 'last week', 'a date such as'],
    ['until', '2026-13-45', 'a date such as'],
    ['sortOrder', 'UP', 'one of ASCENDING, DESCENDING'],
  ])('refuses %s=%s', async (name, value, expected) => {
    const { entries } = await org.command(command, { [name]: value })
    expect(entries[0]).toMatchObject({ Type: 4, Contents: expect.stringContaining(expected) })
    expect(entries[0]?.Contents).toContain(`"${name}"`)
    expect(await org.requests()).toEqual([])
  })
})

describe('reading over pages', () => {
  it('takes every page until the limit, in the order that was asked for', async () => {
    const done = await org.command('okta-get-group-assignments', { limit: '10' })
    expect(events(done)).toHaveLength(10)
    expect(events(done).map(({ published }) => published)).toEqual(
      events(done)
        .map(({ published }) => published)
        .sort(),
    )
    expect((await asked()).map(({ limit }) => limit)).toEqual(['10', '3'])
  })

  it.each([[undefined], ['2100-01-01T00:00:00Z']])(
    'goes on from the tag, until %s, and ends with the tag null',
    async until => {
      const args = { since: anHourAgo(), limit: '10', ...(until && { until }) }
      const first = await org.command('okta-get-group-assignments', args)
      expect(first.entries[0]?.HumanReadable).toContain(`### tag: ${tag(first)}`)
      const second = await org.command('okta-get-group-assignments', { ...args, after: tag(first) ?? '' })
      const ids = [...events(first), ...events(second)].map(({ uuid }) => uuid)
      expect([ids.length, new Set(ids).size]).toEqual([17, 17])
      expect(tag(second)).toBeNull()
    },
  )

  it('a tag of other arguments is refused in Okta’s words', async () => {
    const first = await org.command('okta-get-group-assignments', { limit: '10' })
    const second = await org.command('okta-get-logs', { after: tag(first) ?? '' })
    expect(second.entries[0]).toMatchObject({ Type: 4, Contents: { errorCode: 'E0000029' } })
  })

  it.each([
    ['ASCENDING', undefined],
    ['ASCENDING', '2100-01-01T00:00:00Z'],
    ['DESCENDING', undefined],
  ])('limit=all, %s until %s, gives everything once and ends', async (sortOrder, until) => {
    const done = await org.command('okta-get-group-assignments', {
      limit: 'all',
      since: anHourAgo(),
      sortOrder,
      ...(until && { until }),
    })
    const times = events(done).map(({ published }) => String(published))
    const sorted = [...times].sort()
    expect(times).toEqual(sortOrder === 'DESCENDING' ? sorted.reverse() : sorted)
    expect(new Set(events(done).map(({ uuid }) => uuid)).size).toBe(17)
    expect(tag(done)).toBeNull()
  })

  it('asks for 1000 on a page when more is wanted', async () => {
    await org.command('okta-get-logs', { limit: '2500' })
    expect((await asked())[0]).toMatchObject({ limit: '1000' })
  })
})

describe('filter and keywords', () => {
  it('are passed on as they are', async () => {
    const person = await org.user('log3@example.com')
    const filter = `target.id eq "${person?.id}" and eventType eq "group.user_membership.add"`
    await org.forget()
    const done = await org.command('okta-get-logs', { filter, query: 'engineering' })
    expect(events(done)).toMatchObject([
      { eventType: 'group.user_membership.add', target: [{ id: person?.id }, { id: group }] },
    ])
    expect((await asked())[0]).toMatchObject({ filter, q: 'engineering' })
  })

  it('what is absent is not sent', async () => {
    await org.command('okta-get-logs')
    expect((await asked())[0]).toEqual({ sortOrder: 'ASCENDING', limit: '100' })
  })

  it.each([
    ['eventType eqq "x"', 'E0000053', 'Unrecognized attribute operator'],
    ['nonsense eq "x"', 'E0000053', 'field is not valid: nonsense'],
    ['debugContext.debugData.url co "x"', 'E0000031', 'not currently supported'],
  ])('%s is refused in Okta’s words', async (filter, errorCode, words) => {
    const { entries } = await org.command('okta-get-logs', { filter })
    expect(entries[0]).toMatchObject({ Type: 4, Contents: { status: 400, errorCode } })
    expect(entries[0]?.HumanReadable).toContain(words)
  })

  it('an answer that holds no events is an error', async () => {
    await answering(['odd' as unknown as JsonObject])
    const { entries } = await org.command('okta-get-logs')
    expect(entries[0]).toMatchObject({ Type: 4 })
    expect(entries[0]?.HumanReadable).toContain('check that the URL parameter')
  })
})
