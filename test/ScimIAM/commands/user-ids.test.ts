import { afterEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { openApp, openOwn, SERVERS, type TestApp } from '../app.ts'

let app: TestApp
afterEach(() => app.close())

const people = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `p${String(from + index).padStart(3, '0')}@x`)

async function filled(opened: TestApp, many: number): Promise<Map<string, string>> {
  app = opened
  return new Map(people(0, many).map(userName => [userName, app.server.addUser({ userName })]))
}

const NOBODY = { users: {}, missing: [], twice: [], twiceIds: {}, unknown: [] }
const named = (id: string | undefined, userName: string) => ({ id, active: true, userName, by: 'userName' })

async function found(logins: readonly string[], params: JsonObject = {}) {
  const { entries } = await app.command('scim-get-user-ids', { logins: [...logins] }, params)
  return entries[0]?.Contents as unknown as {
    users: Record<string, JsonObject>
    missing: string[]
    unknown: string[]
  }
}

describe.each(SERVERS)('ids at %s', (_, start) => {
  it('finds who is there, in any case and by e-mail, and names who is not, or is twice', async () => {
    const ids = await filled(await openApp(await start()), 20)
    const [boss, two, three] = [
      { userName: 'boss', active: false, emails: [{ value: 'Boss@x' }] },
      { userName: 'two', emails: [{ value: 'shared@x' }] },
      { userName: 'three', emails: [{ value: 'shared@x' }] },
    ].map(user => app.server.addUser(user))
    const asked = [...people(3, 9), 'P010@x', 'boss@x', 'shared@x', 'who@x', '__proto__']
    const told = await found(asked)
    const expected = people(3, 9).map(login => [login, named(ids.get(login), login)])
    expect(told).toEqual({
      users: {
        ...Object.fromEntries(expected),
        'P010@x': named(ids.get('p010@x'), 'p010@x'),
        'boss@x': { id: boss, active: false, userName: 'boss', by: 'email' },
      },
      missing: expect.arrayContaining(['who@x', '__proto__']),
      twice: ['shared@x'],
      twiceIds: { 'shared@x': expect.arrayContaining([two, three]) },
      unknown: [],
    })
    expect([told.missing.length, two === three]).toEqual([2, false])
  })

  it('of few as of many, and of nobody', async () => {
    const ids = await filled(await openApp(await start()), 8)
    expect(await found(['p002@x', 'none@x'])).toEqual({
      ...NOBODY,
      users: { 'p002@x': named(ids.get('p002@x'), 'p002@x') },
      missing: ['none@x'],
    })
    expect(await found([])).toEqual(NOBODY)
    expect(Object.keys((await found(people(0, 8))).users)).toEqual(people(0, 8))
  })
})

describe('the way that takes fewer requests', () => {
  it.each([
    ['20 of 400 in pages of 10: a page, a trial, look-ups', 20, { page_size: 10 }, 1 + 1 + 20],
    ['all of 400 in pages of 10: the pages', 400, { page_size: 10 }, 1 + 40 + 1],
    ['100 of 400 in pages of 100: the pages', 100, { page_size: 100 }, 1 + 4 + 1],
    ['2 of 400: look-ups and no page', 2, { page_size: 10 }, 2],
  ])('%s', async (_, many, params, most) => {
    await filled(await openOwn(), 400)
    app.forget()
    expect(Object.keys((await found(people(400 - many, 400), params)).users)).toHaveLength(many)
    expect(app.requests().length).toBeLessThanOrEqual(most)
  })

  it('a filter that is refused only when it is used is tried joined and alone', async () => {
    const opened = await openOwn()
    await filled(opened, 60)
    await found(['p000@x'])
    opened.own.set({ filter: false })
    app.forget()
    expect(Object.keys((await found(people(50, 54), { page_size: 10 })).users)).toHaveLength(4)
    expect(app.requests().filter(one => one.includes('filter='))).toHaveLength(2)
  })

  it('a list that is cut without a word is not believed', async () => {
    const opened = await openOwn({ pageCap: 10, filter: false })
    await filled(opened, 30)
    opened.own.fault({ match: { path: '/Users' }, times: 9, answer: { kind: 'totals', say: 'high' } })
    const told = await found([...people(0, 30), 'who@x'])
    expect([Object.keys(told.users).length, told.missing, told.unknown]).toEqual([30, [], ['who@x']])
    opened.own.fault({ match: { path: '/Users' }, times: 9, answer: { kind: 'totals', say: 'high' } })
    const { entries } = await app.command('scim-get-user-ids', { logins: 'who@x' })
    expect(entries[0]?.HumanReadable).toMatch(/who@x .*gives 30, so who is missing/)
  })
})
