import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { OktaIAM } from '../../../Integrations/OktaIAM/index.ts'
import type { Done, Json, JsonObject } from '../../../kit/wire.ts'
import { openTestOrg, type TestOrg } from '../org.ts'
import { type Logs, naiveLogs, type Told } from './naive-logs.ts'

let org: TestOrg
let naive: Logs
let ours: Logs
beforeAll(async () => {
  org = await openTestOrg()
  naive = naiveLogs(org)
  ours = {
    run: async (command, args = {}, params = {}) => told(await org.command(command, args, params)),
    declared: OktaIAM.commands.map(({ name, args, outputs }) => ({
      name,
      args: Object.fromEntries(Object.entries(args).map(([argument, { facts }]) => [argument, facts])),
      outputs: outputs.map(({ path }) => path.replace('Okta.Logs.Events.', '')),
    })),
  }
  const groups = (await (await org.call('GET', '/api/v1/groups?q=Sales')).json()) as { id: string }[]
  for (let person = 1; person <= 9; person += 1) {
    const id = await org.person(`quirk-log${person}@example.com`, 'STAGED')
    await org.call('PUT', `/api/v1/groups/${groups[0]?.id}/users/${id}`)
  }
})
afterAll(() => org.close())
beforeEach(async () => {
  await org.faults()
  await org.forget()
})

function told({ entries: [entry] }: Done): Told {
  const found = Object.entries(entry?.EntryContext ?? {}).find(([key]) => key.startsWith('Okta.Logs.Events'))
  const text = String(entry?.HumanReadable ?? entry?.Contents)
  return {
    failed: entry?.Type === 4,
    text,
    rows: rowsOf(text),
    events: (found?.[1] ?? []) as JsonObject[],
  }
}

/** The rows of a Markdown table, by column. */
function rowsOf(markdown: string): Record<string, string>[] {
  const [headers = [], , ...rows] = markdown
    .split('\n')
    .filter(line => line.startsWith('|'))
    .map(line => line.split('|').slice(1, -1))
  return rows.map(cells =>
    Object.fromEntries(headers.map((name, index) => [name, (cells[index] ?? '').trim()])),
  )
}

const answering = (body: JsonObject[]) =>
  org.faults({ match: { path: '/api/v1/logs' }, times: 1, answer: { kind: 'status', status: 200, body } })
const limited = (reset: number, after: number) =>
  org.faults({
    match: { path: '/api/v1/logs' },
    times: 1,
    after,
    answer: { kind: 'rate-limit', reset, headers: 'normal' },
  })
const parameters = async () =>
  (await org.requests()).map(request => new URL(request.replace('GET ', ''), 'http://okta').searchParams)

const event = (more: JsonObject): JsonObject => ({
  uuid: JSON.stringify(more),
  published: '2026-03-02T08:00:00.000Z',
  eventType: 'user.session.start',
  actor: { alternateId: 'ann@example.com', displayName: 'Ann', type: 'User' },
  client: { userAgent: { browser: 'CHROME', os: 'Windows 10' }, device: 'Computer' },
  outcome: { result: 'SUCCESS' },
  ...more,
})

/** Whether a value has something at a path, through whatever lists stand on the way. */
function has(value: Json | undefined, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return value !== undefined
  if (Array.isArray(value)) return value.some(item => has(item, [name, ...rest]))
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) && has(value[name], rest)
}

