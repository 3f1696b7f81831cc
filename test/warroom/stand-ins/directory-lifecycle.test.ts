import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import {
  accountsIn,
  directoryRoom,
  entryOf,
  iamLine,
  lastOf,
  PASSWORD,
  toldBy,
  userProfileIn,
  vendorIn,
} from './directory.ts'

const ANN = {
  ...{ email: 'ann@company.example', username: 'ann', givenname: 'Ann', surname: 'Lee' },
  ...{ displayname: 'Ann Lee', title: 'Engineer', department: 'R&D' },
}
const CREATE = iamLine('create', ANN)
const GIVE_PASSWORD = `!ad-set-new-password username=ann password=${PASSWORD}`
const ENABLE = '!ad-enable-account username=ann'
const ID = '00000000-0000-4000-8000-000000000001'
const HER = { id: ID, username: 'ann', email: 'ann@company.example' }
const NO_PASSWORD =
  'ann was not enabled: 0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0.'
const FORBIDDEN = 'The account stays disabled: enabling users is not allowed (enable-user-enabled).'
const update = (change: JsonObject = {}, more = '') => iamLine('update', { ...ANN, ...change }, more)

interface Case {
  lines: string[]
  params?: JsonObject
  told: JsonObject
  /** Of the only account after the last line; none is none. */
  account?: JsonObject
}

const DONE = { success: true, skipped: false, ...HER }
const SKIPPED = { success: true, skipped: true }

const CASES: Record<string, Case> = {
  'a new account is disabled and has no password': {
    lines: [CREATE],
    told: {
      ...DONE,
      action: 'create',
      active: false,
      reason: 'The account is disabled: it has no password yet.',
    },
    account: { userAccountControl: 514, pwdSet: false, pwdLastSet: '0' },
  },
  'creating who exists updates': {
    lines: [CREATE, iamLine('create', { ...ANN, title: 'Lead' }, 'allow-enable=false')],
    told: { ...DONE, action: 'update', active: false },
    account: { title: 'Lead' },
  },
  'creating who exists without a password is no failure': {
    lines: [CREATE, CREATE],
    told: {
      ...{ ...SKIPPED, ...HER, action: 'update', active: false },
      reason: 'User already exists and is up to date. The account stays disabled: it has no password yet.',
    },
  },
  'creating who exists enables': {
    lines: [CREATE, GIVE_PASSWORD, CREATE],
    told: { ...DONE, action: 'enable', active: true },
    account: { userAccountControl: 512 },
  },
  'an update without a word enables, as the public integration does': {
    lines: [CREATE, GIVE_PASSWORD, update()],
    told: { ...DONE, action: 'enable', active: true },
    account: { userAccountControl: 512, pwdSet: true },
  },
  'an update that may not enable does not': {
    lines: [CREATE, GIVE_PASSWORD, update({ title: 'Lead' }, 'allow-enable=false')],
    told: { ...DONE, action: 'update', active: false },
    account: { userAccountControl: 514, title: 'Lead' },
  },
  'enabling without a password is refused, the profile is kept': {
    lines: [CREATE, update({ title: 'Lead' }, 'allow-enable=true')],
    told: {
      ...{ ...DONE, action: 'update', active: false, success: false, errorCode: 53 },
      errorMessage: `${NO_PASSWORD} It has no password; set one with ad-set-new-password first.`,
    },
    account: { userAccountControl: 514, title: 'Lead' },
  },
  'enabling that the instance does not allow is left out': {
    params: { 'enable-user-enabled': false },
    lines: [CREATE, GIVE_PASSWORD, update({ title: 'Lead' }, 'allow-enable=true')],
    told: { ...DONE, action: 'update', active: false, reason: FORBIDDEN },
    account: { userAccountControl: 514, title: 'Lead' },
  },
  'an update that changes nothing is skipped': {
    lines: [CREATE, GIVE_PASSWORD, ENABLE, update()],
    told: {
      ...SKIPPED,
      ...HER,
      action: 'update',
      active: true,
      reason: 'User already exists and is up to date.',
    },
  },
  'an update of nobody creates': {
    lines: [update()],
    told: {
      ...DONE,
      action: 'create',
      active: false,
      reason: 'The account is disabled: it has no password yet.',
    },
    account: { sAMAccountName: 'ann' },
  },
  'an update of nobody is skipped where the parameter says so': {
    params: { 'create-if-not-exists': false },
    lines: [update()],
    told: { ...SKIPPED, action: 'update', email: ANN.email, reason: 'User does not exist' },
  },
  'the argument counts more than the parameter': {
    lines: [update({}, 'create-if-not-exists=false')],
    told: { ...SKIPPED, action: 'update', email: ANN.email, reason: 'User does not exist' },
  },
  'an update of nobody does not create where that is not allowed': {
    params: { 'create-user-enabled': false },
    lines: [update()],
    told: {
      ...{ ...SKIPPED, action: 'update', email: ANN.email },
      reason: 'User does not exist, and creating users is not allowed (create-user-enabled).',
    },
  },
  'creating who exists leaves the profile alone where updating is not allowed': {
    params: { 'update-user-enabled': false },
    lines: [CREATE, iamLine('create', { ...ANN, title: 'Lead' }, 'allow-enable=false')],
    told: {
      ...{ ...SKIPPED, ...HER, action: 'update', active: false },
      reason: 'User already exists, and updating users is not allowed (update-user-enabled).',
    },
    account: { title: 'Engineer' },
  },
  'creating who exists still enables there': {
    params: { 'update-user-enabled': false },
    lines: [CREATE, GIVE_PASSWORD, iamLine('create', { ...ANN, title: 'Lead' })],
    told: {
      ...{ ...DONE, action: 'enable', active: true },
      reason: 'User already exists, and updating users is not allowed (update-user-enabled).',
    },
    account: { title: 'Engineer', userAccountControl: 512 },
  },
  'disabling disables, and keeps the password': {
    lines: [CREATE, GIVE_PASSWORD, ENABLE, iamLine('disable', ANN)],
    told: { ...DONE, action: 'disable', active: false },
    account: { userAccountControl: 514, pwdSet: true },
  },
  'disabling the disabled is skipped': {
    lines: [CREATE, iamLine('disable', ANN)],
    told: { ...SKIPPED, ...HER, action: 'disable', active: false, reason: 'User is already disabled.' },
  },
  'disabling nobody is skipped': {
    lines: [iamLine('disable', ANN)],
    told: { ...SKIPPED, action: 'disable', email: ANN.email, reason: 'User does not exist' },
  },
  'nobody is not found': {
    lines: [iamLine('get', ANN)],
    told: {
      ...{ action: 'get', success: false, skipped: false, email: ANN.email },
      ...{ errorCode: 404, errorMessage: 'User does not exist' },
    },
  },
  'somebody is found': {
    lines: [CREATE, iamLine('get', { username: 'ANN' })],
    told: { ...DONE, action: 'get', active: false },
  },
}

