import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { claimsOf } from '../../../Integrations/WorkdayIAM/cycle/claims.ts'
import { firstSync } from '../../../Integrations/WorkdayIAM/cycle/first-sync.ts'
import { knownProfiles } from '../../../Integrations/WorkdayIAM/cycle/known-profiles.ts'
import { deadline, slice } from '../../../Integrations/WorkdayIAM/cycle/slice.ts'
import { type Instance, openInstance, shown } from './instance.ts'
import { entries, profileFor } from './people.ts'

let instance: Instance
beforeEach(async () => {
  instance = await openInstance()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await instance.close()
})

const texts = entries(5).map((one, at) => ({ place: at + 1, text: JSON.stringify(one), digest: `d${at}` }))
const nobody = knownProfiles([])
const kept = { texts, more: undefined }
const claims = () => claimsOf({ claimed: new Map(), fromFirst: kept })
/** Over when it has been asked so many times. */
const overAfter = (times: number) => {
  let asked = 0
  return () => ++asked >= times
}

/** A clock that the test moves. */
function clock(): { seconds: number } {
  const at = { seconds: 1000 }
  vi.spyOn(performance, 'now').mockImplementation(() => at.seconds * 1000)
  return at
}

describe('the time of a fetch', () => {
  it('is over 230 seconds after its beginning, and each fetch has its own', () => {
    const at = clock()
    const isOver = deadline()
    expect(isOver()).toBe(false)
    at.seconds += 230
    expect(isOver()).toBe(false)
    at.seconds += 0.001
    expect([isOver(), deadline()()]).toEqual([true, false])
  })

  it.each([1, 3])('ends a slice behind the entry at which it is over: %i', async times => {
    const limits = { incidents: 100, entries: 100, isOver: overAfter(times) }
    const { seen, incidents } = await slice(texts, limits, nobody, claims(), instance.session())
    expect(seen.map(({ entry }) => entry.place)).toEqual([1, 2, 3].slice(0, times))
    expect(incidents).toHaveLength(times)
  })

  it('ends a first sync, which goes on with the next entry', async () => {
    const session = instance.session()
    const sync = (isOver: () => boolean) => firstSync(kept, 5, nobody, claims(), session, isOver)
    expect(await sync(overAfter(2))).toBe(2)
    expect(Object.keys(instance.profiles.all())).toEqual(['p1@example.com', 'p2@example.com'])
    expect(await sync(() => false)).toBeUndefined()
    expect(Object.keys(instance.profiles.all())).toHaveLength(5)
  })

  it('counts from its beginning: a slow store leaves time for one entry, and no fetch stands still', async () => {
    instance.server.setEntries(entries(3))
    const at = clock()
    const { search } = instance.profiles
    instance.profiles.search = function slow(this: typeof instance.profiles, asked) {
      at.seconds += 240
      return search.call(this, asked)
    }
    const fetches: string[][] = []
    for (let n = 0; n < 3; n += 1) fetches.push(shown(await instance.fetch()))
    expect(fetches).toEqual([1, 2, 3].map(n => [`New Hire p${n}@example.com`]))
  })

  it('that is over in the last fetch of a cycle leaves nobody an orphan', async () => {
    for (const one of entries(4)) instance.profiles.set(String(one.Email_Address), profileFor(one))
    const changed = entries(3).map(one => ({ ...one, Title: 'Boss' }))
    instance.server.setEntries(changed)
    const limits = { max_fetch: 3, percentage: 0, orphan_threshold: 100 }
    expect(await instance.fetch({ ...limits, max_fetch: 2 })).toHaveLength(2)
    expect(await instance.fetch({ ...limits, max_fetch: 2 })).toHaveLength(1)
    const at = clock()
    const { search } = instance.profiles
    instance.profiles.search = function slow(this: typeof instance.profiles, asked) {
      at.seconds += 240
      return search.call(this, asked)
    }
    const [warning, ...more] = await instance.fetch(limits)
    expect([warning?.type, more]).toEqual(['IAM - HR Report Warning', []])
    expect(warning?.incident.details).toMatch(
      /^More entries are new, changed or not to be synced than one fetch/,
    )
  })
})
