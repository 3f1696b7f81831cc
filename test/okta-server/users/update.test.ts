import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { type Status, statuses } from '../../../okta-server/users/user.ts'
import { type Client, client, person } from '../client.ts'
import { oneOfEach } from '../people.ts'

let okta: RunningOkta
let org: Client
beforeAll(async () => {
  okta = await startOkta({ seed: oneOfEach, now: '2026-05-01T10:00:00Z' })
  org = client(okta)
})
afterAll(() => okta.close())

const at = (login: string) => `/api/v1/users/${login}`
const create = async (login: string, more = {}) =>
  String((await org.post('/api/v1/users', person(login, { title: 'Clerk', ...more }))).body.id)

describe('partial update', () => {
  it('changes what is sent, clears what is null, leaves the rest', async () => {
    const id = await create('partial@new.example', { city: 'Leeds', mobilePhone: '1' })
    const { status, body } = await org.post(at(id), {
      profile: { title: 'Chief', city: null, mobilePhone: null, state: '' },
    })
    expect(status).toBe(200)
    expect(body.profile).toEqual({
      firstName: 'Robin',
      lastName: 'Vale',
      mobilePhone: null,
      secondEmail: null,
      login: 'partial@new.example',
      email: 'partial@new.example',
      title: 'Chief',
      state: '',
    })
  })

  it('moves lastUpdated, and answers 200 also when nothing changes', async () => {
    const id = await create('times@new.example')
    await org.post('/_test/clock', { add: '+1h' })
    const before = (await org.get(at(id))).body
    const after = (await org.post(at(id), { profile: {} })).body
    expect(after.statusChanged).toBe(before.statusChanged)
    expect(
      Date.parse(String(after.lastUpdated)) - Date.parse(String(before.lastUpdated)),
    ).toBeGreaterThanOrEqual(3_600_000)
    expect(after.profile).toEqual(before.profile)
  })

  it('lets the person be found by the new login only', async () => {
    const id = await create('maiden.name@new.example')
    await org.post(at(id), { profile: { login: 'married.name@new.example' } })
    const found = await Promise.all(
      ['married.name@new.example', 'married.name', 'maiden.name@new.example', 'maiden.name'].map(name =>
        org.get(at(name)),
      ),
    )
    expect(found.map(reply => reply.status)).toEqual([200, 200, 404, 404])
    expect((await org.post(at(id), { profile: { login: 'Married.Name@new.example' } })).status).toBe(200)
  })

  test.each<[string, object, string]>([
    ['a login of another', { login: 'active@org.example' }, 'Api validation failed: login'],
    ['no last name', { lastName: null }, 'Api validation failed: lastName'],
    ['an unknown attribute', { nope: 1 }, 'Api validation failed: nope'],
    ['a bad second e-mail', { secondEmail: 'x' }, 'Api validation failed: secondEmail'],
  ])('refuses %s and changes nothing', async (_, profile, summary) => {
    const before = (await org.get(at('staged@org.example'))).body
    const reply = await org.post(at('staged@org.example'), { profile: { title: 'Changed', ...profile } })
    expect([reply.status, reply.body.errorCode, reply.body.errorSummary]).toEqual([400, 'E0000001', summary])
    expect((await org.get(at('staged@org.example'))).body).toEqual(before)
  })

  test.each(statuses)('of a user who is %s', async status => {
    const reply = await org.post(at(`${status.toLowerCase()}@org.example`), {
      profile: { title: 'New title' },
    })
    if (status === 'DEPROVISIONED') expect([reply.status, reply.body.errorCode]).toEqual([403, 'E0000038'])
    else expect([reply.status, reply.body.status]).toEqual([200, status])
  })

  test.each<[Status, Status]>([
    ['STAGED', 'STAGED'],
    ['PROVISIONED', 'ACTIVE'],
    ['ACTIVE', 'ACTIVE'],
    ['RECOVERY', 'ACTIVE'],
    ['PASSWORD_EXPIRED', 'ACTIVE'],
    ['LOCKED_OUT', 'LOCKED_OUT'],
    ['SUSPENDED', 'SUSPENDED'],
  ])('a new password for %s leads to %s', async (from, to) => {
    const path = at(`${from.toLowerCase()}@org.example`)
    const reply = await org.post(path, { credentials: { password: { value: 'Quiet-river-88' } } })
    expect([reply.status, reply.body.status]).toEqual([200, to])
    expect(reply.body.passwordChanged).toMatch(/^2026-05-01T1/)
    expect(reply.body.credentials).toMatchObject({ password: {} })
  })

  it('refuses passwords used lately only when strict', async () => {
    const id = await create('strict@new.example')
    const set = (value: string, query = '') =>
      org.post(`${at(id)}${query}`, { credentials: { password: { value } } })
    await set('First-pass-1')
    await set('Second-pass-2')
    const again = await set('First-pass-1', '?strict=true')
    expect(again.body.errorCauses).toEqual([
      { errorSummary: 'password: Password has been used too recently' },
    ])
    expect((await set('First-pass-1')).status).toBe(200)
  })
})

describe('full update', () => {
  it('removes what is not sent', async () => {
    const id = await create('full@new.example')
    const { body } = await org.put(at(id), person('full@new.example', { city: 'York' }))
    expect(body.profile).toMatchObject({ city: 'York' })
    expect(body.profile).not.toHaveProperty('title')
  })

  it('needs every required attribute', async () => {
    const { status, body } = await org.put(at('active@org.example'), { profile: { title: 'x' } })
    expect([status, body.errorSummary]).toEqual([400, 'Api validation failed: login'])
  })

  it('keeps the credentials', async () => {
    const { body } = await org.put(at('active@org.example'), person('active@org.example'))
    expect(body.credentials).toMatchObject({ password: {} })
  })
})

describe('If-Match', () => {
  it('lets a change through only for the version that was read', async () => {
    const id = await create('tagged@new.example')
    const read = await org.get(at(id))
    const tag = String(read.headers.etag)
    const write = (ifMatch: string) =>
      org.send('POST', at(id), { body: { profile: { title: 'X' } }, headers: { 'If-Match': ifMatch } })
    expect(tag).toMatch(/^W\/"[^"]+"$/)
    expect((await write('W/"other"')).body.errorCode).toBe('E0000231')
    const [first, second] = [await write(tag), await write(tag)]
    expect([first.status, second.status]).toEqual([200, 412])
    expect((await write(String(first.headers.etag))).status).toBe(200)
    expect((await write('*')).status).toBe(200)
  })
})

describe('delete', () => {
  it('deactivates first, then removes', async () => {
    const id = await create('gone@new.example')
    const first = await org.delete(at(id))
    const between = await org.get(at(id))
    const second = await org.delete(at(id))
    const after = await org.get(at(id))
    const third = await org.delete(at(id))
    expect([first.status, first.text, between.body.status]).toEqual([204, '', 'DEPROVISIONED'])
    expect([second.status, after.status, third.status]).toEqual([204, 404, 404])
    expect(after.body.errorSummary).toBe(`Not found: Resource not found: ${id} (User)`)
    expect((await org.post('/api/v1/users', person('gone@new.example'))).status).toBe(200)
  })
})
