import { afterEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { openOwn } from '../app.ts'
import { type Asked, between, type Odd } from '../between.ts'

let app: Awaited<ReturnType<typeof openOwn>>
let gate: Awaited<ReturnType<typeof between>> | undefined
afterEach(async () => {
  gate?.close()
  gate = undefined
  await app.close()
})

const people = (many: number) => Array.from({ length: many }, (_, index) => `p${index}@x`)
const fill = (many: number) => people(many).map(userName => app.server.addUser({ userName }))
const asked = async (logins: string[], params: JsonObject = {}) => {
  const more = { page_size: 10, ...(gate && { url: gate.url }), ...params }
  const { entries } = await app.command('scim-get-user-ids', { logins }, more)
  return entries[0]?.Contents as unknown as {
    users: Record<string, JsonObject>
    missing: string[]
    twice: string[]
    twiceIds: Record<string, string[]>
    unknown: string[]
  }
}
const cutAnswers = (after: number) => ({
  ...{ match: { method: 'GET', path: '/Users' }, after, times: 40 },
  answer: { kind: 'totals', say: 'high' } as const,
})

describe('whose a login surely is', () => {
  it('the userName on a later page goes before the e-mail on the first one', async () => {
    app = await openOwn()
    app.server.addUser({ userName: 'old-boss', emails: [{ value: 'jane@x' }] })
    fill(200)
    const id = app.server.addUser({ userName: 'jane@x' })
    const jane = { id, active: true, userName: 'jane@x', by: 'userName' }
    for (const logins of [['jane@x'], ['jane@x', 'p150@x', 'p151@x', 'p152@x']])
      expect((await asked(logins)).users['jane@x']).toEqual(jane)
  })

  it('an e-mail of two is that of two, whoever else is asked for', async () => {
    app = await openOwn()
    fill(100)
    const ids = ['x', 'y'].map(userName => app.server.addUser({ userName, emails: [{ value: 'shared@x' }] }))
    for (const logins of [['shared@x'], ['x', 'shared@x'], ['x', 'shared@x', 'p98@x', 'p99@x']])
      expect(await asked(logins)).toMatchObject({ twice: ['shared@x'], twiceIds: { 'shared@x': ids } })
  })

  it('an alias says whose it is, and that it is an e-mail', async () => {
    app = await openOwn()
    const emails = [
      { value: 'manager@x', primary: true },
      { value: 'leaver@x', type: 'other' },
    ]
    const id = app.server.addUser({ userName: 'manager@x', emails })
    expect((await asked(['leaver@x'])).users['leaver@x']).toEqual({
      ...{ id, active: true, userName: 'manager@x', by: 'email' },
    })
  })
})

describe('what a server did not tell is unknown', () => {
  it('an e-mail behind answers that are cut', async () => {
    app = await openOwn()
    app.server.addUser({ userName: 'jane', emails: [{ value: 'jane@x' }] })
    app.own.fault(cutAnswers(1))
    expect(await asked(['jane@x'])).toMatchObject({ users: {}, missing: [], unknown: ['jane@x'] })
  })

  it('nobody behind a list without pages whose e-mails cannot be asked for, as of AWS', async () => {
    app = await openOwn()
    fill(30)
    gate = await between(app.server, ({ path }) => {
      if (path.includes('emails.value')) return { status: 400, body: { detail: 'no such filter' } }
      if (path.includes('filter=') || !path.startsWith('/Users')) return undefined
      const first = app.server.users().slice(0, 10) as unknown as JsonObject[]
      return { body: { totalResults: 10, Resources: first } }
    })
    const told = await asked([...people(30).slice(20), 'who@x'])
    expect([Object.keys(told.users).length, told.missing, told.unknown]).toEqual([10, [], ['who@x']])
  })

  it('somebody is deleted while the list is read: nobody else is missed', async () => {
    app = await openOwn({ filter: false })
    const [first = ''] = fill(30)
    let pages = 0
    const after = ({ path }: Asked) => {
      if (!path.startsWith('/Users')) return
      pages += 1
      if (pages === 1) app.server.removeUser(first)
    }
    gate = await between(app.server, () => undefined, after)
    expect((await asked(people(30))).missing).toEqual([])
    expect(pages).toBeGreaterThan(3)
  })

  it.each([true, false])('a list that ends early without a word, filters: %s', async filters => {
    app = await openOwn()
    fill(30)
    gate = await between(app.server, ({ path }): Odd | undefined => {
      if (!path.startsWith('/Users')) return undefined
      if (path.includes('filter='))
        return filters ? undefined : { status: 400, body: { detail: 'no filters' } }
      const count = Number(/count=(\d+)/.exec(path)?.[1])
      const page = app.server.users().slice(0, Math.min(count, 5)) as unknown as JsonObject[]
      return { body: { totalResults: page.length, Resources: page } }
    })
    const told = await asked(people(30))
    const found = Object.keys(told.users).length
    expect([found, told.missing, told.unknown.length]).toEqual(filters ? [30, [], 0] : [5, [], 25])
  })
})

describe('filters that do less than they should', () => {
  const exact = (path: string) => /filter=userName eq "([^"]*)"/.exec(path)?.[1]
  it('one that minds the case does not make anybody missing', async () => {
    app = await openOwn()
    fill(60)
    const id = app.server.addUser({ userName: 'Jane@X' })
    gate = await between(app.server, ({ path }) => {
      if (!path.includes('filter=')) return undefined
      const found = app.server.users().filter(({ userName }) => userName === exact(path))
      return { body: { totalResults: found.length, Resources: found as unknown as JsonObject[] } }
    })
    for (const logins of [['jane@x'], ['jane@x', 'p3@x', 'p55@x', 'p57@x', 'p59@x']])
      expect((await asked(logins)).users['jane@x']?.id).toBe(id)
  })

  it.each<[string, number, (path: string) => Odd | undefined]>([
    ['or is taken: one request for each who is unknown', 100 + 5, () => undefined],
    [
      'or is refused: two',
      200 + 5,
      path => (path.includes(' or ') ? { status: 400, body: { detail: 'no or' } } : undefined),
    ],
    [
      'or finds nobody: two',
      200 + 5,
      path => (path.includes(' or ') ? { body: { totalResults: 0, Resources: [] } } : undefined),
    ],
  ])('%s', async (_, most, odd) => {
    app = await openOwn()
    fill(3000)
    const id = app.server.addUser({ userName: 'boss', emails: [{ value: 'boss@x' }] })
    gate = await between(app.server, ({ path }) => odd(path))
    const unknown = Array.from({ length: 99 }, (_, index) => `gone${index}@x`)
    const told = await asked([...unknown, 'boss@x'])
    expect([told.missing, told.users['boss@x']?.id, told.unknown]).toEqual([unknown, id, []])
    expect(gate.asked.length).toBeLessThanOrEqual(most)
  })
})
