import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())
beforeEach(() => org.faults())

const DEACTIVATE = { method: 'POST', path: '/api/v1/users/.*/lifecycle/deactivate' }
const STATUSES = [
  'STAGED',
  'PROVISIONED',
  'ACTIVE',
  'RECOVERY',
  'PASSWORD_EXPIRED',
  'LOCKED_OUT',
  'SUSPENDED',
] as const

describe('iam-disable-user', () => {
  it('the plan for somebody who is not there says so, and that nobody is deleted', async () => {
    const profile = { email: 'nobody-to-disable@example.com' }
    const { entries } = await org.command('iam-disable-user', { 'user-profile': profile, 'dry-run': true })
    expect(entries[0]?.HumanReadable).toContain('User does not exist')
    expect(entries[0]?.HumanReadable).not.toContain('deleted')
  })

  it.each(STATUSES)(
    '%s: deactivates, tells the state after it (U9), and says already the second time (U20)',
    async status => {
      const login = `dis-${status.toLowerCase()}@example.com`
      const id = await org.person(login, status)
      const first = await org.iam('iam-disable-user', { email: login })
      expect(first).toMatchObject({
        action: 'disable',
        success: true,
        skipped: false,
        active: false,
        id,
        details: { status: 'DEPROVISIONED' },
      })
      expect(await org.user(id)).toMatchObject({ status: 'DEPROVISIONED' })
      const second = await org.iam('iam-disable-user', { email: login })
      expect(second).toMatchObject({
        action: 'disable',
        success: true,
        skipped: true,
        active: false,
        reason: 'User is already disabled.',
      })
    },
  )

  it('U1: somebody who does not exist is skipped as missing, never as disabled', async () => {
    const vendor = await org.iam('iam-disable-user', { email: 'nobody@example.com' })
    expect(vendor).toMatchObject({
      action: 'disable',
      success: true,
      skipped: true,
      reason: 'User does not exist',
      id: null,
    })
  })

  it('U1: E0000007 to deactivate is a failure while the user is there and active', async () => {
    const id = await org.person('not-found@example.com', 'ACTIVE')
    const body = { errorCode: 'E0000007', errorSummary: 'Not found: Resource not found', errorCauses: [] }
    await org.faults({ match: DEACTIVATE, times: 1, answer: { kind: 'status', status: 404, body } })
    const refused = await org.iam('iam-disable-user', { email: 'not-found@example.com' })
    expect(refused).toMatchObject({ success: false, skipped: false, active: true, errorCode: 'E0000007' })
    expect(await org.user(id)).toMatchObject({ status: 'ACTIVE' })
  })

  it.each([404, 403])('U1: when somebody else deactivates first, Okta’s %i means done', async code => {
    const choice = await fetch(`${org.okta.url}/_test/choices`, {
      method: 'POST',
      body: JSON.stringify({ deactivateDeprovisioned: code }),
    })
    expect(choice.ok).toBe(true)
    const login = `race${code}@example.com`
    const id = await org.person(login, 'ACTIVE')
    await org.faults({ match: DEACTIVATE, times: 1, answer: { kind: 'slow', ms: 1000 } })
    const running = org.iam('iam-disable-user', { email: login })
    await org.faultsUsed()
    expect((await org.call('POST', `/api/v1/users/${id}/lifecycle/deactivate`)).status).toBe(200)
    expect(await running).toMatchObject({ action: 'disable', success: true, active: false })
  })

  it('a deactivation whose answer was cut off is reported as unknown, and the next run finds it done', async () => {
    const id = await org.person('cut@example.com', 'ACTIVE')
    await org.faults({
      match: DEACTIVATE,
      times: 1,
      answer: { kind: 'cut', when: 'after' },
    })
    const vendor = await org.iam('iam-disable-user', { email: 'cut@example.com' })
    expect(vendor).toMatchObject({ success: false, errorCode: '', active: false })
    expect(vendor.errorMessage).toMatch(/Whether Okta has carried it out is not known; run the command again/)
    expect(await org.user(id)).toMatchObject({ status: 'DEPROVISIONED' })
    expect(await org.iam('iam-disable-user', { email: 'cut@example.com' })).toMatchObject({
      success: true,
      skipped: true,
    })
  })

  it('Disable by suspend: suspends, twice says already', async () => {
    const id = await org.person('susp@example.com', 'ACTIVE')
    const params = { 'disable-by': 'suspend' }
    expect(await org.iam('iam-disable-user', { email: 'susp@example.com' }, {}, params)).toMatchObject({
      success: true,
      active: false,
    })
    expect(await org.user(id)).toMatchObject({ status: 'SUSPENDED' })
    expect(await org.iam('iam-disable-user', { email: 'susp@example.com' }, {}, params)).toMatchObject({
      skipped: true,
      reason: expect.stringMatching(/^User is already disabled/),
    })
  })

  it('Disable by suspend: who cannot be suspended is a failure, not a deactivation', async () => {
    const id = await org.person('susp2@example.com', 'RECOVERY')
    const vendor = await org.iam(
      'iam-disable-user',
      { email: 'susp2@example.com' },
      {},
      { 'disable-by': 'suspend' },
    )
    expect(vendor).toMatchObject({
      success: false,
      active: true,
      errorMessage: expect.stringContaining('RECOVERY'),
    })
    expect(await org.user(id)).toMatchObject({ status: 'RECOVERY' })
  })

  it.each([{ 'disable-user-enabled': false }, { 'enable-disable-user-enabled': false }])(
    '%j: skipped, and Okta is not asked',
    async params => {
      await org.forget()
      const vendor = await org.iam('iam-disable-user', { email: 'x@example.com' }, {}, params)
      expect(vendor).toMatchObject({
        action: 'disable',
        success: true,
        skipped: true,
        reason: 'Command is disabled.',
      })
      expect(await org.requests()).toEqual([])
    },
  )
})

describe('iam-enable-user', () => {
  it.each(['DEPROVISIONED', 'STAGED'])(
    '%s: activates and updates (U3), and says already the second time',
    async status => {
      const login = `en-${status.toLowerCase()}@example.com`
      const id = await org.person(login, status)
      const profile = { email: login, title: 'Back' }
      expect(await org.iam('iam-enable-user', profile)).toMatchObject({
        action: 'enable',
        success: true,
        active: true,
      })
      expect(await org.user(id)).toMatchObject({ status: 'PROVISIONED', profile: { title: 'Back' } })
      expect(await org.iam('iam-enable-user', profile)).toMatchObject({
        success: true,
        skipped: true,
        reason: 'User is already active.',
      })
    },
  )

  it.each(['SUSPENDED', 'LOCKED_OUT'])('%s: neither unsuspends nor unlocks', async status => {
    const login = `en-${status.toLowerCase()}@example.com`
    const id = await org.person(login, status)
    expect(await org.iam('iam-enable-user', { email: login })).toMatchObject({
      skipped: true,
      reason: expect.stringContaining(status),
    })
    expect(await org.user(id)).toMatchObject({ status })
  })

  it('missing: created by default, skipped when create-if-not-exists is false', async () => {
    const profile = { email: 'en-new@example.com', givenname: 'A', surname: 'B' }
    expect(await org.iam('iam-enable-user', profile, { 'create-if-not-exists': 'no' })).toMatchObject({
      skipped: true,
      reason: 'User does not exist',
    })
    expect(await org.user('en-new@example.com')).toBeUndefined()
    expect(await org.iam('iam-enable-user', profile)).toMatchObject({
      action: 'create',
      success: true,
      active: true,
    })
  })
})
