import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { type RunningScimServer, startScimServer } from '../../scim-server/server.ts'
import { call, switchesOf } from './client.ts'

let server: RunningScimServer
beforeEach(async () => {
  server = await startScimServer()
})
afterEach(() => server.close())

const encoded = (text: string) => Buffer.from(text).toString('base64')
const with_ = (authorization: string) => call(server, 'GET', '/Users', undefined, { authorization })

test.each<[string, number]>([
  ['Bearer embedded-scim-token', 200],
  ['bearer embedded-scim-token', 200],
  ['Bearer wrong', 401],
  ['embedded-scim-token', 401],
  ['', 401],
  [`Basic ${encoded('scim:embedded-scim-password')}`, 200],
  [`Basic ${encoded('scim:wrong')}`, 401],
  [`Basic ${encoded('embedded-scim-client:embedded-scim-secret')}`, 401],
  ['Digest x', 401],
])('%s is %d', async (authorization, status) => {
  const reply = await with_(authorization)
  expect([reply.status, reply.headers.has('www-authenticate')]).toEqual([status, status === 401])
  if (status === 401) expect(reply.body).toMatchObject({ status: '401', detail: 'Authorization failure' })
})

describe('client credentials', () => {
  const ask = async (form: Record<string, string>, authorization?: string) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
    const response = await fetch(server.tokenUrl, {
      method: 'POST',
      headers,
      body: new URLSearchParams(form),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const client = { client_id: 'embedded-scim-client', client_secret: 'embedded-scim-secret' }
  const grant = { grant_type: 'client_credentials' }

  it('give a token, in the body or as basic', async () => {
    const first = await ask({ ...grant, ...client })
    expect(first).toEqual({
      status: 200,
      body: { access_token: 'scim-access-1', token_type: 'Bearer', expires_in: 3600 },
    })
    const second = await ask(grant, `Basic ${encoded(`${client.client_id}:${client.client_secret}`)}`)
    for (const { body } of [first, second])
      expect((await with_(`Bearer ${body.access_token}`)).status).toBe(200)
  })

  test.each<[Record<string, string>, number, string]>([
    [{ ...grant, ...client, client_secret: 'x' }, 401, 'invalid_client'],
    [grant, 401, 'invalid_client'],
    [{ ...client, grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuse %j', async (form, status, error) => {
    expect(await ask(form)).toMatchObject({ status, body: { error } })
  })

  it('end with their time, or when they are revoked', async () => {
    server.set({ tokenLifetime: 0 })
    const short = await ask({ ...grant, ...client })
    expect([short.body.expires_in, (await with_(`Bearer ${short.body.access_token}`)).status]).toEqual([
      0, 401,
    ])
    server.set({ tokenLifetime: 60 })
    const { body } = await ask({ ...grant, ...client })
    expect((await call(switchesOf(server), 'DELETE', '/tokens')).status).toBe(204)
    expect((await with_(`Bearer ${body.access_token}`)).status).toBe(401)
  })
})

it('keeps every call below the base, with what was sent', async () => {
  await call(server, 'GET', '/Users?count=1', undefined, { authorization: '' })
  await call(server, 'POST', '/Users', '{')
  await call(server, 'POST', '/Users', { a: 1 })
  expect(server.calls).toEqual([
    { method: 'GET', path: '/Users?count=1' },
    { method: 'POST', path: '/Users', body: '{' },
    { method: 'POST', path: '/Users', body: { a: 1 } },
  ])
  expect((await call(switchesOf(server), 'GET', '/calls')).body).toEqual(server.calls)
  await call(switchesOf(server), 'DELETE', '/calls')
  expect(server.calls).toEqual([])
})

describe('discovery', () => {
  it('tells types and schemas, each by its id too', async () => {
    const ids = async (path: string) =>
      (await call(server, 'GET', path)).body.Resources.map(({ id }: { id: string }) => id)
    expect(await ids('/ResourceTypes')).toEqual(['User', 'Group'])
    for (const id of await ids('/Schemas'))
      expect((await call(server, 'GET', `/Schemas/${id}`)).body).toMatchObject({ id })
    expect((await call(server, 'GET', '/ResourceTypes/Group')).body.endpoint).toBe('/Groups')
    expect((await call(server, 'GET', '/ResourceTypes/Thing')).status).toBe(404)
  })

  it('tells what an attribute is like', async () => {
    const { body } = await call(server, 'GET', '/Schemas/urn:ietf:params:scim:schemas:core:2.0:User')
    const named = (name: string) => body.attributes.find((one: { name: string }) => one.name === name)
    expect(named('userName')).toMatchObject({
      type: 'string',
      required: true,
      uniqueness: 'server',
      multiValued: false,
    })
    expect(named('password')).toMatchObject({ mutability: 'writeOnly', returned: 'never' })
    expect(named('emails')?.subAttributes.map(({ name }: { name: string }) => name)).toEqual([
      'value',
      'display',
      'type',
      'primary',
    ])
  })

  test.each(['/Me', '/Bulk', '/Users/x/y', '/'])('there is nothing at %s', async path => {
    const { status, body } = await call(server, 'POST', path, {})
    expect([status, body.status]).toEqual([404, '404'])
  })
})
