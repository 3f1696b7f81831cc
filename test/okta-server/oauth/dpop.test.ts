import { calculateJwkThumbprint, decodeJwt, exportJWK } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { eventReader } from '../things.ts'
import { hash, now, type Pair, pair, service } from './service.ts'

let okta: RunningOkta
let key: Pair
let other: Pair
let robot: ReturnType<typeof service>
beforeAll(async () => {
  okta = await startOkta({ people: 2 })
  key = await pair()
  other = await pair('RS256', 'two')
  robot = service(okta, key)
})
afterAll(() => okta.close())
beforeEach(async () => {
  await robot.register({ dpop: true })
})

const users = '/api/v1/users'

describe('the way to a bound token', () => {
  it('begins with a challenge that hands out the nonce', async () => {
    const { status, body, headers } = await robot.ask({}, { DPoP: await robot.proof() })
    expect([status, body]).toEqual([
      400,
      {
        error: 'use_dpop_nonce',
        error_description: 'Authorization server requires nonce in DPoP proof.',
      },
    ])
    expect(headers['dpop-nonce']).toMatch(/^\w{32}$/)
  })

  it('ends with a token for the key of the proof', async () => {
    const nonce = await robot.nonce()
    const { status, body, headers } = await robot.ask({}, { DPoP: await robot.proof({ claims: { nonce } }) })
    expect([status, body.token_type, headers['dpop-nonce']]).toEqual([200, 'DPoP', nonce])
    const { cnf } = decodeJwt(String(body.access_token))
    expect(cnf).toEqual({ jkt: await calculateJwkThumbprint(key.jwk) })
  })

  it('may be gone with another key than that of the client, of any kind', async () => {
    const DPoP = await robot.proof({ key: other, claims: { nonce: await robot.nonce() } })
    const { body } = await robot.ask({}, { DPoP })
    expect(decodeJwt(String(body.access_token)).cnf).toEqual({ jkt: await calculateJwkThumbprint(other.jwk) })
  })

  it('is closed without a proof', async () => {
    const { status, body } = await robot.ask()
    expect([status, body]).toEqual([
      400,
      { error: 'invalid_dpop_proof', error_description: 'The DPoP proof JWT header is missing.' },
    ])
  })

  it('may also be gone by an app that need not', async () => {
    await robot.register({ dpop: false })
    const DPoP = await robot.proof({ claims: { nonce: await robot.nonce() } })
    expect((await robot.ask({}, { DPoP })).body.token_type).toBe('DPoP')
    expect((await robot.ask()).body.token_type).toBe('Bearer')
  })

  it('needs a new assertion behind the challenge when the first had a jti', async () => {
    const client_assertion = await robot.assertion()
    const challenge = await robot.ask({ client_assertion }, { DPoP: await robot.proof() })
    const nonce = challenge.headers['dpop-nonce']
    const again = await robot.ask({ client_assertion }, { DPoP: await robot.proof({ claims: { nonce } }) })
    expect([again.status, again.body.error]).toEqual([401, 'invalid_client'])
  })

  it('logs a wrong proof, but not the challenge', async () => {
    const read = eventReader(robot.org)
    await read()
    await robot.nonce()
    await robot.ask({}, { DPoP: 'x' })
    expect(await read()).toMatchObject([{ outcome: { result: 'FAILURE', reason: 'invalid_dpop_proof' } }])
  })
})

describe('nonces', () => {
  const statusWith = async (nonce: string) =>
    (await robot.ask({}, { DPoP: await robot.proof({ claims: { nonce } }) })).status

  it('stay good when the next one is handed out, as in the days after', async () => {
    const old = await robot.nonce()
    const { body } = await robot.org.post('/_test/dpop-nonce', { keep: true })
    expect(body.nonce).not.toBe(old)
    expect([await statusWith(old), await statusWith(String(body.nonce))]).toEqual([200, 200])
    expect(await robot.nonce()).toBe(body.nonce)
  })

  it('can be made to end at once; the challenge then hands out the new one', async () => {
    const old = await robot.nonce()
    await robot.org.post('/_test/dpop-nonce', {})
    const refused = await robot.ask({}, { DPoP: await robot.proof({ claims: { nonce: old } }) })
    expect([refused.status, refused.body.error]).toEqual([400, 'use_dpop_nonce'])
    expect(await statusWith(String(refused.headers['dpop-nonce']))).toBe(200)
    expect((await robot.org.get('/_test/dpop-nonce')).body.nonce).toBe(refused.headers['dpop-nonce'])
  })

  it('can be made to end in the midst of things by a fault', async () => {
    const old = await robot.nonce()
    await robot.org.post('/_test/faults', [
      { match: { path: '/oauth2/' }, answer: { kind: 'expired-nonce' } },
    ])
    expect(await statusWith(old)).toBe(400)
    expect(await statusWith(await robot.nonce())).toBe(200)
  })

  it.each([[{ keep: 'yes' }], [{ keep: 1 }]])('refuse the switch %o', async body => {
    expect((await robot.org.post('/_test/dpop-nonce', body)).status).toBe(400)
  })
})

type Changes = Parameters<typeof robot.proof>[0]

