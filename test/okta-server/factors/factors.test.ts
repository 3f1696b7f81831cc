import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { startOkta } from '../../../okta-server/server.ts'
import { client } from '../client.ts'
import { eventReader, type SmallOrg, smallOrg } from '../things.ts'

let small: SmallOrg
beforeEach(async () => {
  small = await smallOrg()
})
afterEach(() => small.close())

const factors = (user = 'ann') => `/api/v1/users/${user}/factors`
const enrol = async (body: object, query = '') => {
  const reply = await small.org.post(`${factors()}${query}`, { provider: 'OKTA', ...body })
  return { ...reply, path: `${factors()}/${reply.body.id}` }
}
const sms = { factorType: 'sms', profile: { phoneNumber: '+1 303 555 0139' } }
const question = { factorType: 'question', profile: { question: 'favorite_toy', answer: 'Whiskers' } }
const types = async () => (await small.org.get(factors())).list.map(({ factorType }) => factorType)

describe('enrolling a factor', () => {
  it('leaves it pending, with links to activate and to send again, until a code is given', async () => {
    const { status, body, path } = await enrol(sms)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      factorType: 'sms',
      provider: 'OKTA',
      vendorName: 'OKTA',
      status: 'PENDING_ACTIVATION',
      // Written with blanks, kept in the E.164 form.
      profile: { phoneNumber: '+13035550139' },
      _links: {
        activate: {
          href: `${small.okta.url}${path.replace('ann', small.ids.user('ann'))}/lifecycle/activate`,
        },
      },
    })
    expect(body._links?.resend).toHaveLength(1)
    expect(body._links).not.toHaveProperty('verify')
    const wrong = await small.org.post(`${path}/lifecycle/activate`, { passCode: '000000' })
    expect([wrong.status, wrong.body.errorCode]).toEqual([403, 'E0000068'])
    const right = await small.org.post(`${path}/lifecycle/activate`, { passCode: '123456' })
    expect([right.status, right.body.status]).toEqual([200, 'ACTIVE'])
    expect(Object.keys(right.body._links ?? {})).toEqual(['verify', 'self', 'user'])
    expect((await small.org.get(path)).body).toEqual(right.body)
  })

  test.each<[string, object, string, RegExp, object]>([
    ['push', {}, 'PENDING_ACTIVATION', /^opf/, { credentialId: 'ann@org.example' }],
    ['token:software:totp', {}, 'PENDING_ACTIVATION', /^ost/, { credentialId: 'ann@org.example' }],
    ['email', {}, 'PENDING_ACTIVATION', /^emf/, { email: 'ann@org.example' }],
    [
      'call',
      { phoneNumber: '+442071234567' },
      'PENDING_ACTIVATION',
      /^clf/,
      { phoneNumber: '+442071234567' },
    ],
    [
      'question',
      question.profile,
      'ACTIVE',
      /^ufs/,
      { question: 'favorite_toy', questionText: 'favorite_toy' },
    ],
  ])('%s', async (factorType, profile, status, id, shown) => {
    const { body } = await enrol({ factorType, profile })
    expect(body).toMatchObject({ factorType, status })
    expect(body.profile).toEqual(shown)
    expect(body.id).toMatch(id)
  })

  it('can activate at once, and push needs no code', async () => {
    expect((await enrol(sms, '?activate=true')).body.status).toBe('ACTIVE')
    const { path } = await enrol({ factorType: 'push' })
    expect((await small.org.post(`${path}/lifecycle/activate`)).body.status).toBe('ACTIVE')
  })

  test.each<[string, object]>([
    ['an unknown type', { factorType: 'eye' }],
    ['no type', {}],
    ['a type that needs a device', { factorType: 'webauthn' }],
    ['another provider', { factorType: 'sms', provider: 'RSA', profile: sms.profile }],
    ['no phone number', { factorType: 'sms' }],
    ['a bad phone number', { factorType: 'call', profile: { phoneNumber: '0800' } }],
    ['no question', { factorType: 'question', profile: { answer: 'Whiskers' } }],
    ['a short answer', { factorType: 'question', profile: { question: 'favorite_toy', answer: 'abc' } }],
    ['a profile that is none', { factorType: 'push', profile: 7 }],
  ])('refuses %s', async (_, body) => {
    const reply = await enrol(body)
    expect([reply.status, reply.body.errorCode]).toEqual([400, 'E0000001'])
    expect(await types()).toEqual([])
  })

  it('refuses a second one of a type, and deactivated people', async () => {
    await enrol(sms)
    expect((await enrol(sms)).status).toBe(400)
    const reply = await small.org.post(factors('gone'), { ...sms, provider: 'OKTA' })
    expect([reply.status, reply.body.errorCode]).toEqual([403, 'E0000038'])
  })
})

