import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { eventReader } from '../things.ts'
import { assertionType, now, type Pair, pair, service } from './service.ts'

let okta: RunningOkta
let key: Pair
let other: Pair
let robot: ReturnType<typeof service>
beforeAll(async () => {
  okta = await startOkta({ people: 2 })
  key = await pair()
  other = await pair('ES256', 'two')
  robot = service(okta, key)
})
afterAll(() => okta.close())
beforeEach(async () => {
  await robot.register()
})

const hour = 3600

describe('a granted token', () => {
  test.each(['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'])(
    'is given for an assertion by %s',
    async alg => {
      const mine = service(okta, await pair(alg), `0oa${alg}`)
      await mine.register()
      const { status, body } = await mine.ask()
      expect([status, body.error_description, body.token_type]).toEqual([200, undefined, 'Bearer'])
    },
  )

  it('answers in the form of Okta', async () => {
    const { body, headers } = await robot.ask()
    expect(body).toEqual({
      token_type: 'Bearer',
      expires_in: hour,
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      scope: 'okta.users.read',
    })
    expect(headers['cache-control']).toBe('no-cache, no-store')
    expect(headers['x-okta-request-id']).toMatch(/^\w{27}$/)
    expect(headers).not.toHaveProperty('dpop-nonce')
  })

  it('is a JWT that says who may do what, for an hour', async () => {
    const token = await robot.token()
    expect(decodeProtectedHeader(token)).toMatchObject({
      typ: 'application/okta-internal-at+jwt',
      alg: 'RS256',
      kid: expect.any(String),
    })
    const claims = decodeJwt(token)
    expect(claims).toEqual({
      ver: 1,
      jti: expect.stringMatching(/^AT\.\w{43}$/),
      iss: okta.url,
      aud: okta.url,
      sub: '0oaRobot',
      cid: '0oaRobot',
      iat: expect.any(Number),
      exp: Number(claims.iat) + hour,
      scp: ['okta.users.read'],
    })
  })

  it('lacks the scopes that the app has not', async () => {
    const { body } = await robot.ask({ scope: 'okta.groups.read okta.users.read  okta.users.read' })
    expect(body.scope).toBe('okta.users.read')
  })

  it('writes an event whose actor is the app', async () => {
    const read = eventReader(robot.org)
    await read()
    await robot.ask({ scope: 'okta.users.read okta.logs.read' })
    expect(await read()).toMatchObject([
      {
        eventType: 'app.oauth2.token.grant.access_token',
        actor: { id: '0oaRobot', type: 'PublicClientApp', displayName: 'Robot' },
        client: { id: '0oaRobot' },
        outcome: { result: 'SUCCESS' },
        target: [{ type: 'PublicClientApp' }, { type: 'access_token', id: expect.stringMatching(/^AT\./) }],
        debugContext: {
          debugData: {
            grantType: 'client_credentials',
            requestedScopes: 'okta.users.read okta.logs.read',
            grantedScopes: 'okta.users.read',
          },
        },
        transaction: { detail: {} },
      },
    ])
  })
})

describe('a request is refused', () => {
  test.each<[string, Record<string, string | undefined>, number, string, RegExp]>([
    ['without a grant type', { grant_type: undefined }, 400, 'invalid_request', /'grant_type'/],
    [
      'with a grant type that nobody knows',
      { grant_type: 'magic' },
      400,
      'unsupported_grant_type',
      /'magic'/,
    ],
    [
      'with a grant of people',
      { grant_type: 'authorization_code' },
      400,
      'unauthorized_client',
      /may not use/,
    ],
    [
      'without a type of assertion',
      { client_assertion_type: undefined },
      400,
      'invalid_request',
      /client_assertion_type/,
    ],
    [
      'with another type of assertion',
      { client_assertion_type: 'jwt' },
      400,
      'invalid_request',
      /must be 'urn:ietf/,
    ],
    ['without a scope', { scope: undefined }, 400, 'invalid_scope', /must contain a 'scope'/],
    ['with an empty scope', { scope: ' ' }, 400, 'invalid_scope', /must contain a 'scope'/],
    [
      'with a misspelt scope',
      { scope: 'okta.users.read okta.user.read' },
      400,
      'invalid_scope',
      /not configured/,
    ],
    [
      'for scopes it has none of',
      { scope: 'okta.groups.read' },
      400,
      'consent_required',
      /^You are not allowed any of the requested scopes\.$/,
    ],
    ['without an assertion', { client_assertion: undefined }, 401, 'invalid_client', /must be provided/],
    [
      'with an assertion that is no JWT',
      { client_assertion: 'a.b.c' },
      401,
      'invalid_client',
      /not a valid JWT/,
    ],
    ['with an empty assertion', { client_assertion: '' }, 401, 'invalid_client', /must be provided/],
  ])('%s', async (_, form, status, error, description) => {
    const reply = await robot.ask(form)
    expect([reply.status, reply.body.error]).toEqual([status, error])
    expect(reply.body.error_description).toMatch(description)
    expect(reply.body).not.toHaveProperty('errorCode')
  })

  const privateKeyOnly =
    'Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.'
  const basic = (id: string) => ({ Authorization: `Basic ${Buffer.from(`${id}:secret`).toString('base64')}` })
  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['in the form', { client_id: '0oaRobot', client_secret: 'x' }, {}, privateKeyOnly],
    ['in the header', {}, basic('0oaRobot'), privateKeyOnly],
    ['of somebody unknown', {}, basic('0oaNobody'), "Invalid value for 'client_id' parameter."],
  ])('with a client secret %s', async (_, form, headers, description) => {
    const reply = await robot.post(
      { grant_type: 'client_credentials', scope: 'okta.users.read', ...form },
      headers,
    )
    expect([reply.status, reply.body.error, reply.body.error_description]).toEqual([
      401,
      'invalid_client',
      description,
    ])
  })

  it('as JSON, or by GET', async () => {
    const json = await robot.org.post('/oauth2/v1/token', { grant_type: 'client_credentials' })
    expect([json.status, json.body.error]).toEqual([400, 'invalid_request'])
    expect((await robot.org.get('/oauth2/v1/token')).status).toBe(405)
  })
})

