import { describe, expect, it } from 'vitest'
import { ALL_PROFILES, profilePages } from '../../../Integrations/WorkdayIAM/cycle/profile-pages.ts'
import type { FoundIndicators, IndicatorSearch } from '../../../kit/indicators.ts'

const indicator = (n: number) => ({
  value: `p${n}@example.com`,
  indicator_type: 'User Profile',
  CustomFields: { email: `p${n}@example.com` },
})

/** A store that stops counting at so many, as the platform's own may, and gives its pages in one of the two ways. */
function storeOf(count: number, counts: number, byToken: boolean) {
  return async ({ size = 100, page = 0, searchAfter }: IndicatorSearch): Promise<FoundIndicators> => {
    const from = Array.isArray(searchAfter) ? Number(searchAfter[0]) : page * size
    const iocs = Array.from({ length: Math.max(0, Math.min(size, count - from)) }, (_, n) =>
      indicator(from + n),
    )
    const token = byToken && iocs.length ? { searchAfter: [from + iocs.length] } : {}
    return { total: Math.min(count, counts), iocs, ...token }
  }
}

describe('a store that stops counting at 10,000', () => {
  it.each([
    [10_000, true],
    [10_000, false],
    [12_345, true],
    [12_345, false],
    [13_000, true],
  ])('is read to the end of its %i profiles, by token: %s', async (count, byToken) => {
    const values = new Set<string>()
    const host = { searchIndicators: storeOf(count, 10_000, byToken) }
    for await (const page of profilePages(host, ALL_PROFILES, ['email']))
      for (const { value } of page) values.add(value)
    expect(values.size).toBe(count)
  })
})
