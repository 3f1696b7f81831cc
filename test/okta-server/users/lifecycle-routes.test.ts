import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { type Client, client, person } from '../client.ts'
import { oneOfEach } from '../people.ts'

let okta: RunningOkta
let org: Client
beforeEach(async () => {
  okta = await startOkta({ seed: oneOfEach, now: '2026-05-01T10:00:00Z' })
  org = client(okta)
})
afterEach(() => okta.close())

const at = (status: string, call = '') =>
  `/api/v1/users/${status.toLowerCase()}@org.example${call && `/lifecycle/${call}`}`
const token = expect.stringMatching(/^\w{20}$/)

describe('lifecycle calls over HTTP', () => {
  test.each<[string, string, string, unknown]>([
    ['STAGED', 'activate', 'PROVISIONED', {}],
    ['STAGED', 'activate?sendEmail=true', 'PROVISIONED', {}],
    [
      'STAGED',
      'activate?sendEmail=false',
      'PROVISIONED',
      { activationUrl: expect.stringMatching(/\/tokens\/\w{20}\/verify$/), activationToken: token },
    ],
    ['DEPROVISIONED', 'activate', 'ACTIVE', {}],
    [
      'PROVISIONED',
      'reactivate',
      'PROVISIONED',
      { activationUrl: expect.any(String), activationToken: token },
    ],
    ['RECOVERY', 'reactivate?sendEmail=true', 'RECOVERY', {}],
    ['LOCKED_OUT', 'deactivate', 'DEPROVISIONED', {}],
    ['ACTIVE', 'suspend', 'SUSPENDED', {}],
    ['SUSPENDED', 'unsuspend', 'ACTIVE', {}],
    ['LOCKED_OUT', 'unlock', 'ACTIVE', {}],
    ['ACTIVE', 'reset_factors', 'ACTIVE', {}],
    ['ACTIVE', 'reset_password?sendEmail=true', 'RECOVERY', {}],
    [
      'ACTIVE',
      'reset_password?sendEmail=false',
      'RECOVERY',
      { resetPasswordUrl: expect.stringMatching(/\/reset_password\/\w{20}$/) },
    ],
    [
      'ACTIVE',
      'expire_password',
      'PASSWORD_EXPIRED',
      expect.objectContaining({ status: 'PASSWORD_EXPIRED', profile: expect.any(Object) }),
    ],
    [
      'ACTIVE',
      'expire_password?tempPassword=true',
      'PASSWORD_EXPIRED',
      { tempPassword: expect.stringMatching(/^Tp9\w+$/) },
    ],
    [
      'ACTIVE',
      'expire_password_with_temp_password',
      'PASSWORD_EXPIRED',
      { tempPassword: expect.stringMatching(/^Tp9\w+$/) },
    ],
  ])('%s %s leads to %s', async (from, call, to, answer) => {
    const reply = await org.post(at(from, call))
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual(answer)
    const after = (await org.get(at(from))).body
    expect(after.status).toBe(to)
    expect(after.lastUpdated).toMatch(/^2026-05-01T10:/)
    expect(after.statusChanged).toMatch(from === to ? /^2024-/ : /^2026-05-01T10:/)
  })

  test.each<[string, string, number, string, string, string[]]>([
    ['ACTIVE', 'activate', 403, 'E0000016', 'Activation failed because the user is already active', []],
    [
      'STAGED',
      'suspend',
      400,
      'E0000001',
      'Api validation failed: suspendUser',
      ['Cannot suspend a user that is not active'],
    ],
    [
      'ACTIVE',
      'unsuspend',
      400,
      'E0000001',
      'Api validation failed: suspendUser',
      ['Cannot unsuspend a user that is not suspended'],
    ],
    [
      'ACTIVE',
      'unlock',
      403,
      'E0000032',
      'Unlock is not allowed for this user.',
      ['The user is not locked out.'],
    ],
    [
      'STAGED',
      'reset_password',
      403,
      'E0000017',
      "Password reset is not allowed in the user's current status",
      [],
    ],
    [
      'STAGED',
      'expire_password_with_temp_password',
      403,
      'E0000038',
      "This operation is not allowed in the user's current status.",
      [],
    ],
    [
      'ACTIVE',
      'reactivate',
      403,
      'E0000038',
      "This operation is not allowed in the user's current status.",
      [],
    ],
  ])('%s %s is refused', async (from, call, status, errorCode, errorSummary, causes) => {
    const reply = await org.post(at(from, call))
    expect(reply.status).toBe(status)
    expect(reply.body).toMatchObject({
      errorCode,
      errorSummary,
      errorCauses: causes.map(text => ({ errorSummary: text })),
    })
    expect((await org.get(at(from))).body.status).toBe(from)
  })

  it('answers 404 for deactivating again, though the user is still there, or 403 when chosen', async () => {
    const { id } = (await org.get(at('DEPROVISIONED'))).body
    const usual = await org.post(at('DEPROVISIONED', 'deactivate'))
    await org.post('/_test/choices', { deactivateDeprovisioned: 403 })
    const chosen = await org.post(at('DEPROVISIONED', 'deactivate'))
    expect([usual.status, usual.body.errorSummary]).toEqual([
      404,
      `Not found: Resource not found: ${id} (User)`,
    ])
    expect([chosen.status, chosen.body.errorCode]).toEqual([403, 'E0000038'])
  })

  it.each(['activate', 'reset_password'])(
    '%s refuses an unreadable sendEmail and changes nothing',
    async call => {
      const status = call === 'activate' ? 'STAGED' : 'ACTIVE'
      expect((await org.post(at(status, `${call}?sendEmail=maybe`))).body.errorCode).toBe('E0000001')
      expect((await org.get(at(status))).body.status).toBe(status)
    },
  )

  it('gives another token every time', async () => {
    const tokens = [
      await org.post(at('PROVISIONED', 'reactivate')),
      await org.post(at('PROVISIONED', 'reactivate')),
    ]
    expect(tokens[0]?.body.activationToken).not.toBe(tokens[1]?.body.activationToken)
  })

  it('accepts the temporary password as the old one', async () => {
    const { tempPassword } = (await org.post(at('ACTIVE', 'expire_password_with_temp_password'))).body
    const change = { oldPassword: { value: tempPassword }, newPassword: { value: 'Another-day-5' } }
    expect((await org.post(`${at('ACTIVE')}/credentials/change_password`, change)).status).toBe(200)
    expect((await org.get(at('ACTIVE'))).body.status).toBe('ACTIVE')
  })

  it('hands a sign-in to an identity provider and back', async () => {
    await org.post(at('ACTIVE', 'reset_password?provider=FEDERATION&sendEmail=false'))
    const away = (await org.get(at('ACTIVE'))).body
    await org.post(at('ACTIVE', 'reset_password?sendEmail=true'))
    const back = (await org.get(at('ACTIVE'))).body
    expect([away.status, away.credentials?.provider?.type, away.credentials?.password]).toEqual([
      'ACTIVE',
      'FEDERATION',
      undefined,
    ])
    expect([back.status, back.credentials?.provider?.type]).toEqual(['RECOVERY', 'OKTA'])
  })

  it('sets activated once somebody is activated', async () => {
    const { body } = await org.post('/api/v1/users?activate=false', person('fresh@new.example'))
    await org.post(`/api/v1/users/${body.id}/lifecycle/activate`)
    expect(body.activated).toBeNull()
    expect((await org.get(`/api/v1/users/${body.id}`)).body.activated).toMatch(/^2026-05-01/)
  })

  test.each([
    ['STAGED', ['activate', 'resetFactors']],
    ['PROVISIONED', ['reactivate', 'deactivate', 'resetPassword', 'resetFactors']],
    ['SUSPENDED', ['unsuspend', 'deactivate', 'resetFactors']],
    [
      'ACTIVE',
      [
        'suspend',
        'deactivate',
        'resetPassword',
        'expirePassword',
        'forgotPassword',
        'changePassword',
        'changeRecoveryQuestion',
        'resetFactors',
      ],
    ],
    ['DEPROVISIONED', ['activate']],
  ])('a user who is %s has the links %o, and each works as an address', async (status, expected) => {
    const { _links: links = {} } = (await org.get(at(status))).body
    expect(Object.keys(links)).toEqual([...expected, 'schema', 'self', 'type'])
    for (const name of expected) {
      expect(links[name]?.method).toBe('POST')
      expect((await org.get(String(links[name]?.href))).body.errorCode).toBe('E0000022')
    }
  })
})

describe('a token whose owner was deactivated', () => {
  it('is invalid', async () => {
    await org.post('/api/v1/users/me/lifecycle/deactivate')
    expect((await org.get('/api/v1/users/me')).body.errorCode).toBe('E0000011')
  })
})
