import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OktaError } from '../../../Integrations/OktaIAM/okta/errors.ts'
import { followed, type Page, pagesOf } from '../../../Integrations/OktaIAM/okta/pages.ts'

const at = (after: number) => new URL(`https://acme.okta.com/api/v1/logs?limit=100&after=${after}`)

/** A list that answers with these pages, each naming the place where the next one stands. */
function endless(pages: readonly number[][], cursors: readonly number[]) {
  const asked: string[] = []
  const page = async (url: URL): Promise<Page> => {
    asked.push(url.search)
    const turn = asked.length - 1
    return { values: pages[turn] ?? [], next: at(cursors[turn] ?? cursors.at(-1) ?? 0) }
  }
  return { page, asked }
}

async function read(pages: AsyncGenerator<Page>) {
  const all: unknown[] = []
  let last: Page | undefined
  for await (const one of pages) {
    all.push(...one.values)
    last = one
  }
  return { all, last }
}

describe('a list without an end', () => {
  it.each([
    ['whose cursor goes on', [1, 2, 3, 4]],
    ['whose cursor stands still', [1, 2, 2, 2]],
  ])('%s ends with an empty page, which names no next one', async (_, cursors) => {
    const { page, asked } = endless([[1, 2], [3]], cursors)
    const { all, last } = await read(pagesOf(page, at(0), Number.POSITIVE_INFINITY, true))
    expect(all).toEqual([1, 2, 3])
    expect(last).toEqual({ values: [] })
    expect(asked).toHaveLength(3)
  })

  it('ends without another request when enough is there, and says where it goes on', async () => {
    const { page, asked } = endless([[1, 2], [3]], [1, 2, 3])
    const { all, last } = await read(pagesOf(page, at(0), 3, true))
    expect(all).toEqual([1, 2, 3])
    expect(last?.next).toEqual(at(2))
    expect(asked).toEqual(['?limit=3&after=0', '?limit=1&after=1'])
  })

  it('any other list goes on behind an empty page', async () => {
    const answers: Page[] = [{ values: [1], next: at(1) }, { values: [], next: at(2) }, { values: [2] }]
    const { all } = await read(pagesOf(async () => answers.shift() ?? { values: [] }, at(0)))
    expect(all).toEqual([1, 2])
  })
})

/** A list of so many things in pages of `size` at most, as an endpoint cuts it by the `limit` of the URL. */
function cutList(count: number, size: number) {
  const asked: string[] = []
  const page = async (url: URL): Promise<Page> => {
    asked.push(url.search)
    const from = Number(url.searchParams.get('after'))
    const limit = Math.min(size, Number(url.searchParams.get('limit')))
    const values = Array.from({ length: Math.min(limit, count - from) }, (_, index) => from + index)
    const next = new URL(url)
    next.searchParams.set('after', String(from + values.length))
    // Okta's next link carries the endpoint's own page size on.
    next.searchParams.set('limit', '100')
    return { values, ...(from + values.length < count && { next }) }
  }
  return { page, asked }
}

it('gives the first things of a list, each once, in order, and in the fewest pages', async () => {
  const numbers = {
    count: fc.nat(60),
    size: fc.integer({ min: 1, max: 20 }),
    wanted: fc.integer({ min: 1, max: 70 }),
  }
  await fc.assert(
    fc.asyncProperty(fc.record(numbers), async ({ count, size, wanted }) => {
      const { page, asked } = cutList(count, size)
      const { all, last } = await read(pagesOf(page, at(0), wanted))
      const given = Math.min(count, wanted)
      expect(all).toEqual(Array.from({ length: given }, (_, index) => index))
      expect(asked).toHaveLength(Math.max(1, Math.ceil(given / size)))
      // Where the list goes on is what was not given.
      expect(last?.next?.searchParams.get('after')).toBe(count > wanted ? String(wanted) : undefined)
    }),
  )
})

describe('a page that cannot be read', () => {
  const failing = (turns: number) => {
    let turn = 0
    return async (): Promise<Page> => {
      turn += 1
      if (turn > turns) throw new OktaError({ request: 'GET /x' }, 'E0000009', 'no')
      return { values: [turn], next: at(turn) }
    }
  }
  it('is met where it stands, behind what was read before', async () => {
    const got: unknown[] = []
    const reading = async () => {
      for await (const { values } of pagesOf(failing(2), at(0))) got.push(...values)
    }
    await expect(reading()).rejects.toThrow(/E0000009/)
    expect(got).toEqual([1, 2])
  })
  it('is not told to one who stops before it', async () => {
    for await (const { values } of pagesOf(failing(1), at(0))) {
      expect(values).toEqual([1])
      break
    }
  })
})

it.each([
  ['itself', [0]],
  ['the one before', [1, 0]],
  ['the first of several', [1, 2, 3, 0]],
])('a list whose page names %s is refused', async (_, cursors) => {
  let turn = 0
  const page = async (): Promise<Page> => {
    const next = at(cursors[turn] ?? 0)
    turn += 1
    return { values: [1], next }
  }
  await expect(read(pagesOf(page, at(0)))).rejects.toThrow(/read already, so the list has no end/)
  expect(turn).toBe(cursors.length)
})

describe('the next link', () => {
  const ORIGIN = 'https://acme.okta.com'
  const answer = { request: 'GET /api/v1/users', status: 200 }
  it.each([
    [undefined, undefined],
    [`${ORIGIN}/api/v1/users?after=a%2Cb`, `${ORIGIN}/api/v1/users?after=a%2Cb`],
    ['https://ACME.okta.com:443/x', `${ORIGIN}/x`],
  ])('%s is followed to %s', (next, href) => expect(followed(next, ORIGIN, answer)?.href).toBe(href))

  it.each([
    ['another host', 'https://evil.example/api/v1/users'],
    ['http', 'http://acme.okta.com/api/v1/users'],
    ['another port', 'https://acme.okta.com:8443/api/v1/users'],
    ['a host that begins alike', 'https://acme.okta.com.evil.example/'],
    ['a name before the host', 'https://acme.okta.com@evil.example/'],
    ['a path', '/api/v1/users?after=1'],
    ['no URL', 'next'],
    ['another scheme', 'javascript:alert(1)'],
  ])('to %s is refused, as it would be sent the token', (_, next) =>
    expect(() => followed(next, ORIGIN, answer)).toThrow(
      /next page is at another origin .* than the org \(https:\/\/acme\.okta\.com\); it was not asked for/,
    ),
  )
})
