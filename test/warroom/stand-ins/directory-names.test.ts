import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { closed, type TestRoom } from '../engine/room.ts'
import { accountsIn, directoryRoom, ERROR, entryOf, iamLine, toldBy, vendorIn } from './directory.ts'

const OU = 'OU=Employees,DC=company,DC=example'
const ANN = { email: 'ann@company.example', username: 'ann', displayname: 'Ann Lee' }
const BOB = { email: 'bob@company.example', username: 'bob', displayname: 'Bob Ray' }

async function roomWith(...profiles: JsonObject[]): Promise<TestRoom> {
  const room = await directoryRoom()
  for (const profile of profiles) await entryOf(room, iamLine('create', profile))
  return room
}

const tell = async (room: TestRoom, wanted: string, profile: JsonObject) =>
  toldBy(await entryOf(room, iamLine(wanted, profile, wanted === 'update' ? 'allow-enable=false' : '')))

describe('who is meant', () => {
  const LONG = { email: 'l1@company.example', username: 'maximilian.mustermann.1', displayname: 'Max 1' }
  const FOUND: [who: string, there: JsonObject[], profile: JsonObject, username: string | undefined][] = [
    ['the username', [ANN, BOB], { username: 'bob' }, 'bob'],
    ['the username in another case', [ANN, BOB], { username: ' BOB ' }, 'bob'],
    ['the username with its domain', [ANN, BOB], { username: 'Bob@Company.example' }, 'bob'],
    ['a username of another domain is nobody', [ANN], { username: 'ann@other.example' }, undefined],
    ['the e-mail', [ANN, BOB], { email: 'Bob@company.example' }, 'bob'],
    ['the username counts before the e-mail', [ANN, BOB], { username: 'ann', email: BOB.email }, 'ann'],
    [
      'the e-mail counts where nobody has the username',
      [ANN, BOB],
      { username: 'x', email: BOB.email },
      'bob',
    ],
    [
      'what it was before counts first',
      [ANN, BOB],
      { ...ANN, olduserdata: { username: 'bob', email: BOB.email } },
      'bob',
    ],
    [
      'the old e-mail alone',
      [ANN, BOB],
      { email: 'new@company.example', olduserdata: { email: BOB.email } },
      'bob',
    ],
    [
      'a second run finds the new one',
      [ANN],
      { ...ANN, olduserdata: { username: 'old', email: 'old@company.example' } },
      'ann',
    ],
    [
      'a username that is cut to the same is somebody else',
      [LONG],
      { username: 'maximilian.mustermann.2' },
      undefined,
    ],
    ['a key of every object is nobody', [ANN], { username: '__proto__', email: 'constructor' }, undefined],
  ]

  test.each(FOUND)('%s', async (_, there, profile, username) => {
    const told = await tell(await roomWith(...there), 'get', profile)
    expect([told.success, told.username]).toEqual([username !== undefined, username])
  })

  test('two accounts with the e-mail are an error that names both, and nothing changes', async () => {
    const room = await roomWith(ANN, BOB)
    await entryOf(room, `!ad-update-user username=bob attribute-name=mail attribute-value=${ANN.email}`)
    const before = await accountsIn(room)
    expect(await tell(room, 'disable', { email: ANN.email })).toMatchObject({
      ...{ success: false, errorCode: '' },
      errorMessage:
        'More than one account fits: ann, bob; give the username of the one you mean. Nothing was changed.',
    })
    expect(await accountsIn(room)).toEqual(before)
  })
})

