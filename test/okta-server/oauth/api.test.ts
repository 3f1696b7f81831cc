import { generateKeyPair, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { eventReader, type SmallOrg, smallOrg } from '../things.ts'
import { now, type Pair, pair, service } from './service.ts'

let small: SmallOrg
let key: Pair
let robot: ReturnType<typeof service>
beforeAll(async () => {
  small = await smallOrg()
  key = await pair()
  robot = service(small.okta, key)
})
afterAll(() => small.close())
beforeEach(async () => {
  await robot.register()
})
afterEach(async () => {
  await robot.org.delete('/_test/choices')
  await robot.org.delete('/_test/faults')
})

const missing = 'The access token provided does not contain the required scopes.'

describe('the scope of a call', () => {
  test.each<[string, string, string]>([
    ['GET', '/api/v1/users', 'okta.users.read'],
    ['GET', '/api/v1/users/ann', 'okta.users.read'],
    ['GET', '/api/v1/users/ann/factors', 'okta.users.read'],
    ['GET', '/api/v1/users/ann/groups', 'okta.users.read'],
    ['POST', '/api/v1/users/bob/lifecycle/suspend', 'okta.users.manage'],
    ['DELETE', '/api/v1/users/ann/sessions', 'okta.users.manage'],
    ['GET', '/api/v1/users/ann/roles', 'okta.roles.read'],
    ['GET', '/api/v1/groups', 'okta.groups.read'],
    ['GET', '/api/v1/apps', 'okta.apps.read'],
    ['GET', '/api/v1/zones', 'okta.networkZones.read'],
    ['GET', '/api/v1/idps', 'okta.idps.read'],
    ['GET', '/api/v1/logs', 'okta.logs.read'],
    ['GET', '/api/v1/meta/schemas/user/default', 'okta.schemas.read'],
  ])('%s %s is %s: with it, without it', async (method, path, scope) => {
    const another = scope === 'okta.users.read' ? 'okta.groups.read' : 'okta.users.read'
    await robot.register({ scopes: [scope, another] })
    const refused = await robot.call(method, path, await robot.token(another))
    expect([refused.status, refused.body.errorCode]).toEqual([403, 'E0000006'])
    expect(refused.headers['www-authenticate']).toBe(
      `Bearer authorization_uri="${small.okta.url}/oauth2/v1/authorize", realm="${small.okta.url}", scope="${scope}", error="insufficient_scope", error_description="${missing}", resource="${path}"`,
    )
    const { status } = await robot.call(method, path, await robot.token(scope))
    expect(status).toBeLessThan(300)
  })

  it('to read is within the one to manage, of the same family', async () => {
    await robot.register({ scopes: ['okta.users.manage'] })
    const token = await robot.token('okta.users.manage')
    expect((await robot.call('GET', '/api/v1/users', token)).status).toBe(200)
    expect((await robot.call('GET', '/api/v1/groups', token)).status).toBe(403)
  })

  it('is not asked of a path that does not exist', async () => {
    const { status, body } = await robot.call('GET', '/api/v1/nothing', await robot.token())
    expect([status, body.errorCode]).toEqual([404, 'E0000008'])
  })
})

describe('an app without an admin role', () => {
  it('sees an empty list of users, and nothing else', async () => {
    await robot.register({ adminRoles: [], scopes: ['okta.users.manage', 'okta.groups.read'] })
    const token = await robot.token('okta.users.manage okta.groups.read')
    const list = await robot.call('GET', '/api/v1/users?limit=5', token)
    expect([list.status, list.body]).toEqual([200, []])
    expect(list.headers.link).toMatch(/rel="self"$/)
    const others = ['/api/v1/users/ann', '/api/v1/groups', '/api/v1/users/ann/factors']
    for (const path of others) {
      const { status, body, headers } = await robot.call('GET', path, token)
      expect([status, body.errorCode, headers['www-authenticate']]).toEqual([403, 'E0000006', undefined])
    }
    expect((await robot.call('POST', '/api/v1/users', token)).status).toBe(403)
  })

  it('may act as soon as it has one, with the token it has', async () => {
    await robot.register({ adminRoles: [] })
    const token = await robot.token()
    await robot.register({ adminRoles: ['READ_ONLY_ADMIN'] })
    expect((await robot.call('GET', '/api/v1/users/ann', token)).status).toBe(200)
  })
})

describe('a token is refused', () => {
  const refused = async (token: string, scheme = 'Bearer') => {
    const reply = await robot.org.get('/api/v1/users', { Authorization: `${scheme} ${token}` })
    expect([reply.status, reply.body.errorCode]).toEqual([401, 'E0000011'])
    expect(reply.headers['www-authenticate']).toMatch(
      new RegExp(`^${scheme} .*error="invalid_token", error_description="The access token is invalid\\."`),
    )
  }

  it('when it is expired', async () => {
    await robot.org.post('/_test/choices', { accessTokenLifetime: 0 })
    const { body } = await robot.ask()
    expect(body.expires_in).toBe(0)
    await refused(String(body.access_token))
  })

  it.each(['x', 'a.b.c', '00embedded-okta-token'])('when it is %s', token => refused(token))

  it('when another org issued it', async () => {
    const { privateKey } = await generateKeyPair('RS256')
    const forged = new SignJWT({ cid: robot.clientId, scp: ['okta.users.read'] })
      .setProtectedHeader({ alg: 'RS256', typ: 'application/okta-internal-at+jwt' })
      .setExpirationTime(now() + 60)
    await refused(await forged.sign(privateKey))
  })

  it('when a byte of it was changed', async () => {
    const [header, payload = '', signature] = (await robot.token()).split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const more = Buffer.from(JSON.stringify({ ...claims, scp: ['okta.users.manage'] })).toString('base64url')
    await refused(`${header}.${more}.${signature}`)
  })

  it('when its app is gone', async () => {
    const token = await robot.token()
    await robot.org.delete('/_test/service-apps')
    await refused(token)
  })

  it('from the fault on that revokes it; a new one works', async () => {
    const token = await robot.token()
    await robot.org.post('/_test/faults', [{ match: { path: '/api/' }, answer: { kind: 'revoked-token' } }])
    await refused(token)
    await refused(token)
    expect((await robot.call('GET', '/api/v1/users', await robot.token())).status).toBe(200)
  })

  it('also when the fault meets an API token, but then only once', async () => {
    await robot.org.post('/_test/faults', [{ match: { path: '/api/' }, answer: { kind: 'revoked-token' } }])
    const [first, second] = [await robot.org.get('/api/v1/users'), await robot.org.get('/api/v1/users')]
    expect([first.status, first.body.errorCode, second.status]).toEqual([401, 'E0000011', 200])
  })

  it('in the scheme DPoP in the words of that scheme', () => refused('x', 'DPoP'))
})

describe('behind a service app', () => {
  it.each(['/api/v1/users/me', '/api/v1/users/me/groups'])('stands nobody: %s is 404', async path => {
    const { status, body } = await robot.call('GET', path, await robot.token())
    expect([status, body.errorCode, body.errorSummary]).toEqual([
      404,
      'E0000007',
      'Not found: Resource not found: me (User)',
    ])
  })

  it('is the app the actor of events, and its transaction has no API token', async () => {
    await robot.register({ scopes: ['okta.users.manage'] })
    const token = await robot.token('okta.users.manage')
    const read = eventReader(robot.org)
    await read()
    await robot.call('POST', '/api/v1/users/ann/lifecycle/suspend', token)
    await robot.org.post('/api/v1/users/ann/lifecycle/unsuspend')
    expect(await read()).toMatchObject([
      {
        actor: { id: '0oaRobot', type: 'PublicClientApp', alternateId: '0oaRobot', displayName: 'Robot' },
        client: { id: '0oaRobot' },
        transaction: { detail: {} },
      },
      {
        actor: { type: 'User', alternateId: 'owner@org.example' },
        client: { id: null },
        transaction: { detail: { requestApiTokenId: expect.stringMatching(/^00T/) } },
      },
    ])
  })

  it('can the log be asked for what the app did', async () => {
    await robot.token()
    await robot.token()
    const filter = encodeURIComponent('actor.type eq "PublicClientApp" and client.id eq "0oaRobot"')
    const { list } = await robot.org.get(`/api/v1/logs?filter=${filter}&limit=2`)
    expect(list.map(({ actor }) => actor?.id)).toEqual(['0oaRobot', '0oaRobot'])
  })

  it('does the list of requests say that the call was authorized', async () => {
    const token = await robot.token()
    await robot.org.delete('/_test/requests')
    await robot.call('GET', '/api/v1/users', token)
    await robot.call('GET', '/api/v1/users', 'x')
    const { list, text } = await robot.org.get('/_test/requests')
    expect(list.map(({ authorized, status }) => [authorized, status])).toEqual([
      [true, 200],
      [false, 401],
    ])
    expect(text).not.toContain(token)
  })
})
