import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Column,
  type Creation,
  createColumn,
  type Fetching,
  fetchColumn,
  getColumn,
  LONGEST_WAIT,
  listColumn,
  meet,
} from './columns.ts'
import { type Expected, ROWS, type Row, SUCCESS } from './rows.ts'

let get: Column
let list: Column
let create: Creation
let fetching: Fetching
beforeAll(async () => {
  ;[get, list, create, fetching] = await Promise.all([
    getColumn(),
    listColumn(),
    createColumn(),
    fetchColumn(),
  ])
})
afterAll(() => Promise.all([get, list, create, fetching].map(({ org }) => org.close())))

/** How long a process says that it waited, in milliseconds, since a line of its output. */
function waited({ org }: Column, from: number): number {
  const waits = org.bundle.lines
    .slice(from)
    .join('\n')
    .matchAll(/waiting (\d+) ms/g)
  return [...waits].reduce((sum, [, wait]) => sum + Number(wait), 0)
}

/** The answer is the expected one: short, true, no stack, and no request waited longer than it may. */
async function cell(column: Column, row: Row, expected: Expected): Promise<void> {
  const params = await meet(column, row)
  const from = column.org.bundle.lines.length
  const answer = await column.run(params)
  await column.org.faults()
  if (expected === SUCCESS) expect(answer).toBe(SUCCESS)
  else expect(answer).toMatch(expected)
  expect(answer.length).toBeLessThan(600)
  expect(answer).not.toMatch(/\n\s+at |TypeError|undefined|\[object/)
  expect(waited(column, from)).toBeLessThanOrEqual(LONGEST_WAIT * 1000)
  if (row.answer.kind === 'rate-limit') await column.org.restart()
}

describe.each(Object.entries(ROWS))('%s', (_, row) => {
  it.concurrent('get', () => cell(get, row, row.get))
  it.concurrent('list', () => cell(list, row, row.list))

  it.concurrent(`create, and Okta has ${row.created}; the next run ends with one`, async () => {
    await cell(create, row, row.create)
    expect(await create.created()).toBe(row.created)
    expect(await create.again({})).toBe(SUCCESS)
    expect(await create.created()).toBe(1)
    expect(await create.status()).toBe('PROVISIONED')
  })

  it.concurrent('fetch, and every event is delivered once in the end', async () => {
    const before = fetching.feed.delivered.length
    await fetching.events(3)
    await cell(fetching, row, row.fetch)
    expect(fetching.feed.delivered).toHaveLength(before + (row.fetch === SUCCESS ? 3 : 0))
    await fetching.events(2)
    await fetching.feed.drain()
    expect(fetching.feed.error).toBeUndefined()
    expect(fetching.feed.delivered).toHaveLength(before + 5)
    expect(new Set(fetching.feed.delivered).size).toBe(before + 5)
  })
})

describe('a next link to itself that stays', () => {
  it('delivers what there is once, then says what is wrong, for ever', async () => {
    await fetching.feed.drain()
    await fetching.events(2)
    await meet(fetching, ROWS['a next link to itself'] as Row)
    expect(await fetching.feed.fetch()).toHaveLength(2)
    for (let times = 0; times < 2; times += 1) {
      expect(await fetching.feed.fetch()).toEqual([])
      expect(fetching.feed.error).toMatch(/^The next page of the System Log is one that was read already/)
    }
    await fetching.org.faults()
    await fetching.events(1)
    expect(await fetching.feed.fetch()).toHaveLength(1)
  })
})

it('the matrix has every fault of the server', async () => {
  const kinds = new Set(Object.values(ROWS).map(({ answer }) => answer.kind))
  const refused = await get.org.call('POST', '/_test/faults', [{ answer: { kind: 'none' } }])
  const named = (await refused.text()).match(/\b[a-z]+(-[a-z]+)+|\b(status|redirect|cut|slow)\b/g) ?? []
  expect(named.length).toBeGreaterThan(5)
  for (const kind of named) expect(kinds).toContain(kind)
})
