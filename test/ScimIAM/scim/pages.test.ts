import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer, Client } from '../../../Integrations/ScimIAM/scim/client.ts'
import { CutList, ScimError } from '../../../Integrations/ScimIAM/scim/errors.ts'
import { getLess, pagesOf } from '../../../Integrations/ScimIAM/scim/pages.ts'
import { serverOf } from '../../../Integrations/ScimIAM/scim/server.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

const PLACE = { request: 'GET /Users', status: 200 }
let servers = 0

interface Behaviour {
  readonly many: number
  /** The most that a page has. */
  readonly cap?: number
  readonly paging?: boolean
  /** A page behind the last is the first again, as with scimmy. */
  readonly wraps?: boolean
  readonly total?: (many: number) => Json | undefined
  readonly refuses?: string
  readonly maxResults?: number
}

/** A server in memory that gives lists as products do. */
function listing({
  many,
  cap = 1000,
  paging = true,
  wraps = false,
  total = n => n,
  refuses,
  maxResults,
}: Behaviour) {
  const all = Array.from({ length: many }, (_, index) => ({ id: `u${index}` }))
  const asked: Record<string, string>[] = []
  const listed = (query: Record<string, string>): JsonObject => {
    const from = paging ? Number(query.startIndex) - 1 : 0
    const size = Math.min(paging ? Number(query.count) : many, cap)
    const page = all.slice(wraps && from >= many ? 0 : from).slice(0, size)
    const said = total(many)
    return { Resources: page, ...(said !== undefined && { totalResults: said }) }
  }
  const get: Client['get'] = async (path, query = {}) => {
    if (path === '/ServiceProviderConfig') {
      const value = {
        patch: { supported: true },
        filter: { supported: true, maxResults: maxResults ?? null },
      }
      return { value, etag: undefined, place: PLACE }
    }
    asked.push({ ...query })
    if (refuses !== undefined && Object.hasOwn(query, refuses))
      throw new ScimError({ ...PLACE, status: 400 }, 'no')
    return { value: listed(query), etag: undefined, place: PLACE } satisfies Answer
  }
  servers += 1
  const address = { origin: `https://s${servers}.test`, path: '' }
  const client: Client = { address, get, send: () => Promise.reject(new Error('nothing is sent')) }
  const server = serverOf(client, { pageSize: 10, membersPerPatch: 100, memberRemoval: 'path' })
  return { server, asked }
}

async function read(behaviour: Behaviour, query = {}) {
  const { server, asked } = listing(behaviour)
  const ids: string[] = []
  try {
    for await (const { resources } of pagesOf(server, 'Users', query))
      ids.push(...resources.map(({ id }) => id))
    return { ids, asked, cut: false }
  } catch (error) {
    if (!(error instanceof CutList)) throw error
    return { ids, asked, cut: true, told: error.message }
  }
}