test.each(Object.entries(CASES))('%s', async (_, { lines, params = {}, told, account }) => {
  const room = await directoryRoom(params)
  const entry = await lastOf(room, lines)
  expect([entry.Type, toldBy(entry)]).toEqual([1, told])
  const accounts = Object.values(await accountsIn(room))
  if (account) expect(accounts).toMatchObject([account])
  else expect(accounts.length).toBe(told.id === undefined ? 0 : 1)
})

const SWITCHED_OFF = ['create', 'update', 'disable']

test.each(SWITCHED_OFF)(
  'iam-%s-user is skipped where its switch is off, also when the server is down',
  async wanted => {
    const room = await directoryRoom({ [`${wanted}-user-enabled`]: false, down: true })
    const entry = await entryOf(room, iamLine(wanted, ANN))
    expect(toldBy(entry)).toEqual({
      ...{ ...SKIPPED, action: wanted, email: ANN.email },
      reason: 'Command is disabled.',
    })
    expect(entry.HumanReadable).toContain('|brand|instanceName|skipped|reason|email|')
  },
)

describe('the entry', () => {
  test('the account is its contents and the details, and the table names it', async () => {
    const room = await directoryRoom()
    const entry = await entryOf(room, CREATE)
    const account = {
      ...{
        dn: 'CN=Ann Lee,OU=Employees,DC=company,DC=example',
        name: 'Ann Lee',
        cn: 'Ann Lee',
        objectGUID: ID,
      },
      ...{ sAMAccountName: 'ann', userPrincipalName: 'ann@company.example', displayName: 'Ann Lee' },
      ...{ mail: 'ann@company.example', givenName: 'Ann', sn: 'Lee', title: 'Engineer', department: 'R&D' },
      ...{ userAccountControl: 514, pwdSet: false, pwdLastSet: '0' },
      whenCreated: expect.stringMatching(/^2026-03-01T08:/),
    }
    expect(entry.Contents).toEqual(account)
    expect(vendorIn(entry)).toMatchObject({
      ...{ brand: 'Active Directory Query v2', instanceName: 'ad_1' },
      ...{ details: account, errorCode: null, errorMessage: null },
    })
    expect(entry.HumanReadable).toContain('### Create User Results (Active Directory Query v2)')
  })

  test('a success takes the place of an earlier failure in the context', async () => {
    const room = await directoryRoom()
    for (const line of [
      '!createNewIncident name=one',
      '/incident 1',
      CREATE,
      update(),
      GIVE_PASSWORD,
      update(),
    ])
      await room.session.run(line)
    const { IAM } = room.session.parts.state.room.investigation('1').context.value as { IAM: JsonObject }
    expect(IAM).toMatchObject({
      Vendor: { action: 'enable', success: true, errorCode: null, errorMessage: null, active: true },
      UserProfile: { email: ANN.email, title: 'Engineer' },
    })
  })

  test('what was read is the user profile, what is given stays in it otherwise', async () => {
    const room = await directoryRoom()
    const given = { ...ANN, hiredate: '2026-03-02', olduserdata: { email: 'old@company.example' } }
    const { olduserdata: _, ...kept } = given
    expect(userProfileIn(await entryOf(room, iamLine('create', given)))).toEqual(kept)
    expect(userProfileIn(await entryOf(room, iamLine('get', { email: ANN.email })))).toEqual(ANN)
  })

  const BAD: [given: string, said: string][] = [
    ['[1]', 'The argument user-profile must be a JSON object, not "[1]".'],
    ['Ann', 'The argument user-profile must be a JSON object, not "Ann".'],
    ['{"title":"x"}', 'The argument user-profile must hold an email or a username; it holds title.'],
    ['{}', 'The argument user-profile must hold an email or a username; it holds nothing.'],
    [
      '{"email":"a@b.example","title":{"a":1}}',
      'The member title of user-profile must be a text, not {"a":1}.',
    ],
  ]

  test.each(BAD)('the profile %s is an error', async (given, said) => {
    const room = await directoryRoom()
    const line = `!iam-create-user user-profile=\`${given}\``
    expect(await entryOf(room, line)).toMatchObject({ Type: 4, Contents: said })
    expect(await accountsIn(room)).toEqual({})
  })
})
