import { describe, expect, it } from 'vitest'
import {
  ALL_PROFILES,
  type Indicator,
  profilePages,
  profilesNamed,
} from '../../../Integrations/WorkdayIAM/cycle/profile-pages.ts'
import type { FoundIndicators, IndicatorSearch } from '../../../kit/indicators.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { ProfileStore } from './profile-store.ts'

/** A host that answers by a function; it notes what it was asked. */
function hostOf(answer: (search: IndicatorSearch, times: number) => FoundIndicators) {
  const searches: IndicatorSearch[] = []
  return {
    searches,
    searchIndicators: async (search: IndicatorSearch) => {
      searches.push(search)
      return answer(search, searches.length)
    },
  }
}

const storeOf = (count: number): ProfileStore => {
  const store = new ProfileStore()
  store.create(
    Array.from({ length: count }, (_, n) => ({
      value: `p${n}@example.com`,
      type: 'User Profile',
      fields: { title: 'Engineer', reportdigest: `digest ${n}` },
    })),
  )
  return store
}
const hostWith = (store: ProfileStore) => hostOf(search => store.search(search))

async function read(host: ReturnType<typeof hostOf>, wanted = ['reportdigest']): Promise<Indicator[]> {
  const all: Indicator[] = []
  for await (const page of profilePages(host, ALL_PROFILES, wanted)) all.push(...page)
  return all
}

const profile = (value: string, CustomFields: JsonObject = {}): JsonObject => ({
  ...{ value, CustomFields, indicator_type: 'User Profile' },
})

describe('all profiles', () => {
  it.each([
    [0, 1],
    [1, 1],
    [1000, 1],
    [1001, 2],
    [3500, 4],
  ])('%i of them are read in %i pages, each once', async (count, pages) => {
    const host = hostWith(storeOf(count))
    const values = (await read(host)).map(({ value }) => value)
    expect(new Set(values).size).toBe(count)
    expect(values).toHaveLength(count)
    expect(host.searches).toHaveLength(pages)
  })

  it('are asked for with the wanted fields only, and come without the others', async () => {
    const host = hostWith(storeOf(2))
    expect(await read(host)).toEqual([
      { value: 'p0@example.com', fields: { reportdigest: 'digest 0' } },
      { value: 'p1@example.com', fields: { reportdigest: 'digest 1' } },
    ])
    const [{ populateFields = '', ...search } = { query: '' }] = host.searches
    expect(search).toEqual({ query: 'type:"User Profile"', size: 1000, page: 0 })
    expect(populateFields.split(',')).toEqual(['name', 'value', 'type', 'CustomFields', 'reportdigest'])
  })

  it('come whole when no fields are named', async () => {
    const host = hostWith(storeOf(1))
    const [one] = await read(host, [])
    expect(one?.fields).toEqual({ title: 'Engineer', reportdigest: 'digest 0' })
    expect(host.searches[0]).not.toHaveProperty('populateFields')
  })

  it('are walked by searchAfter, never by page * size beyond the 10,000 of the platform', async () => {
    const host = hostWith(storeOf(12_001))
    expect(await read(host)).toHaveLength(12_001)
    const [first, ...rest] = host.searches
    expect(first).toMatchObject({ page: 0 })
    for (const search of rest) expect(Object.keys(search)).not.toContain('page')
    expect(new Set(rest.map(({ searchAfter }) => JSON.stringify(searchAfter))).size).toBe(12)
  })

  it('are walked page by page on a host that knows no searchAfter', async () => {
    const [one, two, three] = ['a', 'b', 'c'].map(value => profile(value, { email: value }))
    const iocs = [one, two, three].filter(found => found !== undefined)
    const host = hostOf(({ page = 0 }) => ({ total: 3, iocs: iocs.slice(page, page + 1) }))
    expect((await read(host)).map(({ value }) => value)).toEqual(['a', 'b', 'c'])
    expect(host.searches.map(({ page }) => page)).toEqual([0, 1, 2])
  })

  it('are read whole by a host that knows no single custom fields, and not one is missed or doubled', async () => {
    const store = storeOf(1500)
    const host = hostOf(search => {
      const found = store.search({ ...search, populateFields: '' })
      const iocs = search.populateFields ? found.iocs.map(ioc => ({ ...ioc, CustomFields: {} })) : found.iocs
      return { ...found, iocs }
    })
    const all = await read(host)
    expect(new Set(all.map(({ fields }) => fields.reportdigest)).size).toBe(1500)
    expect(all).toHaveLength(1500)
    expect(host.searches.map(search => 'populateFields' in search)).toEqual([true, false, false])
  })

  it('that have no field at all are read once more, and no more than that', async () => {
    const host = hostOf(() => ({ total: 1, iocs: [profile('bare')] }))
    expect(await read(host)).toEqual([{ value: 'bare', fields: {} }])
    expect(host.searches).toHaveLength(2)
  })

  it('leave out what a wider search finds besides, and count it', async () => {
    const host = hostOf((_, times) => ({
      total: 4,
      iocs:
        times === 1
          ? [profile('a', { email: 'a' }), { value: '10.0.0.1', indicator_type: 'IP', CustomFields: {} }]
          : [{ value: 'b', type: 'User Profile', CustomFields: null }, { value: 'c' }],
      ...(times === 1 && { searchAfter: [2] }),
    }))
    expect((await read(host)).map(({ value }) => value)).toEqual(['a', 'b', 'c'])
  })
})

