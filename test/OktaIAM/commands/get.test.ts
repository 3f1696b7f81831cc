import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contextOf } from '../../wire/bundle.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())
beforeEach(async () => {
  await org.faults()
  await org.forget()
})

describe('iam-get-user', () => {
  it('U13: gives the Okta user through the incoming mapper, on the live shape', async () => {
    const id = await org.person('get1@example.com', 'ACTIVE', {
      title: 'Clerk',
      city: 'Bern',
      employeeNumber: '7',
    })
    const done = await org.command('iam-get-user', { 'user-profile': '{"email":"get1@example.com"}' })
    expect(contextOf(done, 'IAM.UserProfile')).toMatchObject({
      email: 'get1@example.com',
      username: 'get1@example.com',
      givenname: 'Test',
      surname: 'Person',
      title: 'Clerk',
      city: 'Bern',
      employeeid: '7',
    })
    expect(contextOf(done, 'IAM.Vendor')).toMatchObject({
      action: 'get',
      success: true,
      active: true,
      id,
      username: 'get1@example.com',
    })
    expect(done.entries[0]).toMatchObject({ Type: 1, Contents: { id, profile: { title: 'Clerk' } } })
    expect(done.entries[0]?.HumanReadable).toMatch(
      /^### Get User Results \(Okta IAM\)\n\|brand\|instanceName\|success\|active\|id\|/,
    )
  })

  it('somebody who does not exist: a note with success false and 404', async () => {
    const done = await org.command('iam-get-user', { 'user-profile': { email: 'none@example.com' } })
    expect(done.entries[0]?.Type).toBe(1)
    expect(contextOf(done, 'IAM.Vendor')).toMatchObject({
      success: false,
      errorCode: 404,
      errorMessage: 'User does not exist',
      active: null,
    })
  })

  it('is not limited by any switch', async () => {
    await org.person('free@example.com', 'ACTIVE')
    const off = {
      'create-user-enabled': false,
      'update-user-enabled': false,
      'enable-user-enabled': false,
      'disable-user-enabled': false,
    }
    expect(await org.iam('iam-get-user', { email: 'free@example.com' }, {}, off)).toMatchObject({
      success: true,
    })
  })

  it.each(['STAGED', 'SUSPENDED', 'DEPROVISIONED'])('U8: %s is not active', async status => {
    await org.person(`inactive-${status}@example.com`, status)
    expect(await org.iam('iam-get-user', { email: `inactive-${status}@example.com` })).toMatchObject({
      success: true,
      active: false,
    })
  })
})