/** What must hold, per quirk: it throws when the defect shows. */
const QUIRKS: Record<string, (logs: Logs) => Promise<void>> = {
  'V4 a rate limit is waited for, not failed on': async logs => {
    await limited(1, 0)
    const { failed, events } = await logs.run('okta-get-logs', { limit: '5' })
    expect(failed).toBe(false)
    expect(events).toHaveLength(5)
  },
  'V9 an event without a user agent shows none of the event before': async logs => {
    await answering([event({}), event({ client: { userAgent: null } })])
    const { rows } = await logs.run('okta-get-failed-logins')
    expect(rows.map(({ Client }) => Client)).toEqual([
      'CHROME on Windows 10 Computer',
      'Unknown browser on Unknown OS Unknown device',
    ])
  },
  'V9 an event without an outcome is a row like others': async logs => {
    await answering([event({ outcome: null }), event({})])
    const { rows } = await logs.run('okta-get-logs')
    expect(rows.map(({ EventOutcome }) => EventOutcome)).toEqual(['', 'SUCCESS'])
  },
  'V9 the column of the login is spelt right': async logs => {
    await answering([event({})])
    const { rows } = await logs.run('okta-get-logs')
    expect(rows).toMatchObject([{ ActorAlternateId: 'ann@example.com' }])
  },
  'V10 every path that is declared is there': async logs => {
    const { outputs } = logs.declared.find(({ name }) => name === 'okta-get-group-assignments') ?? {}
    const { events } = await logs.run('okta-get-group-assignments')
    const missing = outputs?.filter(
      path => !path.startsWith('Okta.LogsPage') && !has(events, path.split('.')),
    )
    expect(events.length).toBeGreaterThan(0)
    expect(missing).toEqual([])
  },
  'V10 the address is there under both names': async logs => {
    const { events } = await logs.run('okta-get-logs', { limit: '1' })
    expect(events[0]).toMatchObject({ request: { ipChain: [{ ip: '127.0.0.1', IP: '127.0.0.1' }] } })
  },
  'V11 no limit means 100 failed sign-ins': async logs => {
    await logs.run('okta-get-failed-logins')
    expect((await parameters())[0]?.get('limit')).toBe('100')
  },
  'G10 the order is sent': async logs => {
    await logs.run('okta-get-logs', { sortOrder: 'DESCENDING', limit: '1' })
    expect((await parameters())[0]?.get('sortOrder')).toBe('DESCENDING')
  },
  'G10 a rate limit half-way is told, with what was read and where to go on': async logs => {
    await limited(3, 1)
    const { failed, text, events } = await logs.run('okta-get-logs', { limit: '10' }, { 'longest-wait': 0 })
    expect(events).toHaveLength(7)
    expect(failed).toBe(true)
    expect(text).toMatch(/^Only 7 were read; go on with after=\S+ .*rate limit.*opens again/)
  },
  'G12 one okta-get-logs that takes the arguments of both': async ({ declared }) => {
    const found = declared.filter(({ name }) => name === 'okta-get-logs')
    expect(found).toHaveLength(1)
    expect(Object.keys(found[0]?.args ?? {})).toEqual(
      expect.arrayContaining(['filter', 'query', 'since', 'until', 'sortOrder', 'limit']),
    )
  },
  'G12 nothing is required that has a default': async ({ declared }) => {
    const both = declared.flatMap(({ name, args }) =>
      Object.entries(args)
        .filter(([, { required, defaultValue }]) => required && defaultValue !== undefined)
        .map(([argument]) => `${name} ${argument}`),
    )
    expect(both).toEqual([])
  },
}

describe.each(Object.entries(QUIRKS))('%s', (_, holds) => {
  it('fails against the old behaviour', async () => {
    await expect(holds(naive)).rejects.toThrow()
  })
  it('holds for ours', () => holds(ours))
})

describe('V4 a rate limit that stays shut for too long is one clear sentence', () => {
  it('with what is left, when it opens, and what to do', async () => {
    // The process remembers a shut limit, so this one has a process of its own.
    const other = await openTestOrg()
    const rateLimit = { kind: 'rate-limit', reset: 900, headers: 'normal' }
    await other.faults({ match: { path: '/api/v1/logs' }, times: 1, answer: rateLimit })
    const { failed, text } = told(await other.command('okta-get-logs', {}, { 'longest-wait': 5 }))
    const requests = await other.requests()
    await other.close()
    expect(failed).toBe(true)
    expect(text).toMatch(/rate limit.*remaining 0.*opens again in \d+ s.*raise Longest wait/i)
    expect(requests).toEqual([expect.stringContaining('GET /api/v1/logs')])
  })
})
