import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { Client } from '../client.ts'
import { eventReader, type SmallOrg, smallOrg, typesOf } from '../things.ts'

let small: SmallOrg
let org: Client
beforeEach(async () => {
  small = await smallOrg()
  org = small.org
})
afterEach(() => small.close())

const live = async () => {
  const { list } = await org.get('/_test/sessions')
  return list.map(({ user, sessions }) => [user, (sessions as unknown as string[]).length])
}
const signIn = (user: string, count?: number) => org.post('/_test/sessions', { user, count })
const end = 'user.session.end: User'

describe('live sessions', () => {
  it('are started by a test, for a login, a short name or an id', async () => {
    await signIn('ann@org.example')
    await signIn('ann', 2)
    await signIn(small.ids.user('bob'))
    expect(await live()).toEqual([
      ['ann@org.example', 3],
      ['bob@org.example', 1],
    ])
  })

  test.each<[unknown, RegExp]>([
    [{ user: 'nobody' }, /user must be the id or login of somebody, not "nobody"/],
    [{}, /user must be/],
    [7, /user must be/],
    [{ user: 'ann', count: 0 }, /count must be a number of sessions from 1 to 100, not 0/],
    [{ user: 'ann', count: 1.5 }, /not 1\.5/],
  ])('are not started by %o', async (body, message) => {
    const { status, body: answer } = await org.post('/_test/sessions', body)
    expect([status, answer.error]).toEqual([400, expect.stringMatching(message)])
  })
})

describe('clearing the sessions', () => {
  it('writes one event for the call and one for each session, all of one transaction', async () => {
    await signIn('ann', 2)
    await signIn('bob')
    const read = eventReader(org)
    expect((await org.delete('/api/v1/users/ann/sessions')).status).toBe(204)
    const events = await read()
    expect(typesOf(events)).toEqual(['user.session.clear: User', end, end])
    expect(new Set(events.map(({ transaction }) => transaction?.id)).size).toBe(1)
    expect(new Set(events.map(({ debugContext }) => debugContext?.debugData?.session)).size).toBe(3)
    expect(await live()).toEqual([['bob@org.example', 1]])
  })

  it('succeeds without a session, whatever the status', async () => {
    const read = eventReader(org)
    for (const name of ['ann', 'gone', 'suspended'])
      expect(
        (await org.delete(`/api/v1/users/${name}/sessions?oauthTokens=true&forgetDevices=false`)).status,
      ).toBe(204)
    expect(typesOf(await read())).toEqual(Array(3).fill('user.session.clear: User'))
  })

  it.each([
    ['/api/v1/users/nobody/sessions', 404, 'E0000007'],
    ['/api/v1/users/ann/sessions?oauthTokens=perhaps', 400, 'E0000001'],
    ['/api/v1/users/ann/sessions?forgetDevices=2', 400, 'E0000001'],
  ])('%s is %i %s and ends nothing', async (path, status, code) => {
    await signIn('ann')
    const reply = await org.delete(path)
    expect([reply.status, reply.body.errorCode]).toEqual([status, code])
    expect(await live()).toEqual([['ann@org.example', 1]])
  })
})

describe('sessions end with', () => {
  const recovery = { recovery_question: { question: 'Pet?', answer: 'Whiskers' } }
  const change = { oldPassword: { value: 'Northwind-2024' }, newPassword: { value: 'Green-table-42' } }

  test.each<[string, string, unknown, boolean]>([
    ['POST', 'lifecycle/suspend', undefined, true],
    ['POST', 'lifecycle/deactivate', undefined, true],
    ['DELETE', '', undefined, true],
    ['POST', 'lifecycle/expire_password_with_temp_password?revokeSessions=true', undefined, true],
    ['POST', 'lifecycle/expire_password_with_temp_password', undefined, false],
    ['POST', 'lifecycle/expire_password', undefined, false],
    ['POST', 'lifecycle/reset_password?sendEmail=true&revokeSessions=true', undefined, true],
    ['POST', 'lifecycle/reset_password?sendEmail=true', undefined, false],
    ['POST', 'credentials/change_password', { ...change, revokeSessions: true }, true],
    ['POST', 'credentials/change_password', change, false],
    ['POST', '', { profile: { title: 'Chief' }, credentials: recovery }, false],
  ])('%s %s %o: %s', async (method, path, body, ends) => {
    await signIn('ann', 2)
    const read = eventReader(org)
    const { status } = await org.send(
      method,
      `/api/v1/users/ann/${path}`.replace(/\/$/, ''),
      body ? { body } : {},
    )
    expect(status).toBeLessThan(300)
    expect(typesOf(await read()).filter(type => type === end)).toHaveLength(ends ? 2 : 0)
    expect(await live()).toEqual(ends ? [] : [['ann@org.example', 2]])
  })

  it('the user, without another event', async () => {
    await signIn('gone')
    await org.delete('/api/v1/users/gone')
    expect(await live()).toEqual([])
  })
})
