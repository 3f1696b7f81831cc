import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENTERPRISE } from '../../../Integrations/ScimIAM/wanted/path.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { openApp, SERVERS, type TestApp } from '../app.ts'

const person = (name: string, more: JsonObject = {}): JsonObject => ({
  email: `${name}@example.com`,
  username: `${name}@example.com`,
  givenname: name,
  surname: 'Lee',
  ...more,
})

describe.each(SERVERS)('users of %s', (_, start) => {
  let app: TestApp
  beforeAll(async () => {
    app = await openApp(await start())
    for (let index = 0; index < 9; index += 1) app.server.addUser({ userName: `before${index}@example.com` })
  })
  afterAll(() => app.close())

  const user = (name: string) => app.server.users().find(({ userName }) => userName === `${name}@example.com`)
  const changing = () => app.requests().filter(request => !request.startsWith('GET '))

  it('creates somebody with what the mapper gives', async () => {
    const profile = person('ann', { department: 'HR', employeeid: '7', mobilephone: '+1', title: null })
    expect(await app.iam('iam-create-user', profile)).toMatchObject({
      ...{ action: 'create', success: true, active: true, username: 'ann@example.com', skipped: false },
      ...{ email: 'ann@example.com', brand: 'SCIM IAM', instanceName: 'CRM', errorCode: null },
    })
    expect(user('ann')).toMatchObject({
      userName: 'ann@example.com',
      active: true,
      name: { givenName: 'ann', familyName: 'Lee' },
      emails: [{ type: 'work', value: 'ann@example.com', primary: true }],
      phoneNumbers: [{ type: 'mobile', value: '+1' }],
      [ENTERPRISE]: { department: 'HR', employeeNumber: '7' },
    })
    expect(user('ann')).not.toHaveProperty('title')
  })

  it('sends nothing for what is so already', async () => {
    app.forget()
    expect(await app.iam('iam-create-user', person('ann', { department: 'HR' }))).toMatchObject({
      ...{ action: 'update', success: true, skipped: true, reason: 'User already exists and is up to date.' },
    })
    expect(changing()).toEqual([])
  })

  it('sends in one request what differs: new, other and cleared values', async () => {
    app.forget()
    const profile = person('ann', { department: 'IT', title: 'Clerk', mobilephone: null, city: 'Bern' })
    expect(await app.iam('iam-update-user', profile)).toMatchObject({ action: 'update', success: true })
    expect(changing()).toHaveLength(1)
    expect(user('ann')).toMatchObject({
      ...{ title: 'Clerk', name: { givenName: 'ann' }, active: true },
      addresses: [{ type: 'work', locality: 'Bern' }],
      [ENTERPRISE]: { department: 'IT', employeeNumber: '7' },
    })
    expect(user('ann')?.phoneNumbers ?? []).toEqual([])
  })

  it('finds by the values before a change and renames', async () => {
    const profile = { ...person('anna'), olduserdata: person('ann') }
    expect(await app.iam('iam-update-user', profile)).toMatchObject({
      ...{ action: 'update', success: true, username: 'anna@example.com', email: 'anna@example.com' },
    })
    expect([user('ann'), user('anna')?.emails]).toMatchObject([undefined, [{ value: 'anna@example.com' }]])
  })

  it('disables, and does nothing the second time', async () => {
    expect(await app.iam('iam-disable-user', { email: 'anna@example.com' })).toMatchObject({
      ...{ action: 'disable', success: true, active: false },
    })
    expect(user('anna')).toMatchObject({ active: false, title: 'Clerk' })
    app.forget()
    expect(await app.iam('iam-disable-user', { email: 'anna@example.com' })).toMatchObject({
      ...{ success: true, skipped: true, reason: 'User is already disabled.' },
    })
    expect(changing()).toEqual([])
  })

  it('reads somebody by any name in any case, through the incoming mapper', async () => {
    const { id } = user('anna') ?? {}
    for (const profile of [{ id }, { username: 'ANNA@example.com' }, { email: 'Anna@Example.com' }])
      expect(await app.iam('iam-get-user', profile as JsonObject)).toMatchObject({
        success: true,
        id,
        active: false,
      })
    const { entries } = await app.command('iam-get-user', {
      'user-profile': { username: 'anna@example.com' },
    })
    const [, profile] =
      Object.entries(entries[0]?.EntryContext ?? {}).find(([key]) => /UserProfile/.test(key)) ?? []
    expect(profile).toMatchObject({
      ...{ email: 'anna@example.com', username: 'anna@example.com', givenname: 'anna', surname: 'Lee' },
      ...{ department: 'IT', employeeid: '7', city: 'Bern', title: 'Clerk' },
    })
  })

  it('leaves an inactive user so when that is wanted, and enables otherwise', async () => {
    const profile = person('anna', { title: 'Head' })
    expect(await app.iam('iam-update-user', profile, { 'allow-enable': 'false' })).toMatchObject({
      ...{ action: 'update', success: true, active: false },
      reason: 'The user stays inactive: allow-enable is false.',
    })
    app.forget()
    expect(await app.iam('iam-update-user', person('anna', { title: 'Boss' }))).toMatchObject({
      ...{ action: 'enable', success: true, active: true },
    })
    expect(changing()).toHaveLength(1)
    expect(user('anna')).toMatchObject({ active: true, title: 'Boss' })
  })

  it('tells that nobody is there, and skips, creates or fails by the switches', async () => {
    const nobody = person('nobody')
    expect(await app.iam('iam-get-user', nobody)).toMatchObject({ success: false, errorCode: 404 })
    expect(await app.iam('iam-disable-user', nobody)).toMatchObject({
      skipped: true,
      reason: 'User does not exist',
    })
    const off = { 'create-if-not-exists': 'false' }
    expect(await app.iam('iam-update-user', nobody, off)).toMatchObject({ skipped: true })
    app.forget()
    expect(await app.iam('iam-create-user', nobody, {}, { 'create-user-enabled': false })).toMatchObject({
      ...{ skipped: true, reason: 'Command is disabled.' },
    })
    expect(app.requests()).toEqual([])
    expect(user('nobody')).toBeUndefined()
    expect(await app.iam('iam-update-user', nobody, { 'allow-enable': 'false' })).toMatchObject({
      ...{ action: 'create', active: false, reason: 'The user was made inactive: allow-enable is false.' },
    })
  })

  it('does not take somebody who shares the e-mail for another', async () => {
    app.server.addUser({
      userName: 'bob@example.com',
      name: { givenName: 'Bob', familyName: 'Ray' },
      emails: [{ value: 'office@example.com', type: 'work' }],
    })
    app.forget()
    const cleo = {
      username: 'cleo@example.com',
      email: 'office@example.com',
      givenname: 'Cleo',
      surname: 'Fox',
    }
    expect(await app.iam('iam-update-user', cleo)).toMatchObject({
      success: false,
      errorMessage: expect.stringMatching(
        /^Found by its e-mail office@example\.com alone is Bob Ray \(bob@example\.com\), not Cleo Fox/,
      ),
    })
    expect(changing()).toEqual([])
  })

  it('fails where an e-mail means two users, and an id another one than the userName', async () => {
    const ids = ['d1', 'd2'].map(name =>
      app.server.addUser({ userName: `${name}@example.com`, emails: [{ value: 'd@example.com' }] }),
    )
    app.forget()
    expect(await app.iam('iam-disable-user', { email: 'd@example.com' })).toMatchObject({
      success: false,
      errorMessage: expect.stringMatching(new RegExp(`${ids[0]} \\(d1@example\\.com\\), ${ids[1]} \\(d2@`)),
    })
    const mixed = { id: ids[0] ?? '', username: 'd2@example.com' }
    expect(await app.iam('iam-disable-user', mixed)).toMatchObject({
      success: false,
      errorMessage: expect.stringMatching(
        new RegExp(`the id ${ids[0]} and the userName d2@example\\.com: ${ids[0]}`),
      ),
    })
    expect(changing()).toEqual([])
  })

  it('does not take the id of somebody else for the person', async () => {
    const { id = '' } = user('anna') ?? {}
    app.forget()
    const gus = {
      id,
      username: 'gus@example.com',
      email: 'gus@example.com',
      givenname: 'Gus',
      surname: 'Ost',
    }
    expect(await app.iam('iam-update-user', gus)).toMatchObject({
      success: false,
      errorMessage: expect.stringMatching(
        /^Found by its id .* alone is anna Lee .*Take the id out of the profile/,
      ),
    })
    expect(changing()).toEqual([])
  })

  it('finds whom a filter that minds the case has overlooked', async () => {
    app.server.addUser({ userName: 'EVE@Example.com' })
    expect(await app.iam('iam-update-user', person('eve', { title: 'Cook' }))).toMatchObject({
      ...{ action: 'update', success: true },
    })
    expect(app.server.users().filter(({ userName }) => /^eve@/i.test(userName))).toHaveLength(1)
  })
})