describe('fewer profiles than there are', () => {
  it.each<[string, number, (times: number) => FoundIndicators]>([
    ['an empty page in the middle', 1, times => page(3, times === 1 ? ['a'] : [])],
    ['an empty first page', 0, () => page(3, [])],
  ])('are refused: %s', async (_, seen, answer) => {
    const host = hostOf((_search, times) => answer(times))
    await expect(read(host)).rejects.toThrow(
      `Only ${seen} of 3 User Profiles could be read, so nothing was decided; the next fetch tries again.`,
    )
  })
  const page = (total: number, values: string[]): FoundIndicators => ({
    total,
    iocs: values.map(value => profile(value, { email: value })),
  })
})

describe('pages that overlap', () => {
  const pageOf = (total: number, values: string[], searchAfter?: number[]): FoundIndicators => ({
    total,
    iocs: values.map(value => profile(value, { email: value })),
    ...(searchAfter && { searchAfter }),
  })

  it('hide somebody, and are refused', async () => {
    const host = hostOf((_, times) =>
      times === 1 ? pageOf(4, ['a', 'b'], [2]) : times === 2 ? pageOf(4, ['b', 'c'], [4]) : pageOf(4, []),
    )
    await expect(read(host)).rejects.toThrow('Only 3 of 4 User Profiles could be read')
  })

  it('by number are refused when somebody before them is gone meanwhile', async () => {
    const host = hostOf((_, times) =>
      times === 1 ? pageOf(4, ['a', 'b']) : pageOf(3, times === 2 ? ['d'] : []),
    )
    await expect(read(host)).rejects.toThrow('Only 3 of 4 User Profiles could be read')
  })
})

describe('profiles by their values', () => {
  it('are found whole, whatever the case, and nobody else', async () => {
    const host = hostWith(storeOf(30))
    const found = await profilesNamed(host, ['P3@example.com', 'nobody@example.com', 'p30@example.com'])
    expect(found).toEqual([
      { value: 'p3@example.com', fields: { title: 'Engineer', reportdigest: 'digest 3' } },
    ])
  })

  it.each([
    [0, 0],
    [50, 1],
    [51, 2],
    [120, 3],
  ])('%i of them take %i searches', async (count, searches) => {
    const host = hostWith(storeOf(200))
    const values = Array.from({ length: count }, (_, n) => `p${n}@example.com`)
    expect((await profilesNamed(host, values)).map(({ value }) => value)).toEqual(values)
    expect(host.searches).toHaveLength(searches)
  })

  it.each([
    'o"neil@example.com',
    'back\\slash@example.com',
    '\\"both\\"@example.com',
    'a b) or (c@example.com',
  ])('may hold what a query has for itself: %s', async value => {
    const store = storeOf(5)
    store.set(value, { title: 'Odd' })
    expect(await profilesNamed(hostWith(store), [value])).toEqual([{ value, fields: { title: 'Odd' } }])
  })

  it('are not found by what looks like a wildcard', async () => {
    const host = hostWith(storeOf(5))
    expect(await profilesNamed(host, ['p*@example.com', 'p?@example.com', '*'])).toEqual([])
  })

  it('are not those of another type', async () => {
    const store = storeOf(0)
    store.set('p1@example.com', { title: 'Mail' }, 'Email')
    store.set('p1@example.com', { title: 'Person' })
    expect(await profilesNamed(hostWith(store), ['p1@example.com'])).toEqual([
      { value: 'p1@example.com', fields: { title: 'Person' } },
    ])
  })
})
