import { describe, expect, it } from 'vitest'
import { digestOf } from '../../../Integrations/WorkdayIAM/cycle/digest.ts'
import { knownProfiles } from '../../../Integrations/WorkdayIAM/cycle/known-profiles.ts'
import { type Kept, passOver } from '../../../Integrations/WorkdayIAM/cycle/pass.ts'
import { type Profile, profileIn } from '../../../Integrations/WorkdayIAM/decide/person.ts'
import type { JsonObject } from '../../../kit/wire.ts'

async function* report(...batches: readonly string[][]) {
  yield* batches
}
const texts = (count: number) => Array.from({ length: count }, (_, n) => `{"n":${n + 1}}`)
const profile = (text: string, fields: JsonObject = {}, value = text): Profile =>
  profileIn(value, { reportdigest: digestOf(text), ...fields }, 'terminationdate')
const places = ({ texts: kept }: Kept) => kept.map(({ place }) => place)

const NOBODY = knownProfiles([])
const never = () => false
const pass = (
  batches: readonly string[][],
  { profiles = NOBODY, offset = 0, isDue = never as (profile: Profile) => boolean } = {},
) => passOver(report(...batches), profiles, offset, isDue)

describe('a pass over the report', () => {
  it('counts the entries and keeps those that nobody is known by, with place, text and digest', async () => {
    const one = await pass([['{"n":1}'], [], ['{"n":2}', '{"n":3}']])
    expect(one.entries).toBe(3)
    expect(one.fromFirst.texts).toEqual(
      texts(3).map((text, index) => ({ place: index + 1, text, digest: digestOf(text) })),
    )
    expect(one.fromFirst.more).toBeUndefined()
  })

  it('has the same digest however the entries arrive', async () => {
    const [a = '', b = '', c = ''] = texts(3)
    const whole = (await pass([[a, b, c]])).digest
    expect((await pass([[a], [b], [], [c]])).digest).toBe(whole)
    expect(whole).toMatch(/^[\w-]{22}$/)
  })

  it('has another digest when an entry changes, moves, comes or goes', async () => {
    const [a = '', b = '', c = ''] = texts(3)
    const all = [[a, b], [b, a], [a], [a, b, c], [a, b, ''], [], [a, a, b]]
    const digests = await Promise.all(all.map(async each => (await pass([each])).digest))
    expect(new Set(digests).size).toBe(all.length)
  })

  it.each([
    [0, [1, 2, 3, 4]],
    [2, [3, 4]],
    [4, []],
    [9, []],
  ])('gives what lies behind the offset %i', async (offset, behind) => {
    const one = await pass([texts(4)], { offset })
    expect(places(one.fromOffset)).toEqual(behind)
    expect(places(one.fromFirst)).toEqual([1, 2, 3, 4])
  })
})

describe('an entry that a profile knows', () => {
  const [first = '', second = '', third = ''] = texts(3)

  it('is claimed and not kept', async () => {
    const known = profile(second)
    const one = await pass([texts(3)], { profiles: knownProfiles([known]) })
    expect([...one.claimed]).toEqual([[known, 2]])
    expect(places(one.fromFirst)).toEqual([1, 3])
    expect(places(one.fromOffset)).toEqual([1, 3])
  })

  it('is claimed and kept when the time has brought something', async () => {
    const [due, other] = [profile(first), profile(third)]
    const one = await pass([texts(3)], {
      profiles: knownProfiles([due, other]),
      isDue: asked => asked === due,
    })
    expect(places(one.fromFirst)).toEqual([1, 2])
    expect([...one.claimed.keys()]).toEqual([due, other])
  })

  it('is claimed by the first of two that are the same, word for word', async () => {
    const known = profile(first)
    const one = await pass([[first, second, first]], { profiles: knownProfiles([known]) })
    expect([...one.claimed]).toEqual([[known, 1]])
    expect(places(one.fromFirst)).toEqual([2, 3])
  })

  it('claims the profile and its temporary one, and is judged by the first', async () => {
    const [temporary, real] = [profile(first, { istemporaryuser: true }, 't'), profile(first, {}, 'r')]
    const asked: string[] = []
    const one = await pass([[first, first]], {
      profiles: knownProfiles([temporary, real]),
      isDue: ({ value }) => {
        asked.push(value)
        return false
      },
    })
    expect([...one.claimed.values()]).toEqual([1, 1])
    expect(asked).toEqual(['r'])
    expect(places(one.fromFirst)).toEqual([2])
  })

  it('is judged by a temporary profile where there is no other', async () => {
    const temporary = profile(first, { istemporaryuser: true })
    const one = await pass([[first]], { profiles: knownProfiles([temporary]), isDue: () => true })
    expect(places(one.fromFirst)).toEqual([1])
  })
})

describe('a large report', () => {
  it('is kept up to 20,000 entries; where the others begin is told', async () => {
    const one = await pass([texts(25_000)], { offset: 4_000 })
    expect(one.entries).toBe(25_000)
    expect(one.fromFirst.texts).toHaveLength(20_000)
    expect(one.fromFirst.more).toBe(20_001)
    expect(places(one.fromOffset).at(0)).toBe(4_001)
    expect(one.fromOffset.texts).toHaveLength(20_000)
    expect(one.fromOffset.more).toBe(24_001)
  })

  it('of exactly 20,000 new entries is kept whole', async () => {
    const one = await pass([texts(20_000)])
    expect(one.fromFirst.more).toBeUndefined()
    expect(places(one.fromFirst).at(-1)).toBe(20_000)
  })
})

it('a report that breaks off is no pass', async () => {
  async function* broken() {
    yield ['{"n":1}']
    throw new Error('broke off')
  }
  await expect(passOver(broken(), NOBODY, 0, never)).rejects.toThrow('broke off')
})
