import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { contextOf } from '../../wire/bundle.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())

const bodies = async () => (await org.requests()).filter(request => request.startsWith('POST'))

describe('found by nothing but the e-mail', () => {
  it.each(['iam-create-user', 'iam-update-user'])('%s says that the login becomes another', async command => {
    const login = `found-${command}@example.com`
    const email = `mail-${command}@example.com`
    await org.person(login, 'ACTIVE', { email, firstName: 'Ann' })
    const profile = { email: ` ${email} `, username: `new-${login}`, givenname: 'Ann', surname: 'Lee' }
    const reason = `Found by its e-mail ${email}; its login ${login} becomes new-${login}.`
    const args = { 'user-profile': profile, 'dry-run': 'true' }
    expect(contextOf(await org.command(command, args), 'Okta.Plan')).toMatchObject({ reason })
    expect(await org.iam(command, profile)).toMatchObject({ success: true, email, reason })
    // Now it is found by the login, and nothing is renamed.
    expect((await org.iam(command, { ...profile, title: 'Head' })).reason).toBe(null)
  })

  const OTHER = { givenname: 'Caleb', surname: 'Yildiz' }
  it.each<[string, JsonObject]>([
    ['iam-create-user', OTHER],
    ['iam-update-user', OTHER],
    ['iam-disable-user', OTHER],
  ])('%s takes nobody for another who shares the mailbox: %j', async (command, names) => {
    const login = `greta-${command}-${names.givenname}@example.com`
    const email = `desk-${command}-${names.givenname}@example.com`
    await org.person(login, 'ACTIVE', { email, firstName: 'Greta', lastName: 'Ricci' })
    const profile = { email, username: `caleb-${login}`, ...names }
    await org.forget()
    const errorMessage = `Found by its e-mail ${email} alone is Greta Ricci (${login}), not ${names.givenname} Yildiz (caleb-${login}); nothing was changed.`
    const refused = await org.iam(command, profile)
    expect(refused).toMatchObject({ success: false, errorMessage: expect.stringContaining(errorMessage) })
    const args = { 'user-profile': profile, 'dry-run': 'true' }
    expect(contextOf(await org.command(command, args), 'Okta.Plan')).toMatchObject({
      calls: [],
      reason: expect.stringContaining(errorMessage),
    })
    expect(await bodies()).toEqual([])
    expect(await org.user(login)).toMatchObject({ status: 'ACTIVE', profile: { firstName: 'Greta', email } })
  })

  it.each<[string, JsonObject]>([
    ['who keeps the first name', { givenname: 'Greta', surname: 'Yildiz' }],
    ['who keeps the last name', { givenname: 'Margarete', surname: 'ricci' }],
    ['whose names are not told', {}],
  ])('somebody %s is the same person', async (_, names) => {
    const login = `same-${names.givenname}@example.com`
    const email = `mail-same-${names.givenname}@example.com`
    await org.person(login, 'ACTIVE', { email, firstName: 'Greta', lastName: 'Ricci' })
    const profile = { email, username: `new-${login}`, ...names }
    expect(await org.iam('iam-update-user', profile)).toMatchObject({
      success: true,
      username: `new-${login}`,
    })
  })

  it('a rename that the profile announces by the older values is no news', async () => {
    const login = 'announced@example.com'
    await org.person(login, 'ACTIVE')
    const profile = {
      email: login,
      username: 'renamed@example.com',
      olduserdata: { email: login, username: login },
    }
    expect(await org.iam('iam-update-user', profile)).toMatchObject({
      success: true,
      username: 'renamed@example.com',
      reason: null,
    })
  })
})

it('an entry that tells of a skipped command shows whom it is about', async () => {
  const login = 'skipped@example.com'
  const id = await org.person(login, 'DEPROVISIONED')
  const done = await org.command('iam-disable-user', { 'user-profile': { email: login } })
  expect(done.entries[0]?.HumanReadable).toMatch(/\|skipped\|reason\|active\|id\|username\|email\|/)
  expect(done.entries[0]?.HumanReadable).toContain(`| ${id} | ${login} |`)
})