describe('removing factors', () => {
  it('takes the siblings of push along', async () => {
    await enrol(sms)
    await enrol({ factorType: 'token:software:totp' })
    await enrol({ factorType: 'token:software:totp', provider: 'GOOGLE' })
    const { path } = await enrol({ factorType: 'push' })
    expect((await small.org.delete(path)).status).toBe(204)
    expect(await types()).toEqual(['sms', 'token:software:totp'])
    const { status, body } = await small.org.delete(path)
    expect([status, body.errorSummary]).toEqual([
      404,
      `Not found: Resource not found: ${path.split('/').at(-1)} (UserFactor)`,
    ])
  })

  it('tells the reason in the log', async () => {
    const { path } = await enrol(sms)
    await small.org.delete(path)
    expect(
      (await eventReader(small.org)()).map(({ eventType, outcome }) => [eventType, outcome?.reason]),
    ).toEqual([['user.mfa.factor.deactivate', 'User reset SMS_FACTOR factor']])
  })

  it('resets all at once', async () => {
    await enrol(sms)
    await enrol(question)
    await small.org.post('/api/v1/users/ann/lifecycle/reset_factors')
    expect(await types()).toEqual([])
  })
})

describe('the factors of the built-in seed', () => {
  it('have a code and an answer that the README tells', async () => {
    const okta = await startOkta()
    const org = client(okta)
    const verify = async (user: string, type: string, body: object) => {
      const { list } = await org.get(factors(user))
      const id = list.find(({ factorType }) => String(factorType) === type)?.id
      return (await org.post(`${factors(user)}/${id}/verify`, body)).body
    }
    const results = [
      await verify('rosalind.achterberg', 'sms', { passCode: '123456' }),
      await verify('rosalind.achterberg', 'token:software:totp', { passCode: '123456' }),
      await verify('paloma.kapoor', 'token:hardware', { passCode: '123456' }),
      await verify('caleb.brandt', 'question', { answer: 'whiskers' }),
    ]
    await okta.close()
    expect(results).toEqual(results.map(() => ({ factorResult: 'SUCCESS' })))
  })
})

describe('sending a code again', () => {
  it('works for a pending factor by its link, not too often', async () => {
    const { body, path } = await enrol(sms)
    const [offered] = (body._links?.resend ?? []) as unknown as { href: string }[]
    expect(offered?.href).toMatch(/\/resend$/)
    const read = eventReader(small.org)
    const [first, second] = [
      await small.org.post(offered?.href ?? ''),
      await small.org.post(offered?.href ?? ''),
    ]
    expect([first.status, first.body.status, second.status, second.body.errorCode]).toEqual([
      200,
      'PENDING_ACTIVATION',
      429,
      'E0000109',
    ])
    await small.org.post('/_test/clock', { add: '31s' })
    expect((await small.org.post(`${path}/resend`)).status).toBe(200)
    expect((await read()).map(({ eventType }) => eventType)).toEqual(
      Array(2).fill('system.sms.send_factor_verify_message'),
    )
  })

  it.each([
    ['an active one', { ...sms }, '?activate=true'],
    ['one that sends no codes', { factorType: 'token:software:totp' }, ''],
  ])('is 400 for %s', async (_, factor, query) => {
    const { path } = await enrol(factor, query)
    const { status, body } = await small.org.post(`${path}/resend`)
    expect([status, body.errorCode]).toEqual([400, 'E0000001'])
  })
})
