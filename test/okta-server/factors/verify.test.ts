import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { startOkta } from '../../../okta-server/server.ts'
import { client } from '../client.ts'
import { eventReader, type SmallOrg, smallOrg } from '../things.ts'

let small: SmallOrg
beforeEach(async () => {
  small = await smallOrg()
})
afterEach(() => small.close())

const factors = '/api/v1/users/ann/factors'
const phone = { phoneNumber: '+13035550139' }
const active = async (factorType: string, profile: object = {}) => {
  const { body } = await small.org.post(`${factors}?activate=true`, { factorType, provider: 'OKTA', profile })
  return `${factors}/${body.id}`
}
const verify = (path: string, body?: object) => small.org.post(`${path}/verify`, body)
const push = (path: string, body?: object, query = '') =>
  small.org.send('POST', `${path}/verify${query}`, {
    ...(body && { body }),
    headers: { 'User-Agent': 'tests/1.0' },
  })

describe('a code that is sent', () => {
  test.each<[string, object, number, string, string]>([
    ['sms', phone, 30, 'E0000109', 'system.sms.send_factor_verify_message'],
    ['call', phone, 30, 'E0000133', 'system.voice.send_mfa_challenge_call'],
    ['email', {}, 5, 'E0000118', 'system.email.send_factor_verify_message'],
  ])('by %s', async (type, profile, seconds, tooSoon, event) => {
    const path = await active(type, profile)
    const read = eventReader(small.org)
    await read()
    const first = await verify(path)
    expect([first.status, first.body.factorResult]).toEqual([200, 'CHALLENGE'])
    expect(Object.keys(first.body._links ?? {})).toEqual(['verify', 'factor'])
    expect((await read()).map(({ eventType }) => eventType)).toEqual([event])
    const second = await verify(path)
    expect([second.status, second.body.errorCode]).toEqual([429, tooSoon])
    await small.org.post('/_test/clock', { add: `${seconds}s` })
    expect((await verify(path)).status).toBe(200)
    expect((await verify(path, { passCode: '123456' })).body).toEqual({ factorResult: 'SUCCESS' })
  })
})

describe('a code', () => {
  it('that is wrong is 403 E0000068, and a failure in the log', async () => {
    const path = await active('sms', phone)
    const read = eventReader(small.org)
    await read()
    const { status, body } = await verify(path, { passCode: '654321' })
    expect([status, body.errorCode, body.errorCauses]).toEqual([
      403,
      'E0000068',
      [{ errorSummary: "Your passcode doesn't match our records. Please try again." }],
    ])
    expect(await read()).toMatchObject([
      { eventType: 'user.authentication.auth_via_mfa', outcome: { result: 'FAILURE' } },
    ])
  })

  it('of an authenticator works once in 30 seconds', async () => {
    const path = await active('token:software:totp')
    expect((await verify(path)).body.errorCode).toBe('E0000068')
    expect((await verify(path, { passCode: '123456' })).status).toBe(200)
    const again = await verify(path, { passCode: '123456' })
    expect([again.status, again.body.errorCode]).toEqual([403, 'E0000082'])
    await small.org.post('/_test/clock', { add: '30s' })
    expect((await verify(path, { passCode: '123456' })).status).toBe(200)
  })
})

describe('a question', () => {
  it('is answered without minding the case', async () => {
    const path = await active('question', { question: 'favorite_toy', answer: 'Whiskers' })
    expect((await verify(path, { answer: 'whiskers' })).body).toEqual({ factorResult: 'SUCCESS' })
    for (const body of [{ answer: 'felix' }, {}]) {
      const reply = await verify(path, body)
      expect([reply.status, reply.body.errorCode]).toEqual([403, 'E0000068'])
    }
  })
})

describe('what cannot be verified', () => {
  it('is a pending factor, or one that is not there', async () => {
    const { body } = await small.org.post(factors, { factorType: 'sms', provider: 'OKTA', profile: phone })
    expect((await verify(`${factors}/${body.id}`)).body.errorCode).toBe('E0000001')
    expect((await verify(`${factors}/none`)).status).toBe(404)
  })

  it('is a factor that needs a browser', async () => {
    const okta = await startOkta()
    const org = client(okta)
    const { list } = await org.get('/api/v1/users/paloma.kapoor/factors')
    const { status, body } = await org.post(`/api/v1/users/paloma.kapoor/factors/${list[0]?.id}/verify`)
    await okta.close()
    expect([list[0]?.factorType, status, body.errorCode]).toEqual(['webauthn', 501, 'E0000060'])
  })
})