/** What is wrong with a proof wherever it is used. */
const wrong: [string, () => Changes | Promise<Changes>, RegExp][] = [
  ['of another type', () => ({ header: { typ: 'JWT' } }), /typ, alg, jwk or signature/],
  ['without a key', () => ({ header: { jwk: undefined } }), /typ, alg, jwk or signature/],
  [
    'with the private key',
    async () => ({ header: { jwk: await exportJWK(key.privateKey) } }),
    /typ, alg, jwk/,
  ],
  ['signed by another key', () => ({ header: { jwk: other.jwk } }), /typ, alg, jwk or signature/],
  [
    'for another method',
    () => ({ claims: { htm: 'PUT' } }),
    /^'htm' claim in the DPoP proof JWT is invalid\.$/,
  ],
  ['for another path', () => ({ claims: { htu: `${okta.url}/api/v1/groups` } }), /'htu'/],
  ['for a URL with a query', () => ({ claims: { htu: `${okta.url}${users}?limit=1` } }), /'htu'/],
  ['without a time', () => ({ claims: { iat: undefined } }), /'iat'/],
  ['of the future', () => ({ claims: { iat: now() + 60 } }), /'iat'/],
  ['of six minutes ago', () => ({ claims: { iat: now() - 360 } }), /older than five minutes/],
  ['without an id', () => ({ claims: { jti: undefined } }), /'jti'/],
]

describe('a proof is refused by the token endpoint', () => {
  test.each(wrong)('%s', async (_, changes, description) => {
    const { status, body } = await robot.ask({}, { DPoP: await robot.proof(await changes()) })
    expect([status, body.error]).toEqual([400, 'invalid_dpop_proof'])
    expect(body.error_description).toMatch(description)
  })

  it('the second time', async () => {
    const DPoP = await robot.proof({ claims: { nonce: await robot.nonce() } })
    const [first, second] = [await robot.ask({}, { DPoP }), await robot.ask({}, { DPoP })]
    expect([first.status, second.status, second.body.error]).toEqual([200, 400, 'invalid_dpop_proof'])
  })
})

describe('an API call with a bound token', () => {
  let token: string
  beforeAll(async () => {
    await robot.register({ dpop: true })
    token = await robot.boundToken()
  })
  const dpop = async (path: string, proof: Changes, method = 'GET') =>
    robot.org.send(method, path, {
      headers: {
        Authorization: `DPoP ${token}`,
        DPoP: await robot.proof({ method, path: path.replace(/\?.*/, ''), token, ...proof }),
      },
    })

  it.each([users, `${users}?limit=1&search=id+pr`, `${users}/rosalind.achterberg%40northwind.example`])(
    'is let through with a proof, without a nonce: %s',
    async path => {
      expect((await dpop(path, {})).status).toBe(200)
    },
  )

  test.each<(typeof wrong)[number]>([
    ...wrong,
    ['without a hash of the token', () => ({ claims: { ath: undefined } }), /'ath'/],
    ['with the hash of another token', () => ({ claims: { ath: hash('another') } }), /'ath'/],
    ['of another key', () => ({ key: other }), /bound to another key/],
  ])('is refused when the proof is %s', async (_, changes, description) => {
    const reply = await dpop(users, await changes())
    const header = String(reply.headers['www-authenticate'])
    expect([reply.status, reply.text]).toEqual([400, ''])
    expect(header).toMatch(
      /^DPoP algs="RS256 RS384 RS512 ES256 ES384 ES512", authorization_uri="http:.*", realm="http:.*", scope="okta\.users\.read", error="invalid_dpop_proof", error_description=".*", resource="\/api\/v1\/users"$/,
    )
    expect(/error_description="(.*?)"/.exec(header)?.[1]).toMatch(description)
  })

  it('is refused the second time with the same proof', async () => {
    const headers = {
      Authorization: `DPoP ${token}`,
      DPoP: await robot.proof({ method: 'GET', path: users, token }),
    }
    const [first, second] = [await robot.org.get(users, headers), await robot.org.get(users, headers)]
    expect([first.status, second.status]).toEqual([200, 400])
    expect(second.headers['www-authenticate']).toMatch(/error="invalid_dpop_proof".*already been used/)
  })

  it('is refused without a proof', async () => {
    const { status, headers } = await robot.org.get(users, { Authorization: `DPoP ${token}` })
    expect([status, headers['www-authenticate']]).toEqual([
      400,
      expect.stringMatching(/error="invalid_request".*header is missing/),
    ])
  })

  it('is refused under the scheme Bearer, also with a proof', async () => {
    const DPoP = await robot.proof({ method: 'GET', path: users, token })
    const { status, headers } = await robot.call('GET', users, token, { DPoP })
    expect([status, headers['www-authenticate']]).toEqual([
      400,
      expect.stringMatching(/error="invalid_request".*DPoP scheme/),
    ])
  })

  it('is refused when the token is bound to no key: 401', async () => {
    await robot.register({ dpop: false })
    const free = await robot.token()
    const headers = {
      Authorization: `DPoP ${free}`,
      DPoP: await robot.proof({ method: 'GET', path: users, token: free }),
    }
    const reply = await robot.org.get(users, headers)
    expect([reply.status, reply.body.errorCode]).toEqual([401, 'E0000011'])
    expect(reply.headers['www-authenticate']).toMatch(/^DPoP .*error="invalid_token"/)
  })
})