describe('a list in pages', () => {
  it.each<[string, Behaviour, number, number]>([
    ['nobody', { many: 0 }, 0, 1],
    ['less than a page', { many: 9 }, 9, 1],
    ['a full page', { many: 10 }, 10, 3],
    ['two and a half', { many: 25 }, 25, 3],
    ['smaller pages than asked for', { many: 25, cap: 4 }, 25, 7],
    ['pages as small as the server says', { many: 12, maxResults: 5 }, 12, 3],
    ['everything at once, whatever is asked', { many: 25, paging: false }, 25, 1],
    ['a page behind the last that is the first again', { many: 20, wraps: true }, 20, 3],
    ['one full page that comes again from the start', { many: 10, wraps: true }, 10, 3],
    ['a total that is too low', { many: 25, total: () => 3 }, 25, 4],
    ['no total', { many: 25, total: () => undefined }, 25, 4],
    ['a total that is a text', { many: 25, total: () => '25' }, 25, 4],
    ['a total below nothing', { many: 5, total: () => -1 }, 5, 2],
  ])('%s: everybody, in at most so many requests', async (_, behaviour, many, most) => {
    const { ids, asked, cut } = await read(behaviour)
    expect([ids.length, new Set(ids).size, cut]).toEqual([many, many, false])
    expect(asked.length).toBeLessThanOrEqual(most)
  })

  it.each<[string, Behaviour, RegExp]>([
    ['less than the total', { many: 7, total: () => 8 }, /there are 8 users \(totalResults\) and gives 7/],
    ['the first page again and again', { many: 30, cap: 5, paging: false }, /there are 30 users .* gives 5/],
    [
      'a full page again and again, which is said to be all',
      { many: 30, cap: 10, paging: false, total: () => 10 },
      /the same 10 users whatever page is asked for/,
    ],
  ])('%s is cut', async (_, behaviour, words) => {
    const { cut, told } = await read(behaviour)
    expect([cut, told]).toEqual([true, expect.stringMatching(words)])
  })

  it('that gets shorter at every reading is cut', async () => {
    const { server } = listing({ many: 300 })
    let said = 300
    const get: Client['get'] = async (path, query) => {
      const { value, ...answer } = await server.client.get(path, query)
      said -= 1
      return { ...answer, value: { ...value, totalResults: said } }
    }
    const all = async () => {
      for await (const { resources } of pagesOf({ ...server, client: { ...server.client, get } }, 'Users'))
        expect(resources.length).toBeGreaterThan(0)
    }
    await expect(all()).rejects.toThrow('became shorter 3 times')
  })

  it.each<[string, Behaviour, boolean, number]>([
    ['short and all', { many: 9 }, false, 2],
    ['nobody', { many: 0 }, false, 1],
    ['more than asked for', { many: 25, paging: false }, false, 1],
    ['the same whatever is asked, and said to be all', { many: 5, paging: false }, false, 4],
    ['short, and the rest behind it', { many: 30, cap: 5, total: () => 5 }, false, 7],
  ])('of one page that is doubted: %s', async (_, behaviour, cut, most) => {
    const told = await read(behaviour, { isDoubted: true })
    expect([told.cut, told.asked.length]).toEqual([cut, most])
  })

  it('is whole or cut, never less in silence', async () => {
    const behaviour = fc.record({
      many: fc.integer({ min: 0, max: 60 }),
      cap: fc.integer({ min: 1, max: 15 }),
      paging: fc.boolean(),
      wraps: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(behaviour, async given => {
        const { ids, cut } = await read(given)
        expect(cut || new Set(ids).size === given.many).toBe(true)
        expect(new Set(ids).size).toBe(ids.length)
      }),
    )
  })

  it('what is no list is said to be none', async () => {
    const { server } = listing({ many: 0 })
    const client: Client = {
      ...server.client,
      get: async () => ({ value: { hello: 'world' }, etag: undefined, place: PLACE }),
    }
    const pages = pagesOf({ ...server, client }, 'Users')
    await expect(pages.next()).rejects.toThrow(
      /something else \("\{\\"hello\\":\\"world\\"\}"\) instead of SCIM's JSON/,
    )
  })
})

describe('asking for less', () => {
  it('is done without where it is refused, and not tried again', async () => {
    const { server, asked } = listing({ many: 3, refuses: 'attributes' })
    const ask = () => getLess(server, '/Users', { startIndex: '1', count: '5' }, { attributes: 'id' })
    await ask()
    await ask()
    expect(asked.map(({ attributes }) => attributes)).toEqual(['id', undefined, undefined])
  })

  it('is not given up for another refusal', async () => {
    const { server, asked } = listing({ many: 3, refuses: 'filter' })
    const ask = () =>
      getLess(server, '/Users', { filter: 'x', startIndex: '1', count: '5' }, { attributes: 'id' })
    await expect(ask()).rejects.toThrow('no')
    await expect(ask()).rejects.toThrow('no')
    expect(asked.at(-2)).toHaveProperty('attributes')
  })
})