describe('a push', () => {
  const start = async (body?: object) => {
    const path = await active('push')
    const reply = await push(path, body)
    const poll = String(reply.body._links?.poll?.href)
    return { reply, poll, path }
  }
  const choose = (choices: object) => small.org.post('/_test/choices', choices)

  it('is 201 WAITING, and succeeds with a later poll', async () => {
    const { reply, poll } = await start()
    expect([reply.status, reply.body.factorResult]).toEqual([201, 'WAITING'])
    expect(reply.body._links).toMatchObject({
      poll: { hints: { allow: ['GET'] } },
      cancel: { href: poll, hints: { allow: ['DELETE'] } },
    })
    expect(reply.body._embedded).toBeUndefined()
    const [first, second, third] = [
      await small.org.get(poll),
      await small.org.get(poll),
      await small.org.get(poll),
    ]
    expect(first.body).toMatchObject({
      factorResult: 'WAITING',
      profile: { credentialId: 'ann@org.example' },
    })
    expect([second.body, third.body]).toEqual([{ factorResult: 'SUCCESS' }, { factorResult: 'SUCCESS' }])
    const kinds = (await eventReader(small.org)()).map(({ eventType }) => eventType)
    expect(kinds.slice(-2)).toEqual([
      'system.push.send_factor_verify_push',
      'user.authentication.auth_via_mfa',
    ])
  })

  test.each(['REJECTED', 'TIMEOUT'])('may end %s, which stays readable', async pushAnswer => {
    await choose({ pushAnswer, pushPolls: 0 })
    const { poll } = await start()
    const { body } = await small.org.get(poll)
    expect(body.factorResult).toBe(pushAnswer)
    expect(Object.keys(body._links ?? {})).toEqual(['verify', 'factor'])
    await choose({ pushAnswer: 'SUCCESS' })
    expect((await small.org.get(poll)).body).toEqual(body)
    expect((await eventReader(small.org)()).at(-1)?.outcome).toEqual({
      result: 'FAILURE',
      reason: pushAnswer,
    })
  })

  it('that nobody answers times out', async () => {
    await choose({ pushAnswer: 'WAITING' })
    const { reply, poll } = await start()
    expect(
      Date.parse(String(reply.body.expiresAt)) - Date.parse('2026-05-01T10:00:00Z'),
    ).toBeGreaterThanOrEqual(300_000)
    for (let times = 0; times < 5; times += 1)
      expect((await small.org.get(poll)).body.factorResult).toBe('WAITING')
    await small.org.post('/_test/clock', { add: '301s' })
    expect((await small.org.get(poll)).body.factorResult).toBe('TIMEOUT')
  })

  it('is cancelled by DELETE on its poll link', async () => {
    const { poll } = await start()
    expect((await small.org.delete(poll)).status).toBe(204)
    expect((await small.org.get(poll)).body.factorResult).toBe('CANCELLED')
    expect((await small.org.delete(poll)).status).toBe(204)
  })

  it('with number matching tells the right number while it waits', async () => {
    const { reply, poll } = await start({ useNumberMatchingChallenge: true })
    const answer = reply.body._embedded?.challenge?.correctAnswer
    expect(answer).toBeTypeOf('number')
    expect((await small.org.get(poll)).body._embedded?.challenge?.correctAnswer).toBe(answer)
    expect((await small.org.get(poll)).body).toEqual({ factorResult: 'SUCCESS' })
  })

  it('needs a User-Agent, a sensible lifetime, and its own factor to poll', async () => {
    const { poll, path } = await start()
    expect((await verify(path)).body.errorCode).toBe('E0000001')
    for (const seconds of ['0', '86401', 'x']) {
      const { body } = await push(path, undefined, `?tokenLifetimeSeconds=${seconds}`)
      expect(body.errorSummary).toBe('Api validation failed: tokenLifetimeSeconds')
    }
    const other = await active('email')
    const transaction = poll.split('/').at(-1)
    expect((await small.org.get(`${other}/transactions/${transaction}`)).status).toBe(404)
    expect((await small.org.get(`${path}/transactions/none`)).status).toBe(404)
  })
})
