import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { readThings } from '../../../okta-server/seeding/things.ts'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { type Client, client } from '../client.ts'
import { seeded } from '../people.ts'
import { type Pair, pair, service } from './service.ts'

let okta: RunningOkta
let org: Client
let key: Pair
beforeAll(async () => {
  okta = await startOkta({ people: 1 })
  org = client(okta)
  key = await pair()
})
afterAll(() => okta.close())

const apps = '/_test/service-apps'

describe('the built-in seed', () => {
  it('has an app that needs DPoP and one that does not, without keys', async () => {
    const { list } = await org.get(apps)
    expect(list).toMatchObject([
      { label: 'Lifecycle Automation', dpop: true, adminRoles: ['SUPER_ADMIN'], kids: [] },
      { label: 'Nightly Reports', dpop: false, adminRoles: ['READ_ONLY_ADMIN'], kids: [] },
    ])
  })

  it('is usable once a test gives it its key', async () => {
    const [seededApp] = (await org.get(apps)).list
    const clientId = String(seededApp?.clientId)
    const mine = service(okta, key, clientId)
    expect((await mine.ask()).status).toBe(401)
    const { body } = await org.post(apps, { clientId, jwks: { keys: [key.jwk] } })
    expect(body).toMatchObject({ label: 'Lifecycle Automation', dpop: true, kids: ['one'] })
    expect(await mine.boundToken()).toMatch(/^ey/)
  })
})

describe('registering', () => {
  it('starts as careful as Okta: DPoP, no scopes, no roles', async () => {
    const { status, body } = await org.post(apps, { clientId: '0oaNew' })
    expect([status, body]).toEqual([
      200,
      { clientId: '0oaNew', label: '0oaNew', dpop: true, scopes: [], adminRoles: [], kids: [] },
    ])
  })

  it('again changes only what is sent', async () => {
    await org.post(apps, { clientId: '0oaMore', scopes: ['okta.logs.read'], dpop: false, jwks: [key.jwk] })
    const { body } = await org.post(apps, { clientId: '0oaMore', adminRoles: ['ORG_ADMIN'] })
    expect(body).toEqual({
      clientId: '0oaMore',
      label: '0oaMore',
      dpop: false,
      scopes: ['okta.logs.read'],
      adminRoles: ['ORG_ADMIN'],
      kids: ['one'],
    })
  })

  test.each<[string, unknown, RegExp]>([
    ['no object', 7, /must be an object with a clientId/],
    ['no id', {}, /the service app\.clientId must be a text/],
    ['an unknown member', { clientId: 'x', secret: 's' }, /but no 'secret'/],
    [
      'a scope that does not exist',
      { clientId: 'x', scopes: ['okta.user.read'] },
      /there is no 'okta\.user\.read'/,
    ],
    ['a scope that is no text', { clientId: 'x', scopes: [1] }, /scopes must be a list of texts/],
    [
      'a role that does not exist',
      { clientId: 'x', adminRoles: ['KING'] },
      /adminRoles: type: must be one of/,
    ],
    ['dpop as a text', { clientId: 'x', dpop: 'no' }, /dpop must be true or false, not "no"/],
    ['no key set', { clientId: 'x', jwks: {} }, /jwks must be \{"keys"/],
    [
      'a shared secret',
      { clientId: 'x', jwks: { keys: [{ kty: 'oct', k: 'x' }] } },
      /kty must be RSA or EC, not "oct"/,
    ],
    [
      'two keys without kid',
      { clientId: 'x', jwks: { keys: [{ kty: 'RSA' }, { kty: 'RSA' }] } },
      /needs a kid/,
    ],
  ])('refuses %s', async (_, body, message) => {
    const reply = await org.post(apps, body)
    expect(reply.status).toBe(400)
    expect(reply.body.error).toMatch(message)
  })

  it('refuses a private key, without telling it', async () => {
    const jwk = await exportJWK(key.privateKey)
    const { status, body, text } = await org.post(apps, { clientId: 'x', jwks: { keys: [jwk] } })
    expect([status, body.error]).toEqual([400, expect.stringMatching(/register the public one/)])
    expect(text).not.toContain(String(jwk.d))
  })

  it('takes names such as __proto__ for what they are', async () => {
    const { status, body } = await org.post(apps, { clientId: '__proto__' })
    expect([status, body.clientId]).toEqual([200, '__proto__'])
  })
})

describe('a seed', () => {
  it('may have apps with their public keys', async () => {
    const things = readThings(
      {
        serviceApps: [
          {
            clientId: '0oaSeed',
            dpop: false,
            scopes: ['okta.users.read'],
            adminRoles: ['ORG_ADMIN'],
            jwks: { keys: [key.jwk as never] },
          },
        ],
      },
      'test',
    )
    const own = await startOkta({ seed: { people: [seeded('owner@org.example')], things } })
    const mine = service(own, key, '0oaSeed')
    const { status } = await mine.call('GET', '/api/v1/users', await mine.token())
    await own.close()
    expect(status).toBe(200)
  })

  it('is told where it is wrong', () => {
    const wrong = { serviceApps: [{ clientId: 'a' }, { clientId: 'b', scopes: ['x'] }] }
    expect(() => readThings(wrong, 'my.yaml')).toThrow(/^my\.yaml: serviceApps\[1\]\.scopes: there is no 'x'/)
  })
})

it('are kept in the state, which has no private key; tokens do not survive', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'okta-apps-'))
  const first = await startOkta({ people: 1, state: folder })
  const before = service(first, key)
  await before.register()
  const token = await before.token()
  await first.close()
  const second = await startOkta({ state: folder })
  const after = service(second, key)
  const statuses = [
    (await after.call('GET', '/api/v1/users', token)).status,
    (await after.call('GET', '/api/v1/users', await after.token())).status,
  ]
  await second.close()
  const file = readFileSync(join(folder, 'okta.json'), 'utf8')
  rmSync(folder, { recursive: true })
  expect(statuses).toEqual([401, 200])
  expect(file).not.toContain(token)
  expect(file).not.toMatch(/"d":/)
})
