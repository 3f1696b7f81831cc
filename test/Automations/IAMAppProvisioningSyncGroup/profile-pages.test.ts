import { describe, expect, it } from 'vitest'
import { profilesOf } from '../../../Automations/IAMAppProvisioningSyncGroup/profile-pages.ts'
import type { FoundIndicators, IndicatorSearch } from '../../../kit/indicators.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { hostWith } from '../host-with.ts'

const profile = (value: string, CustomFields: JsonObject = { email: value }): JsonObject => ({
  ...{ id: value, value, indicator_type: 'User Profile', CustomFields },
})
const people = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `00u${at}`, login: `p${at}@x` }))

/** A store that holds these, as many on a page as it likes, with or without a place to go on from. */
function store(all: readonly JsonObject[], page = 1000, byPlace = true) {
  const asked: IndicatorSearch[] = []
  const host = hostWith({
    searchIndicators: async search => {
      asked.push(search)
      const from = search.searchAfter === undefined ? (search.page ?? 0) * page : Number(search.searchAfter)
      const iocs = all.slice(from, from + page)
      const more = byPlace && from + page < all.length ? { searchAfter: [from + page] } : {}
      return { total: all.length, iocs, ...more }
    },
  })
  return { host, asked }
}
const values = async (host: ReturnType<typeof store>['host'], count = 1) =>
  (await profilesOf(host, people(count))).map(({ value }) => value)

describe('the User Profiles of people', () => {
  it('are asked for by id, value, username and e-mail, fifty people at a time', async () => {
    const { host, asked } = store([profile('p0@x')])
    expect(await values(host, 120)).toEqual(['p0@x'])
    expect(asked).toHaveLength(3)
    expect(asked[0]?.query).toContain(
      'type:"User Profile" and (oktauserid:"00u0" or value:"p0@x" or username:"p0@x" or email:"p0@x" or oktauserid:"00u1"',
    )
  })

  it('are asked for by what is known of somebody, escaped', async () => {
    const { host, asked } = store([])
    await profilesOf(host, [
      { id: '', login: 'a"*@x' },
      { id: '00u', login: '' },
    ])
    expect(asked[0]?.query).toBe(
      'type:"User Profile" and (value:"a\\"\\*@x" or username:"a\\"\\*@x" or email:"a\\"\\*@x" or oktauserid:"00u")',
    )
  })

  it('are all read over for many people', async () => {
    const { host, asked } = store([profile('p0@x')])
    await values(host, 501)
    expect(asked.map(({ query }) => query)).toEqual(['type:"User Profile"'])
  })

  it('are not asked for when there are no people', async () => {
    const { host, asked } = store([profile('p0@x')])
    expect(await profilesOf(host, [])).toEqual([])
    expect(asked).toEqual([])
  })

  it.each([true, false])(
    'are read over all pages, by their place or else by their number: %s',
    async byPlace => {
      const all = Array.from({ length: 25 }, (_, at) => profile(`p${at}@x`))
      expect(await values(store(all, 10, byPlace).host)).toHaveLength(25)
    },
  )

  it.each<[string, FoundIndicators[]]>([
    [
      'an empty page',
      [
        { total: 3, iocs: [profile('a@x')] },
        { total: 3, iocs: [] },
      ],
    ],
    [
      'no place to go on from',
      [
        { total: 3, iocs: [profile('a@x')], searchAfter: [1] },
        { total: 3, iocs: [profile('b@x')] },
      ],
    ],
  ])('are not taken for all of them where the search ends early with %s', async (_, answers) => {
    const host = hostWith({ searchIndicators: async () => answers.shift() ?? { total: 3, iocs: [] } })
    await expect(profilesOf(host, people(1))).rejects.toThrow(/gave \d of 3; nothing was changed/)
  })

  it('are neither temporary ones nor indicators of another type, and each once', async () => {
    const temporary = profile('t@x', { istemporaryuser: 'true' })
    const email = { ...profile('e@x'), indicator_type: 'Email' }
    expect(await values(store([profile('a@x'), temporary, email, profile('a@x')]).host)).toEqual(['a@x'])
  })

  it('are read whole where the store gives no single fields', async () => {
    const asked: IndicatorSearch[] = []
    const host = hostWith({
      searchIndicators: async search => {
        asked.push(search)
        return { total: 1, iocs: [search.populateFields ? profile('a@x', {}) : profile('a@x')] }
      },
    })
    expect(await values(host)).toEqual(['a@x'])
    expect(asked.map(({ populateFields }) => populateFields === undefined)).toEqual([false, true])
  })
})