describe('an assertion is refused', () => {
  type Changes = { claims?: Record<string, unknown>; header?: Record<string, unknown> }
  test.each<[string, () => Changes, RegExp]>([
    ['of another issuer', () => ({ claims: { iss: '0oaNobody' } }), /Invalid value for 'client_id'/],
    ['without an issuer', () => ({ claims: { iss: undefined } }), /Invalid value for 'client_id'/],
    ['of another subject', () => ({ claims: { sub: '0oaNobody' } }), /subject/],
    ['for another audience', () => ({ claims: { aud: okta.url } }), /must be the endpoint invoked/],
    ['without an end', () => ({ claims: { exp: undefined } }), /must contain an expiration/],
    ['that is expired', () => ({ claims: { exp: now() - 1 } }), /is expired/],
    [
      'that lasts more than an hour',
      () => ({ claims: { exp: now() + hour + 60 } }),
      /too far into the future/,
    ],
    ['that is of the future', () => ({ claims: { iat: now() + 60 } }), /in the future/],
    ['with an unknown kid', () => ({ header: { kid: 'three' } }), /no public key with the kid 'three'/],
  ])('%s', async (_, changes, description) => {
    const { status, body } = await robot.ask({ client_assertion: await robot.assertion(changes()) })
    expect([status, body.error]).toEqual([401, 'invalid_client'])
    expect(body.error_description).toMatch(description)
  })

  it('when another key signed it', async () => {
    const forged = await robot.assertion({ key: other, header: { kid: key.kid } })
    const { status, body } = await robot.ask({ client_assertion: forged })
    expect([status, body.error_description]).toEqual([401, 'The client_assertion signature is invalid.'])
  })

  test.each(['HS256', 'none', 'PS256'])('that claims the algorithm %s', async alg => {
    const [, payload = '', signature = ''] = (await robot.assertion()).split('.')
    const header = Buffer.from(JSON.stringify({ alg, kid: key.kid })).toString('base64url')
    const { status, body } = await robot.ask({ client_assertion: `${header}.${payload}.${signature}` })
    expect([status, body.error]).toEqual([401, 'invalid_client'])
    expect(body.error_description).toContain(`'${alg}'`)
  })

  it('the second time', async () => {
    const assertion = await robot.assertion()
    const [first, second] = [
      await robot.ask({ client_assertion: assertion }),
      await robot.ask({ client_assertion: assertion }),
    ]
    expect([first.status, second.status, second.body.error]).toEqual([200, 401, 'invalid_client'])
    expect(second.body.error_description).toMatch(/already been used/)
  })

  it('but not when it has no jti', async () => {
    const assertion = await robot.assertion({ claims: { jti: undefined } })
    const statuses = [
      (await robot.ask({ client_assertion: assertion })).status,
      (await robot.ask({ client_assertion: assertion })).status,
    ]
    expect(statuses).toEqual([200, 200])
  })

  it('when the app has no keys, and without a kid when it has several', async () => {
    await robot.register({ jwks: { keys: [] } })
    expect((await robot.ask()).body.error_description).toMatch(/does not have any public keys/)
    await robot.register({ jwks: { keys: [key.jwk, other.jwk] } })
    const anonymous = await robot.assertion({ header: { kid: undefined } })
    expect((await robot.ask({ client_assertion: anonymous })).body.error_description).toMatch(/\(none\)/)
    expect((await robot.ask({ client_assertion: await robot.assertion({ key: other }) })).status).toBe(200)
  })

  it('takes one without a kid while there is one key', async () => {
    const anonymous = await robot.assertion({ header: { kid: undefined } })
    expect((await robot.ask({ client_assertion: anonymous })).status).toBe(200)
  })
})

describe('around the endpoint', () => {
  it('a refusal of a known app is logged with its reason, that of a stranger is not', async () => {
    const read = eventReader(robot.org)
    await read()
    await robot.ask({ scope: 'okta.groups.read' })
    await robot.ask({ client_assertion: 'x' })
    expect(await read()).toMatchObject([
      {
        eventType: 'app.oauth2.token.grant.access_token',
        outcome: { result: 'FAILURE', reason: 'consent_required' },
        target: [{ id: '0oaRobot' }],
      },
    ])
  })

  it('has a bucket of its own, whose 429 has the envelope of Okta', async () => {
    await robot.org.post('/_test/choices', { rateLimits: { token: 0 } })
    const refused = await robot.ask()
    const api = await robot.org.get('/api/v1/users/me')
    await robot.org.delete('/_test/choices')
    expect([refused.status, refused.body.errorCode, api.status]).toEqual([429, 'E0000047', 200])
    expect(refused.headers['x-rate-limit-remaining']).toBe('0')
  })

  it('is listed with the requests, without assertion or token', async () => {
    await robot.org.delete('/_test/requests')
    const { body } = await robot.ask()
    await robot.ask({ client_assertion_type: undefined })
    const { list, text } = await robot.org.get('/_test/requests')
    expect(list).toMatchObject([
      { method: 'POST', path: '/oauth2/v1/token', status: 200, authorized: true },
      { method: 'POST', path: '/oauth2/v1/token', status: 400, authorized: false },
    ])
    expect(text).not.toContain(String(body.access_token))
    expect(text).not.toContain(assertionType)
  })
})
