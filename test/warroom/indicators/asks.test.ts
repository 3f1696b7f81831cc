import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { closed, contentsOf, type TestRoom, testRoom } from '../engine/room.ts'

/** What a bundle's ask is answered. */
async function ask(room: TestRoom, name: string, ...args: unknown[]): Promise<unknown> {
  const contents = await contentsOf(room, `!acme-ask ask=${name} with=\`${JSON.stringify(args)}\``)
  return (contents as unknown[])[0]
}

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    value: `u${index + 1}@x`,
    type: 'User Profile',
    fields: { givenname: `U${index + 1}`, city: 'Oslo' },
  }))

describe('a bundle', () => {
  test('creates indicators in one journal line, changes those there are, and finds them', async () => {
    const room = await testRoom()
    expect(await ask(room, 'createIndicators', people(3))).toEqual({ answer: null })
    await ask(room, 'createIndicators', [
      { value: 'U2@x', type: 'user profile', score: 3, fields: { city: 'Rome' } },
    ])
    const found = await ask(room, 'searchIndicators', 'type:"User Profile" and city:rome')
    expect(found).toMatchObject({
      answer: {
        total: 1,
        iocs: [{ id: '2', value: 'u2@x', score: 3, CustomFields: { givenname: 'U2', city: 'Rome' } }],
      },
    })
    const lines = readFileSync(path.join(room.folder, 'journal.jsonl'), 'utf8').split('\n')
    expect(lines.filter(line => line.includes('"indicators":['))).toHaveLength(2)
    const again = await testRoom({ state: await closed(room) })
    expect(await ask(again, 'searchIndicators', { query: 'city:oslo', size: 1 })).toMatchObject({
      answer: { total: 2, iocs: [{ value: 'u1@x' }] },
    })
  })

  test('reads page after page, at most 1000 at a time', async () => {
    const room = await testRoom()
    await ask(room, 'createIndicators', people(1100))
    const page = async (...args: unknown[]) => {
      const { answer } = (await ask(room, 'searchIndicators', ...args)) as {
        answer: { iocs: unknown[]; total: number }
      }
      return [answer.iocs.length, answer.total]
    }
    expect(await page('', 5000, 0)).toEqual([1000, 1100])
    expect(await page('', 5000, 1)).toEqual([100, 1100])
    expect(await page('')).toEqual([100, 1100])
    expect(await page({ query: 'givenname:U7', page: 1 })).toEqual([0, 1])
    expect(await page({ value: 'u7@x' })).toEqual([1, 1])
  })

  const names = (count: number, from = 1) => Array.from({ length: count }, (_, index) => `u${from + index}@x`)

  /** The values of every page, each found by what the answer before it had. */
  async function walked(room: TestRoom, search: object, between = async (_page: number) => {}) {
    const pages: string[][] = []
    let searchAfter: unknown
    do {
      const asked = searchAfter === undefined ? search : { ...search, searchAfter }
      const { answer } = (await ask(room, 'searchIndicators', asked)) as {
        answer: { iocs: { value: string }[]; searchAfter?: unknown }
      }
      pages.push(answer.iocs.map(({ value }) => value))
      searchAfter = answer.searchAfter
      await between(pages.length)
    } while (searchAfter !== undefined && pages.length < 20)
    return pages
  }

  test('reads page after page by what the answer before had', async () => {
    const room = await testRoom()
    await ask(room, 'createIndicators', people(11))
    expect(await walked(room, { size: 4 })).toEqual([names(4), names(4, 5), names(3, 9)])
    // The place in the answer counts, not the number of a page.
    expect(await walked(room, { size: 4, page: 0 })).toHaveLength(3)
    expect(await walked(room, { query: 'givenname:U1*', size: 2 })).toEqual([['u1@x', 'u10@x'], ['u11@x']])
    expect(await walked(room, { query: 'value:(u9@x u3@x u5@x)', size: 1 })).toEqual([
      ['u3@x'],
      ['u5@x'],
      ['u9@x'],
    ])
    expect(await walked(room, { size: 11 })).toEqual([names(11)])
    expect(await walked(room, { query: 'city:Rome' })).toEqual([[]])
  })

  test('overlooks and repeats nobody when indicators change, come and go between the pages', async () => {
    const room = await testRoom()
    await ask(room, 'createIndicators', people(8))
    const pages = await walked(room, { query: 'city:*', size: 3 }, async page => {
      if (page !== 1) return
      await room.session.run('!deleteIndicators query="value:u1@x or value:u3@x or value:u5@x"')
      await ask(room, 'createIndicators', [{ value: 'u2@x', type: 'User Profile', fields: { city: 'Rome' } }])
      await ask(room, 'createIndicators', [
        { value: 'new@x', type: 'User Profile', fields: { city: 'Rome' } },
      ])
    })
    expect(pages).toEqual([
      ['u1@x', 'u2@x', 'u3@x'],
      ['u4@x', 'u6@x', 'u7@x'],
      ['u8@x', 'new@x'],
    ])
  })

  test('finds what a change made, took and renamed, also by the same search as before', async () => {
    const room = await testRoom()
    const found = () => walked(room, { query: 'city:Oslo' })
    await ask(room, 'createIndicators', people(2))
    expect(await found()).toEqual([names(2)])
    await ask(room, 'createIndicators', people(3))
    expect(await found()).toEqual([names(3)])
    await room.session.run('!setIndicator value=u2@x city=Rome')
    expect(await found()).toEqual([['u1@x', 'u3@x']])
    await room.session.run('!deleteIndicators query=value:u3@x')
    expect(await found()).toEqual([['u1@x']])
  })

  test('gets only the fields it names', async () => {
    const room = await testRoom()
    await ask(room, 'createIndicators', people(1))
    const expected = {
      iocs: [{ id: '1', value: 'u1@x', indicator_type: 'User Profile', CustomFields: { city: 'Oslo' } }],
    }
    expect(await ask(room, 'searchIndicators', '', 10, 0, ['city'])).toEqual({
      answer: { ...expected, total: 1 },
    })
    expect(await ask(room, 'searchIndicators', { populateFields: 'City' })).toEqual({
      answer: { ...expected, total: 1 },
    })
  })

  test.each<[string, unknown[], string]>([
    ['searchIndicators', ['(a'], 'The query (a cannot be read'],
    [
      'searchIndicators',
      [{ size: 'many' }],
      'searchIndicators takes a whole number as its size, not "many".',
    ],
    [
      'searchIndicators',
      [{ searchAfter: 7 }],
      'searchIndicators takes as its searchAfter what the answer before had, not 7.',
    ],
    ['searchIndicators', [{ searchAfter: ['x'] }], 'what the answer before had, not ["x"].'],
    ['searchIndicators', [{ searchAfter: { id: '1' } }], 'what the answer before had, not {'],
    ['createIndicators', ['x'], 'createIndicators takes a list of indicators.'],
    ['createIndicators', [[1]], 'Indicator 1 of createIndicators is no object.'],
    ['createIndicators', [[{ type: 'x' }]], 'An indicator needs a value; it is empty.'],
    ['createIndicators', [[{ value: 'x', score: 9 }]], 'The verdict must be Unknown,'],
  ])('is refused %s %j', async (name, args, sentence) => {
    const room = await testRoom()
    expect(await ask(room, name, ...args)).toEqual({ refused: expect.stringContaining(sentence) })
    expect(room.session.parts.state.room.indicators.size).toBe(0)
  })
})