describe('iam-update-user', () => {
  it.each(['PROVISIONED', 'ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED'])(
    '%s: updates the profile and nothing else',
    async status => {
      const login = `upd-${status.toLowerCase()}@example.com`
      const id = await org.person(login, status)
      const vendor = await org.iam('iam-update-user', { email: login, title: 'Head', department: 'HR' })
      expect(vendor).toMatchObject({
        action: 'update',
        success: true,
        skipped: false,
        active: true,
        id,
        reason: null,
      })
      expect(await org.user(id)).toMatchObject({
        status,
        profile: { title: 'Head', department: 'HR', firstName: 'Test' },
      })
    },
  )

  it.each(['SUSPENDED', 'LOCKED_OUT'])(
    '%s: updates the profile, keeps the status and names it',
    async status => {
      const login = `upd-${status.toLowerCase()}@example.com`
      const id = await org.person(login, status)
      const vendor = await org.iam(
        'iam-update-user',
        { email: login, title: 'Head' },
        { 'allow-enable': 'true' },
      )
      expect(vendor).toMatchObject({
        success: true,
        active: status === 'LOCKED_OUT',
        reason: expect.stringContaining(status),
      })
      expect(await org.user(id)).toMatchObject({ status, profile: { title: 'Head' } })
    },
  )

  it('STAGED: activated only when allow-enable was given as true', async () => {
    const id = await org.person('upd-staged@example.com', 'STAGED')
    expect(await org.iam('iam-update-user', { email: 'upd-staged@example.com', title: 'A' })).toMatchObject({
      active: false,
      success: true,
    })
    expect(await org.user(id)).toMatchObject({ status: 'STAGED', profile: { title: 'A' } })
    const given = await org.iam(
      'iam-update-user',
      { email: 'upd-staged@example.com', title: 'B' },
      { 'allow-enable': 'True' },
    )
    expect(given).toMatchObject({ action: 'enable', active: true, success: true })
    expect(await org.user(id)).toMatchObject({ status: 'PROVISIONED', profile: { title: 'B' } })
  })

  it('U3, U9: a deprovisioned user is activated and gets the new data in the same run; details tell the state after it', async () => {
    const id = await org.person('back@example.com', 'DEPROVISIONED', { title: 'Old' })
    const vendor = await org.iam('iam-update-user', { email: 'back@example.com', title: 'New' })
    expect(vendor).toMatchObject({
      action: 'enable',
      success: true,
      active: true,
      details: { status: 'PROVISIONED', profile: { title: 'New' } },
    })
    expect(await org.user(id)).toMatchObject({ status: 'PROVISIONED', profile: { title: 'New' } })
  })

  it.each([
    [{ 'allow-enable': 'false' }, {}],
    [{}, { 'enable-user-enabled': false }],
    [{}, { 'enable-disable-user-enabled': false }],
  ])('a deprovisioned user whom %j and %j forbid to enable is left alone', async (args, params) => {
    const login = `stay${Object.keys({ ...args, ...params })}@example.com`
    const id = await org.person(login, 'DEPROVISIONED', { title: 'Old' })
    const vendor = await org.iam('iam-update-user', { email: login, title: 'New' }, args, params)
    expect(vendor).toMatchObject({
      success: true,
      skipped: true,
      active: false,
      reason: expect.stringContaining('DEPROVISIONED'),
    })
    expect(await org.user(id)).toMatchObject({ status: 'DEPROVISIONED', profile: { title: 'Old' } })
  })

  it('an explicit true of enable-disable-user-enabled does not overrule enable-user-enabled', async () => {
    const id = await org.person('legacy@example.com', 'DEPROVISIONED')
    const params = { 'enable-disable-user-enabled': true, 'enable-user-enabled': false }
    await org.iam('iam-update-user', { email: 'legacy@example.com' }, {}, params)
    expect(await org.user(id)).toMatchObject({ status: 'DEPROVISIONED' })
  })

  it('twice in a row: the second says up to date and sends nothing', async () => {
    await org.person('same@example.com', 'ACTIVE')
    const profile = { email: 'same@example.com', title: 'Head', city: '' }
    await org.iam('iam-update-user', profile)
    await org.forget()
    expect(await org.iam('iam-update-user', profile)).toMatchObject({
      success: true,
      skipped: true,
      reason: 'User already exists and is up to date.',
    })
    expect(await bodies()).toEqual([])
  })

  it('absent is left alone, empty text is sent, null clears', async () => {
    const id = await org.person('three@example.com', 'ACTIVE', {
      title: 'T',
      city: 'Bern',
      state: 'BE',
      zipCode: '3000',
    })
    await org.iam('iam-update-user', { email: 'three@example.com', city: '', state: null })
    const profile = (await org.user(id))?.profile
    expect(profile).toMatchObject({ title: 'T', city: '', zipCode: '3000' })
    expect(profile?.state ?? null).toBeNull()
  })

  it('does not change a login that the profile does not name', async () => {
    const id = await org.person('login.name@example.com', 'ACTIVE', { email: 'mail.name@example.com' })
    await org.iam('iam-update-user', { email: 'mail.name@example.com', title: 'Head' })
    expect(await org.user(id)).toMatchObject({ profile: { login: 'login.name@example.com', title: 'Head' } })
  })

  it('missing: created, unless the argument or the parameter says no', async () => {
    const person = (name: string) => ({ email: `${name}@example.com`, givenname: 'A', surname: 'B' })
    expect(await org.iam('iam-update-user', person('made'))).toMatchObject({
      action: 'create',
      success: true,
      active: true,
    })
    expect(await org.user('made@example.com')).toMatchObject({ status: 'PROVISIONED' })

    const no = { action: 'update', success: true, skipped: true, reason: 'User does not exist' }
    expect(
      await org.iam('iam-update-user', person('gone'), { 'create-if-not-exists': 'false' }),
    ).toMatchObject(no)
    expect(
      await org.iam('iam-update-user', person('gone'), {}, { 'create-if-not-exists': false }),
    ).toMatchObject(no)
    const both = await org.iam('iam-update-user', person('gone'), {}, { 'create-user-enabled': false })
    expect(both).toMatchObject({
      skipped: true,
      reason: expect.stringMatching(/^User does not exist, and creating/),
    })
    expect(await org.user('gone@example.com')).toBeUndefined()
  })

  it('finds the account by olduserdata when e-mail and login change, and again on a second run', async () => {
    const id = await org.person('maiden@example.com', 'ACTIVE')
    const profile = {
      email: 'married@example.com',
      username: 'married@example.com',
      olduserdata: { email: 'maiden@example.com', username: 'maiden@example.com' },
    }
    expect(await org.iam('iam-update-user', profile)).toMatchObject({ action: 'update', success: true, id })
    expect(await org.user(id)).toMatchObject({
      profile: { login: 'married@example.com', email: 'married@example.com' },
    })
    expect(await org.iam('iam-update-user', profile)).toMatchObject({ success: true, skipped: true, id })
  })

  it('update-user-enabled off: skipped, and Okta is not asked', async () => {
    await org.forget()
    const vendor = await org.iam(
      'iam-update-user',
      { email: 'x@example.com' },
      {},
      { 'update-user-enabled': false },
    )
    expect(vendor).toMatchObject({
      action: 'update',
      success: true,
      skipped: true,
      reason: 'Command is disabled.',
    })
    expect(await org.requests()).toEqual([])
  })
})