describe('names', () => {
  const NAMED: [profile: JsonObject, sam: string, login: string, dn: string][] = [
    [ANN, 'ann', 'ann@company.example', `CN=Ann Lee,${OU}`],
    [{ email: 'cy.fox@other.example' }, 'cy.fox', 'cy.fox@other.example', `CN=cy.fox,${OU}`],
    [{ email: 'c@x.example', givenname: 'Cy', surname: 'Fox' }, 'c', 'c@x.example', `CN=Cy Fox,${OU}`],
    [
      { email: 'm@x.example', username: 'maximilian.muster.mann' },
      'maximilian.muster.ma',
      'maximilian.muster.mann@company.example',
      `CN=maximilian.muster.ma,${OU}`,
    ],
    [
      { username: 'maximilian.mustermx.mann' },
      'maximilian.mustermx',
      'maximilian.mustermx.mann@company.example',
      `CN=maximilian.mustermx,${OU}`,
    ],
    [{ username: 'a b/c+d' }, 'abcd', 'a b/c+d@company.example', `CN=abcd,${OU}`],
    [
      { username: 'x', displayname: '#1, "Ann" <Lee>; a=b\\c+d' },
      'x',
      'x@company.example',
      `CN=\\#1\\, \\"Ann\\" \\<Lee\\>\\; a\\=b\\\\c\\+d,${OU}`,
    ],
  ]

  test.each(NAMED)('%j is %s, %s, %s', async (profile, sam, login, dn) => {
    const accounts = await accountsIn(await roomWith(profile))
    expect(accounts).toMatchObject({ [sam]: { userPrincipalName: login, dn } })
  })

  test('any username gives a sAMAccountName that may be one, or is refused', async () => {
    const room = await directoryRoom()
    const username = fc.string({ unit: fc.constantFrom(...'ab. @*?"|[]:;=,+<>/ü'), minLength: 1 })
    let number = 0
    await fc.assert(
      fc.asyncProperty(username, async name => {
        number += 1
        const profile = { username: `${name}`, email: `e${number}@x.example`, displayname: `d${number}` }
        const told = await tell(room, 'create', profile)
        if (told.success) expect(told.username).toMatch(/^[^"/\\[\]:;|=,+*?<>\s@]{1,20}$/)
        else expect([21, 68]).toContain(told.errorCode)
      }),
      { numRuns: 40 },
    )
    expect(Object.keys(await accountsIn(room)).filter(name => name.endsWith('.'))).toEqual([])
  })

  const taken = (what: string, todo: string) =>
    `entryAlreadyExists: ${what} is that of the account ann (ann@company.example) already; ${todo}. Nothing was changed.`
  const OTHER_USER = taken('the sAMAccountName ann', 'give the person another username')
  const HIS_OLD = { olduserdata: { username: 'bob', email: BOB.email } }
  const TWINS: [what: string, wanted: string, profile: JsonObject, errorMessage: string][] = [
    [
      'a second sAMAccountName',
      'create',
      { email: 'ann@other.example', displayname: 'Ann B. Lee' },
      OTHER_USER,
    ],
    ['a change of the username', 'update', { ...BOB, ...HIS_OLD, username: 'ann' }, OTHER_USER],
  ]

  test.each(TWINS)('%s is refused and changes nothing', async (_, wanted, profile, errorMessage) => {
    const room = await roomWith(ANN, BOB)
    const before = await accountsIn(room)
    expect(await tell(room, wanted, { ...profile, title: 'Lead' })).toEqual({
      ...{ action: wanted, success: false, skipped: false, errorCode: 68, errorMessage },
      email: profile.email,
    })
    expect(await accountsIn(room)).toEqual(before)
  })

  test('the second with a display name gets a number, and keeps it', async () => {
    const room = await roomWith(ANN, BOB, {
      username: 'ann.2',
      email: 'a2@x.example',
      displayname: 'Ann Lee',
    })
    const namesOf = async () => {
      const accounts = Object.values(await accountsIn(room)) as JsonObject[]
      return accounts.map(({ name, displayName }) => `${name} / ${displayName}`).sort()
    }
    expect(await namesOf()).toEqual(['Ann Lee / Ann Lee', 'Ann Lee1 / Ann Lee', 'Bob Ray / Bob Ray'])
    await entryOf(room, iamLine('update', { ...BOB, displayname: 'ann lee' }))
    await entryOf(
      room,
      iamLine('update', { username: 'ann.2', email: 'a2@x.example', displayname: 'Ann Lee', title: 'Lead' }),
    )
    expect(await namesOf()).toEqual(['Ann Lee / Ann Lee', 'Ann Lee1 / Ann Lee', 'ann lee2 / ann lee'])
  })

  test('one and the same person may keep the name', async () => {
    const room = await roomWith(ANN)
    expect(await tell(room, 'create', { ...ANN, title: 'Lead' })).toMatchObject({
      success: true,
      action: 'update',
    })
  })

  test('another organizational unit may have the name as well, and accounts stay where they are', async () => {
    const first = await roomWith(ANN)
    const state = await closed(first)
    const room = await directoryRoom({ ou: 'OU=Sales,DC=company,DC=example' }, state)
    await entryOf(room, iamLine('create', { ...BOB, displayname: 'Ann Lee' }))
    await entryOf(room, iamLine('update', { ...ANN, title: 'Lead' }))
    expect(await accountsIn(room)).toMatchObject({
      ann: { dn: `CN=Ann Lee,${OU}` },
      bob: { dn: 'CN=Ann Lee,OU=Sales,DC=company,DC=example' },
    })
  })
})

describe('attributes', () => {
  test('a rename hits the same account and takes all of its names along', async () => {
    const room = await roomWith(ANN, { ...BOB, manageremailaddress: ANN.email })
    const renamed = { email: 'ann.fox@company.example', username: 'ann.fox', displayname: 'Ann Fox' }
    const entry = await entryOf(
      room,
      iamLine('update', { ...renamed, olduserdata: ANN }, 'allow-enable=false'),
    )
    expect(toldBy(entry)).toMatchObject({
      id: '00000000-0000-4000-8000-000000000001',
      username: 'ann.fox',
      email: renamed.email,
    })
    const dn = `CN=Ann Fox,${OU}`
    expect(await accountsIn(room)).toMatchObject({
      'ann.fox': { dn, cn: 'Ann Fox', mail: renamed.email, userPrincipalName: 'ann.fox@company.example' },
      bob: { manager: dn },
    })
  })

  test('what is absent is left alone, null and an empty text clear', async () => {
    const room = await roomWith({ ...ANN, title: 'Lead', department: 'R&D', city: 'Rome', workphone: 49 })
    const change = { username: 'ann', title: null, department: '', displayname: null, city: ' Oslo ' }
    const { details } = vendorIn(await entryOf(room, iamLine('update', change, 'allow-enable=false')))
    expect(details).toMatchObject({
      displayName: 'Ann Lee',
      mail: ANN.email,
      l: 'Oslo',
      telephoneNumber: '49',
    })
    expect(details).not.toHaveProperty('title')
    expect(details).not.toHaveProperty('department')
  })

  test('a manager is an account: one that is not there is told, null takes the manager away', async () => {
    const room = await roomWith(ANN, { ...BOB, manageremailaddress: ANN.email })
    const him = async (manageremailaddress: string | null) => {
      const told = await tell(room, 'update', {
        ...BOB,
        title: String(manageremailaddress),
        manageremailaddress,
      })
      return [told.reason, (await accountsIn(room)).bob?.manager]
    }
    expect(await him('gone@company.example')).toEqual([
      'The manager gone@company.example has no account; the attribute manager was left as it is.',
      `CN=Ann Lee,${OU}`,
    ])
    expect(await him(null)).toEqual([undefined, undefined])
  })

  test('members that no attribute takes do not reach the account', async () => {
    const room = await directoryRoom()
    const line = iamLine('create', ANN).replace('{', '{"__proto__":{"title":"x"},"userAccountControl":512,')
    const entry = await entryOf(room, line)
    expect(entry.Type).not.toBe(ERROR)
    expect(vendorIn(entry)).toMatchObject({ active: false })
    expect(entry.Contents).not.toHaveProperty('title')
  })
})
