import { describe, expect, test } from 'vitest'
import { customFields, isTemporary, profilesWith } from '../../../Automations/user-profile/search.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { hostWith } from '../host-with.ts'

const profile = (id: string, more: JsonObject = {}): JsonObject => ({
  id,
  value: id,
  indicator_type: 'User Profile',
  ...more,
})

describe('the profiles that a query finds', () => {
  const hostOf = (pages: JsonObject[][], total: number, asked: object[] = []) =>
    hostWith({
      searchIndicators: async search => {
        asked.push(search)
        return { total, iocs: pages[search.page ?? 0] ?? [] }
      },
    })
  const ids = async (pages: JsonObject[][], total: number) =>
    (await profilesWith(hostOf(pages, total), 'q', ({ value }) => value !== 'unfit')).map(({ id }) => id)

  test.each<[string, JsonObject[][], number, string[]]>([
    ['none', [[]], 0, []],
    ['two pages', [[profile('1')], [profile('2')]], 2, ['1', '2']],
    ['one that stands on two pages, once', [[profile('1')], [profile('1')]], 2, ['1']],
    ['no more than there are, whatever the total says', [[profile('1')], []], 9, ['1']],
    ['not what does not fit', [[profile('1', { value: 'unfit' }), profile('2')]], 2, ['2']],
    ['not of other types', [[profile('1', { indicator_type: 'Email' }), profile('2')]], 2, ['2']],
    ['temporary ones too', [[profile('1', { CustomFields: { istemporaryuser: true } })]], 1, ['1']],
  ])('%s', async (_, pages, total, expected) => {
    expect(await ids(pages, total)).toEqual(expected)
  })

  test('are asked for page by page', async () => {
    const asked: object[] = []
    await profilesWith(hostOf([[profile('1')], [profile('2')]], 2, asked), 'q', () => true)
    expect(asked).toEqual([0, 1].map(page => ({ query: 'q', size: 100, page })))
  })
})

test.each<[JsonObject, boolean]>([
  [{}, false],
  [{ istemporaryuser: true }, true],
  [{ istemporaryuser: 'True' }, true],
  [{ istemporaryuser: 'YES' }, true],
  [{ temporaryuserprofile: 'true' }, true],
  [{ istemporaryuser: false, temporaryuserprofile: 'true' }, true],
  [{ istemporaryuser: 'False', temporaryuserprofile: '' }, false],
  [{ istemporaryuser: null, temporaryuserprofile: 'no' }, false],
])('a profile with %j is temporary: %s', (CustomFields, is) => {
  expect(isTemporary({ CustomFields })).toBe(is)
})

test.each<[Json, JsonObject]>([
  [{ a: 1 }, { a: 1 }],
  [null, {}],
  ['x', {}],
  [[1], {}],
])('CustomFields %j', (CustomFields, fields) => {
  expect(customFields({ CustomFields })).toEqual(fields)
})