describe('finding a user', () => {
  it('U6: by id, by login, by e-mail, in turn; the first step with a hit decides', async () => {
    const byId = await org.person('f.id@example.com', 'ACTIVE')
    const byLogin = await org.person('f.login@example.com', 'ACTIVE', { email: 'f.other@example.com' })
    const byEmail = await org.person('f.third@example.com', 'ACTIVE', { email: 'f.mail@example.com' })
    const all = { id: byId, username: 'f.login@example.com', email: 'f.mail@example.com' }
    expect(await org.iam('iam-get-user', all)).toMatchObject({ id: byId })
    expect(await org.iam('iam-get-user', { ...all, id: '00uNOBODY0000000000X' })).toMatchObject({
      id: byLogin,
    })
    expect(await org.iam('iam-get-user', { ...all, id: 'x', username: 'nobody@example.com' })).toMatchObject({
      id: byEmail,
    })
  })

  it('U6: one whose login is not the e-mail is found by either', async () => {
    const id = await org.person('short.name@example.com', 'ACTIVE', { email: 'long.name@example.com' })
    expect(await org.iam('iam-get-user', { email: 'long.name@example.com' })).toMatchObject({ id })
    expect(await org.iam('iam-get-user', { email: 'short.name@example.com' })).toMatchObject({ id })
  })

  it('an e-mail belongs first to who has it as e-mail, then to who has it as login', async () => {
    await org.person('swap@example.com', 'ACTIVE', { email: 'swap.a@example.com' })
    const owner = await org.person('swap.b@example.com', 'ACTIVE', { email: 'swap@example.com' })
    expect(await org.iam('iam-get-user', { email: 'swap@example.com' })).toMatchObject({ id: owner })
  })

  it.each([
    ['Mixed.Case@Example.com', 'mixed.case@example.com'],
    ['lower.case@example.com', 'Lower.CASE@example.com'],
  ])('U7: %s is found by %s', async (stored, asked) => {
    const id = await org.person(`login-${stored.toLowerCase()}`, 'ACTIVE', { email: stored })
    expect(await org.iam('iam-get-user', { email: asked })).toMatchObject({ success: true, id })
  })

  it('U5: two users whose e-mails differ in case only: exactly spelled means that one, spelled otherwise nobody', async () => {
    const upper = await org.person('case.a@example.com', 'ACTIVE', { email: 'CASE@example.com' })
    const lower = await org.person('case.b@example.com', 'ACTIVE', { email: 'case@example.com' })
    expect(await org.iam('iam-get-user', { email: 'case@example.com' })).toMatchObject({ id: lower })
    for (const email of ['Case@example.com', 'CASE@example.com']) {
      const vendor = await org.iam('iam-disable-user', { email })
      expect(vendor).toMatchObject({
        success: false,
        errorMessage: expect.stringMatching(/^More than one Okta user/),
      })
    }
    expect([await org.user(upper), await org.user(lower)]).toMatchObject([
      { status: 'ACTIVE' },
      { status: 'ACTIVE' },
    ])
  })

  it('U5: two users with one e-mail are a failure that names both, and nobody is touched', async () => {
    const one = await org.person('twin1@example.com', 'ACTIVE', { email: 'twins@example.com' })
    const two = await org.person('twin2@example.com', 'ACTIVE', { email: 'twins@example.com' })
    for (const command of [
      'iam-get-user',
      'iam-create-user',
      'iam-update-user',
      'iam-disable-user',
      'iam-enable-user',
    ]) {
      const vendor = await org.iam(command, { email: 'twins@example.com', title: 'X' })
      expect(vendor, command).toMatchObject({ success: false, errorCode: '' })
      // A command that only reads has nothing to reassure of.
      expect(/Nothing was changed\.$/.test(String(vendor.errorMessage))).toBe(command !== 'iam-get-user')
      expect(vendor.errorMessage).toMatch(
        new RegExp(`^More than one Okta user has the e-mail twins@example.com: .*${one}.*${two}`),
      )
    }
    expect(await org.user(one)).toMatchObject({ status: 'ACTIVE' })
    expect((await org.requests()).filter(request => !request.startsWith('GET'))).toEqual([
      expect.stringContaining('/api/v1/users?'),
      expect.stringContaining('/api/v1/users?'),
    ])
  })

  it.each([["o'neill+hr@example.com"], ['a#b@example.com'], ['a&b=c@example.com'], ['per%cent@example.com']])(
    'U4, U6: %s is found by login and by e-mail',
    async login => {
      const id = await org.person(login, 'ACTIVE', { email: `mail.${login}` })
      expect(await org.iam('iam-get-user', { username: login })).toMatchObject({ success: true, id })
      expect(await org.iam('iam-get-user', { email: `mail.${login}` })).toMatchObject({ success: true, id })
    },
  )

  it('U4: quotes and backslashes stay inside the value, a control character is refused', async () => {
    const vendor = await org.iam('iam-get-user', { email: 'x" or status eq "ACTIVE' })
    expect(vendor).toMatchObject({ success: false, errorCode: 404 })
    expect(await org.iam('iam-get-user', { email: 'a\\b@example.com' })).toMatchObject({
      success: false,
      errorCode: 404,
    })
    const done = await org.command('iam-disable-user', { 'user-profile': { email: 'a\u0000b@example.com' } })
    expect(done.entries[0]).toMatchObject({
      Type: 4,
      Contents: expect.stringContaining('control character (U+0000'),
    })
  })

  it('a login that Okta reads as something else is not taken for a hit', async () => {
    await org.person('shorty@example.com', 'ACTIVE')
    expect(await org.iam('iam-get-user', { username: 'me' })).toMatchObject({
      success: false,
      errorCode: 404,
    })
    expect(await org.iam('iam-get-user', { username: 'shorty' })).toMatchObject({
      success: false,
      errorCode: 404,
    })
  })

  it('reads a search hit again before it believes it', async () => {
    const id = await org.person('index.old@example.com', 'ACTIVE', { email: 'Index.Old@example.com' })
    await fetch(`${org.okta.url}/_test/choices`, { method: 'POST', body: '{"searchLag":5}' })
    await org.call('POST', `/api/v1/users/${id}`, {
      profile: { email: 'index.new@example.com', login: 'index.new@example.com' },
    })
    const vendor = await org.iam('iam-get-user', { email: 'INDEX.OLD@example.com', username: 'nobody' })
    await fetch(`${org.okta.url}/_test/choices`, { method: 'DELETE' })
    expect(vendor).toMatchObject({ success: false, errorCode: 404 })
  })

  it('one request is enough for somebody who is named by login', async () => {
    await org.person('direct@example.com', 'ACTIVE')
    await org.forget()
    await org.iam('iam-get-user', { username: 'direct@example.com' })
    expect(await org.requests()).toEqual(['GET /api/v1/users/direct%40example.com'])
  })
})
