import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())
beforeEach(() => org.faults())

const ann = (name: string) => ({
  email: `${name}@example.com`,
  givenname: 'Ann',
  surname: 'Lee',
  title: 'Clerk',
})

describe('iam-create-user, nobody there', () => {
  it('creates and activates, and tells the state after it', async () => {
    const vendor = await org.iam('iam-create-user', ann('new1'))
    const user = await org.user('new1@example.com')
    expect(user).toMatchObject({
      status: 'PROVISIONED',
      profile: { firstName: 'Ann', lastName: 'Lee', title: 'Clerk' },
    })
    expect(vendor).toMatchObject({
      action: 'create',
      success: true,
      active: true,
      skipped: false,
      id: user?.id,
      username: 'new1@example.com',
      email: 'new1@example.com',
      brand: 'Okta IAM',
      instanceName: 'Okta IAM_instance_1',
      errorCode: null,
    })
    expect(vendor.details).toMatchObject({ status: 'PROVISIONED' })
  })

  it('sends no activation mail unless the parameter asks for it', async () => {
    await org.forget()
    await org.iam('iam-create-user', ann('mail1'))
    await org.iam('iam-create-user', ann('mail2'), {}, { 'send-activation-email': true })
    const activations = (await org.requests()).filter(request => request.includes('activate?'))
    expect(activations.map(request => request.split('?')[1])).toEqual(['sendEmail=false', 'sendEmail=true'])
  })

  it('U19: sends no provider without a provider', async () => {
    await org.forget()
    await org.iam('iam-create-user', ann('provider'))
    expect((await org.requests()).filter(request => request.includes('provider='))).toEqual([])
    expect(await org.requests()).toContain('POST /api/v1/users?activate=false')
  })

  it.each([
    ['false', {}],
    ['False', {}],
    [false, {}],
  ])('U10: allow-enable=%s leaves the user STAGED', async (allow, params) => {
    const login = `u10-${typeof allow}-${allow}`
    const vendor = await org.iam('iam-create-user', ann(login), { 'allow-enable': allow }, params)
    expect(vendor).toMatchObject({
      success: true,
      active: false,
      reason: expect.stringContaining('allow-enable is false'),
    })
    expect(await org.user(`${login}@example.com`)).toMatchObject({ status: 'STAGED' })
  })

  it('U11: enable-user-enabled off leaves the user STAGED and says so', async () => {
    const vendor = await org.iam('iam-create-user', ann('u11'), {}, { 'enable-user-enabled': false })
    expect(vendor).toMatchObject({
      success: true,
      active: false,
      reason: expect.stringContaining('enable-user-enabled'),
    })
    expect(await org.user('u11@example.com')).toMatchObject({ status: 'STAGED' })
  })

  it('U14: the login is the user name, else the e-mail, also when the user name is empty', async () => {
    await org.iam('iam-create-user', { ...ann('u14a'), username: 'u14.login@example.com' })
    await org.iam('iam-create-user', { ...ann('u14b'), username: '' })
    expect(await org.user('u14.login@example.com')).toMatchObject({ profile: { email: 'u14a@example.com' } })
    expect(await org.user('u14b@example.com')).toMatchObject({ profile: { login: 'u14b@example.com' } })
  })

  it('create-user-enabled off: skipped, and Okta is not asked', async () => {
    await org.forget()
    const vendor = await org.iam('iam-create-user', ann('off'), {}, { 'create-user-enabled': false })
    expect(vendor).toMatchObject({
      action: 'create',
      success: true,
      skipped: true,
      reason: 'Command is disabled.',
    })
    expect(await org.requests()).toEqual([])
  })
})

describe('iam-create-user, the user exists', () => {
  it('twice in a row changes nothing and says already', async () => {
    await org.iam('iam-create-user', ann('twice'))
    const before = await org.user('twice@example.com')
    const vendor = await org.iam('iam-create-user', ann('twice'))
    expect(vendor).toMatchObject({
      action: 'update',
      success: true,
      skipped: true,
      active: true,
      id: before?.id,
    })
    expect(vendor.reason).toMatch(/already/)
    expect(await org.user('twice@example.com')).toEqual(before)
  })

  it('U2: finishes a creation whose activation failed', async () => {
    await org.faults({
      match: { method: 'POST', path: '/api/v1/users/.*/lifecycle/activate' },
      times: 1,
      answer: { kind: 'status', status: 500 },
    })
    const first = await org.iam('iam-create-user', ann('u2'))
    expect(first).toMatchObject({
      action: 'create',
      success: false,
      active: false,
      errorCode: expect.any(String),
    })
    expect(first.errorMessage).toMatch(/^Done: create\. Not done: activate; run the command again/)
    expect(await org.user('u2@example.com')).toMatchObject({ status: 'STAGED' })

    const second = await org.iam('iam-create-user', { ...ann('u2'), title: 'Head' })
    expect(second).toMatchObject({ action: 'enable', success: true, active: true })
    expect(await org.user('u2@example.com')).toMatchObject({
      status: 'PROVISIONED',
      profile: { title: 'Head' },
    })
  })

  it('U12: with updating off the reason names both facts', async () => {
    await org.person('u12@example.com', 'ACTIVE', { title: 'Before' })
    const vendor = await org.iam('iam-create-user', ann('u12'), {}, { 'update-user-enabled': false })
    expect(vendor).toMatchObject({ success: true, skipped: true })
    expect(vendor.reason).toBe(
      'User already exists, and updating users is not allowed (update-user-enabled).',
    )
    expect(await org.user('u12@example.com')).toMatchObject({ profile: { title: 'Before' } })
  })

  it('a login that somebody else has is Okta’s refusal with its cause, and nobody is touched', async () => {
    await org.person('taken@example.com', 'ACTIVE', { email: 'other@example.com' })
    const vendor = await org.iam('iam-create-user', { ...ann('fresh'), id: 'nobody', username: 'x' })
    expect(vendor).toMatchObject({ success: false, errorCode: 'E0000001' })
    expect(vendor.errorMessage).toMatch(/^Api validation failed: .*Reason:\n1\. login/s)
    expect(await org.user('fresh@example.com')).toBeUndefined()
  })
})
