import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { profilesFor, type Step, stepsFor } from '../../../Automations/IAMGetUserProfile/search.ts'
import { quoted } from '../../../Automations/query.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { tokens } from '../../../warroom/indicators/query-tokens.ts'
import { hostWith } from '../host-with.ts'

const profile = (id: string, value: string, fields: JsonObject = {}): JsonObject => ({
  id,
  value,
  indicator_type: 'User Profile',
  CustomFields: fields,
})

describe('quoted', () => {
  test.each([
    ['ann@example.com', '"ann@example.com"'],
    ['a"b', '"a\\"b"'],
    ['a\\', '"a\\\\"'],
    ['a*?', '"a\\*\\?"'],
    ['" or type:*', '"\\" or type:\\*"'],
  ])('%j is %s', (text, query) => {
    expect(quoted(text)).toBe(query)
  })

  test('any text is one value without wildcards and itself again', () => {
    const text = fc.string({
      unit: fc.constantFrom('"', '\\', '*', '?', ' ', '(', ')', ':', 'or', 'a', '\n'),
    })
    fc.assert(
      fc.property(text, given => {
        const [field, value, ...more] = tokens(`username:${quoted(given)}`)
        expect([field?.kind, value, more]).toEqual([
          'field',
          { kind: 'text', text: given, hasWildcards: false },
          [],
        ])
      }),
    )
  })
})

describe('stepsFor', () => {
  const names = (person: Parameters<typeof stepsFor>[0]) => stepsFor(person).map(({ by }) => by)

  test('goes from the surest to the least sure', () => {
    expect(names({ user_id: '00u1', username: 'Ann@x' })).toEqual([
      'the Okta id "00u1"',
      'the username "Ann@x"',
      'the e-mail "Ann@x"',
    ])
    expect(names({ user_id: '00u1' })).toEqual(['the Okta id "00u1"'])
    expect(names({})).toEqual([])
  })

  test.each<[number, JsonObject, boolean]>([
    [0, profile('1', 'x', { oktauserid: '00u1' }), true],
    [0, profile('1', 'x', { oktauserid: '00U1' }), false],
    [0, profile('1', '00u1'), false],
    [1, profile('1', 'x', { username: 'ANN@x' }), true],
    [1, profile('1', 'ann@x'), false],
    [1, profile('1', 'x', { username: 'ann@x.com' }), false],
    [2, profile('1', 'Ann@X'), true],
    [2, profile('1', 'y', { email: 'ANN@X' }), true],
    [2, profile('1', 'joann@x'), false],
    [2, { id: '1', value: 5, CustomFields: null }, false],
  ])('step %i: %j fits: %s', (step, indicator, fits) => {
    expect(stepsFor({ user_id: '00u1', username: 'ann@x' })[step]?.fits(indicator)).toBe(fits)
  })
})

describe('profilesFor', () => {
  const step: Step = { by: 'all', query: 'q', fits: ({ value }) => value !== 'other' }
  const hostOf = (all: JsonObject[], asked: object[] = []) =>
    hostWith({
      searchIndicators: async search => {
        asked.push(search)
        const { size = 0, page = 0 } = search
        return { total: all.length, iocs: all.slice(page * size, page * size + size) }
      },
    })

  test('leaves out other types, temporary profiles and what does not fit', async () => {
    const all = [
      { ...profile('1', 'a'), indicator_type: 'Account' },
      ...[true, 'True', 'yes'].map((value, i) => profile(`2${i}`, 'a', { istemporaryuser: value })),
      profile('3', 'a', { temporaryuserprofile: 'true' }),
      profile('4', 'other'),
      profile('5', 'a', { istemporaryuser: false, temporaryuserprofile: '' }),
      profile('5', 'a', { istemporaryuser: 'False' }),
    ]
    expect((await profilesFor(hostOf(all), step)).map(({ id }) => id)).toEqual(['5'])
  })

  test('reads all pages, and ends on an empty one', async () => {
    const asked: object[] = []
    const all = Array.from({ length: 201 }, (_, i) => profile(String(i), i === 200 ? 'a' : 'other'))
    expect(await profilesFor(hostOf(all, asked), step)).toHaveLength(1)
    expect(asked).toEqual([0, 1, 2].map(page => ({ query: 'q', size: 100, page })))
    const liar = hostWith({ searchIndicators: async () => ({ total: 9, iocs: [] }) })
    expect(await profilesFor(liar, step)).toEqual([])
  })
})
