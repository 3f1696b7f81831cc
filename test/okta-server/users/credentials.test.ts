import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { digest, matches, policyProblem, seedPassword } from '../../../okta-server/users/password.ts'
import { type Client, client } from '../client.ts'
import { oneOfEach } from '../people.ts'

let okta: RunningOkta
let org: Client
beforeAll(async () => {
  okta = await startOkta({ seed: oneOfEach })
  org = client(okta)
})
afterAll(() => okta.close())

const at = (status: string, rest: string) => `/api/v1/users/${status.toLowerCase()}@org.example/${rest}`
const change = (status: string, oldPassword: string, newPassword: string) =>
  org.post(at(status, 'credentials/change_password'), {
    oldPassword: { value: oldPassword },
    newPassword: { value: newPassword },
  })

describe('change_password', () => {
  it('needs the old password, and shows no secret', async () => {
    const wrong = await change('ACTIVE', 'Wrong-guess-1', 'Green-table-42')
    const right = await change('ACTIVE', seedPassword, 'Green-table-42')
    const again = await change('ACTIVE', seedPassword, 'Green-table-43')
    expect([wrong.status, wrong.body.errorCode]).toEqual([403, 'E0000014'])
    expect([right.status, right.body]).toEqual([
      200,
      { password: {}, provider: { type: 'OKTA', name: 'OKTA' } },
    ])
    expect(again.status).toBe(403)
  })

  it('reports the policy as E0000014', async () => {
    const { status, body } = await change('RECOVERY', seedPassword, 'weak')
    expect([status, body.errorCode]).toEqual([403, 'E0000014'])
    expect(body.errorCauses?.[0]?.errorSummary).toMatch(/^password: Password requirements were not met/)
  })

  it('makes an expired one ACTIVE', async () => {
    await change('PASSWORD_EXPIRED', seedPassword, 'Green-table-42')
    expect((await org.get('/api/v1/users/password_expired')).body.status).toBe('ACTIVE')
  })

  it('is not for a suspended user', async () => {
    expect((await change('SUSPENDED', seedPassword, 'Green-table-42')).body.errorCode).toBe('E0000035')
  })
})

describe('the recovery question', () => {
  it('is changed with the password and then allows forgot_password', async () => {
    const forgot = () => org.post(at('RECOVERY', 'credentials/forgot_password?sendEmail=false'))
    const recovery_question = { question: 'Street?', answer: 'Elm Street' }
    const body = { password: { value: seedPassword }, recovery_question }
    expect((await forgot()).body.errorCode).toBe('E0000034')
    const changed = await org.post(at('RECOVERY', 'credentials/change_recovery_question'), body)
    await change('RECOVERY', seedPassword, 'Green-table-42')
    expect(changed.body).toMatchObject({ recovery_question: { question: 'Street?' } })
    expect(changed.text).not.toContain('Elm Street')
    expect((await forgot()).body).toEqual({
      resetPasswordUrl: expect.stringContaining('/signin/reset-password/'),
    })
    expect((await org.post(at('RECOVERY', 'credentials/forgot_password'))).body).toEqual({})
  })

  it('is not changed with a wrong password', async () => {
    const body = { password: { value: 'nope' }, recovery_question: { question: 'Q?', answer: 'long enough' } }
    const reply = await org.post(at('STAGED', 'credentials/change_recovery_question'), body)
    expect([reply.status, reply.body.errorCode]).toEqual([403, 'E0000014'])
  })
})

describe('sessions', () => {
  it('end with 204, also for somebody without any', async () => {
    expect((await org.delete(at('SUSPENDED', 'sessions?oauthTokens=true'))).status).toBe(204)
    expect((await org.delete('/api/v1/users/nobody/sessions')).status).toBe(404)
  })
})

describe('passwords', () => {
  test.each([
    ['Blue-horse-17', true],
    ['Short1a', false],
    ['alllower1', false],
    ['ALLUPPER1', false],
    ['NoDigitsHere', false],
    ['MyMarlowe-99', false],
    ['Jude-marked-1', false],
    [`Aa1${'x'.repeat(70)}`, false],
  ])('%s follows the policy: %s', (password, follows) => {
    expect(policyProblem(password, 'jude.marlowe@org.example') === undefined).toBe(follows)
  })

  it('are kept as salted hashes', () => {
    const [one, two] = [digest('Blue-horse-17'), digest('Blue-horse-17')]
    expect(one).not.toEqual(two)
    expect(JSON.stringify(one)).not.toContain('Blue')
    expect([
      matches('Blue-horse-17', one),
      matches('Blue-horse-18', one),
      matches('x', { kind: 'unknown' }),
    ]).toEqual([true, false, false])
  })
})
