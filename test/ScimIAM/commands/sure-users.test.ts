import { afterEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { openOwn } from '../app.ts'
import { between, type Odd } from '../between.ts'

let app: Awaited<ReturnType<typeof openOwn>>
let gate: Awaited<ReturnType<typeof between>> | undefined
afterEach(async () => {
  gate?.close()
  gate = undefined
  await app.close()
})

const params = (): JsonObject => (gate ? { url: gate.url } : {})
const iam = (wish: string, profile: JsonObject) => app.iam(`iam-${wish}-user`, profile, {}, params())
const WISHES = ['get', 'create', 'update', 'disable'] as const

describe('a list that was cut tells of nobody that there is none', () => {
  const jane = { email: 'jane@x', username: 'jane.doe@x', givenname: 'Jane', surname: 'Doe' }
  it.each(WISHES)('%s', async wish => {
    app = await openOwn()
    app.server.addUser({ userName: 'jane', emails: [{ value: 'jane@x' }], active: true })
    app.own.fault({
      ...{ match: { method: 'GET', path: '/Users' }, after: 1, times: 40 },
      answer: { kind: 'totals', say: 'high' },
    })
    expect(await iam(wish, jane)).toMatchObject({
      ...{ success: false, errorCode: '' },
      errorMessage: expect.stringMatching(/nothing was concluded from it/),
    })
    expect(app.server.users()).toMatchObject([{ userName: 'jane', active: true }])
  })

  it.each([
    ['create', { success: true, action: 'create' }],
    ['disable', { success: false, errorMessage: expect.stringMatching(/whatever page is asked for/) }],
    ['get', { success: false, errorCode: '' }],
  ])('%s where nobody can be found by e-mail, as with AWS', async (wish, told) => {
    app = await openOwn()
    for (let index = 0; index < 150; index += 1) app.server.addUser({ userName: `p${index}@x` })
    gate = await between(app.server, ({ method, path }): Odd | undefined => {
      if (path.includes('emails.value')) return { status: 400, body: { detail: 'no such filter' } }
      if (method !== 'GET' || path.includes('filter=') || !path.startsWith('/Users')) return undefined
      const first = app.server.users().slice(0, 100) as unknown as JsonObject[]
      return { body: { totalResults: 100, Resources: first } }
    })
    expect(await iam(wish, jane)).toMatchObject(told)
  })
})

describe('an id of somebody else', () => {
  const ann = { email: 'ann.smith@x', username: 'ann.smith', givenname: 'Ann', surname: 'Smith' }
  const bob = { userName: 'bob.smith', name: { givenName: 'Bob', familyName: 'Smith' } }
  const opened = async () => {
    app = await openOwn()
    return app.server.addUser({ ...bob, active: true })
  }
  it.each(
    WISHES.flatMap(wish => [
      [wish, ann] as const,
      [wish, { email: 'ann.smith@x' }] as const,
      [wish, { email: 'ann.smith@x', username: 'ann.smith' }] as const,
    ]),
  )('%s %j is refused and changes nobody', async (wish, profile) => {
    const id = await opened()
    expect(await iam(wish, { ...profile, id })).toMatchObject({
      ...{ success: false, errorCode: '' },
      errorMessage: expect.stringMatching(/^Found by its id \S+ alone is Bob Smith \(bob\.smith\), not /),
    })
    expect(app.server.users()).toMatchObject([{ ...bob, active: true }])
  })

  it.each<[string, (id: string) => JsonObject]>([
    ['the id alone', id => ({ id })],
    ['the same names', id => ({ ...ann, givenname: 'bob', id })],
    ['the id that the profile keeps of this application', id => ({ ...ann, appprofiles: { CRM: { id } } })],
    ['the same as text', id => ({ ...ann, id: '7', appprofiles: JSON.stringify({ CRM: { id } }) })],
    ['the old userName', id => ({ ...ann, id, olduserdata: { username: 'bob.smith', email: 'bob@x' } })],
  ])('%s names somebody', async (_, profileOf) => {
    const id = await opened()
    expect(await iam('get', profileOf(id))).toMatchObject({ success: true, id })
  })
})

describe('a disable is told as the server has it', () => {
  const jane = { email: 'jane@x', username: 'jane@x' }
  const opened = async (odd: (method: string, path: string, user: JsonObject) => Odd | undefined) => {
    app = await openOwn()
    const id = app.server.addUser({ userName: 'jane@x', active: true })
    const user = { ...app.server.users().find(one => one.id === id) } as unknown as JsonObject
    gate = await between(app.server, ({ method, path }) => odd(method, path, user))
  }
  it('a change that is taken and not done is a failure', async () => {
    await opened((method, _, user) => (method === 'PATCH' ? { body: { ...user, active: true } } : undefined))
    expect(await iam('disable', jane)).toMatchObject({
      ...{ action: 'disable', success: false, active: true },
      errorMessage: expect.stringMatching(/is active all the same/),
    })
  })

  it('an answer that is behind is read again', async () => {
    let done = false
    await opened((method, path, user) => {
      if (method === 'PATCH') done = true
      if (method === 'PATCH') return { body: { ...user, active: true } }
      return done && /Users\/./.test(path) ? { body: { ...user, active: false } } : undefined
    })
    expect(await iam('disable', jane)).toMatchObject({ success: true, active: false })
  })

  it('one that cannot be read back is told as wished, with a reason', async () => {
    await opened((method, path) =>
      method === 'GET' && /Users\/./.test(path) ? { status: 500, body: { detail: 'no' } } : undefined,
    )
    expect(await iam('disable', jane)).toMatchObject({
      ...{ success: true, active: false },
      reason: expect.stringMatching(/could not be read back/),
    })
  })

  it('somebody whom a filter that minds the case overlooks is disabled', async () => {
    app = await openOwn()
    app.server.addUser({ userName: 'Jane@X', active: true })
    gate = await between(app.server, ({ path }) => {
      if (!path.includes('filter=')) return undefined
      const [, name] = /userName eq "([^"]*)"/.exec(path) ?? []
      const found = app.server.users().filter(({ userName }) => userName === name)
      return { body: { totalResults: found.length, Resources: found as unknown as JsonObject[] } }
    })
    expect(await iam('get', jane)).toMatchObject({ success: true, username: 'Jane@X' })
    expect(await iam('disable', jane)).toMatchObject({ success: true, active: false })
    expect(app.server.users()).toMatchObject([{ active: false }])
  })
})

describe('404', () => {
  const page = '<html><h1>Sign In</h1></html>'
  it.each<[string, string | JsonObject]>([
    ['a page', page],
    ["SCIM's own of the list", { detail: 'nothing here', status: '404' }],
  ])('%s is not that the user is not there', async (_, body) => {
    app = await openOwn()
    app.server.addUser({ userName: 'jane@x', active: true })
    gate = await between(app.server, ({ path }) =>
      path.startsWith('/Users') ? { status: 404, body } : undefined,
    )
    for (const profile of [
      { email: 'jane@x', username: 'jane@x' },
      { id: 'u000001', email: 'jane@x' },
    ])
      for (const wish of ['get', 'disable'])
        expect(await iam(wish, profile)).toMatchObject({ success: false, errorCode: '' })
  })
})
