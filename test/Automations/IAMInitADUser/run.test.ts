import { describe, expect, test } from 'vitest'
import { IAMInitADUser } from '../../../Automations/IAMInitADUser/index.ts'
import { Refusal } from '../../../kit/errors.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { ran } from '../ran.ts'
import { ARGS, errorEntry, type Given, note, PASSWORD, PROFILE, platform, profileOf } from './given.ts'

const KEY =
  'IAM.InitADUser(val.instanceName && val.instanceName == obj.instanceName && val.sAMAccountName == obj.sAMAccountName)'
const OUTCOME = {
  ...{ instanceName: 'AD_1', sAMAccountName: 'ann.lee', email: 'ann@example.com' },
  ...{ success: true, sentMail: true, errorDetails: '', sendMailError: '', warning: '' },
}
const GONE = profileOf('bob@example.com', { displayname: 'Bob Hill', adaccountstatus: 'Disabled' })
const SET = ['ad-set-new-password', { username: 'ann.lee', using: 'AD_1', password: PASSWORD }]
const CHANGE = {
  ...{ username: 'ann.lee', using: 'AD_1', 'attribute-name': 'pwdLastSet', 'attribute-value': '0' },
}

async function init(args: JsonObject = {}, given: Given = {}) {
  const { host, calls, mails } = platform(given)
  const result = await ran(IAMInitADUser, { ...ARGS, ...args }, host)
  const text = JSON.stringify(result)
  expect(text).not.toContain(JSON.stringify(PASSWORD).slice(1, -1))
  expect(text).not.toContain('aB3&')
  return { result, calls, mails: mails(), outcome: result.context?.[KEY] as JsonObject }
}

describe('a first password', () => {
  test('is set, has to be changed, and goes to the service desk and the manager', async () => {
    const { result, calls, outcome } = await init()
    expect(calls.slice(0, 3)).toEqual([['IAMGeneratePassword', {}], SET, ['ad-update-user', CHANGE]])
    expect(calls.slice(3).map(([name, { to }]) => [name, to])).toEqual([
      ['send-mail', 'desk@example.com'],
      ['send-mail', 'bob@example.com'],
    ])
    expect(outcome).toEqual(OUTCOME)
    expect(result).toMatchObject({ contents: OUTCOME, failed: false })
    expect(result.readable).toBe(
      'The account "ann.lee" on "AD_1" has its first password, which has to be changed at the first logon. It is not enabled by this. The password was mailed to the service desk (desk@example.com) and the manager (bob@example.com).',
    )
  })

  test('is there, and to be changed, before the account is enabled', async () => {
    const { calls, result } = await init({ enable_user: 'true' })
    expect(calls.slice(1, 4)).toEqual([
      SET,
      ['ad-update-user', CHANGE],
      ['ad-enable-account', { username: 'ann.lee', using: 'AD_1' }],
    ])
    expect(result.readable).toContain('It is enabled.')
  })

  test('is mailed to nobody when nobody is to get mails', async () => {
    const { calls, outcome, result } = await init({ send_mail: 'false', service_desk_email: 'no address' })
    expect(calls.map(([name]) => name)).toEqual([
      'IAMGeneratePassword',
      'ad-set-new-password',
      'ad-update-user',
    ])
    expect(outcome).toEqual({ ...OUTCOME, sentMail: false })
    expect(result.readable).toContain(
      'As SendEmail of the playbook is False no mail was sent, and nobody knows the password.',
    )
  })

  test('is that of another script, and on the instance that is named', async () => {
    const answers = { Other: [note(` ${PASSWORD}\n`)] }
    const { calls } = await init({ pwdGenerationScript: 'Other', instance: 'AD_1' }, { answers })
    expect(calls.slice(0, 2)).toEqual([['Other', {}], SET])
  })
})

describe('a manager who has left', () => {
  test('gets no mail, and is named', async () => {
    const { mails, outcome, result } = await init({}, { profiles: [GONE] })
    expect(mails.map(({ to }) => to)).toEqual(['desk@example.com'])
    const warning =
      'The manager Bob Hill (bob@example.com) has left; no mail was sent there. Correct the manager in the HR report, and see that somebody else hands the password over.'
    expect(outcome).toEqual({ ...OUTCOME, warning })
    expect(result.readable).toContain(warning)
  })

  test('is named too when the directory fails', async () => {
    const answers = { 'ad-set-new-password': [errorEntry('no such account')] }
    const { outcome, mails } = await init({}, { profiles: [GONE], answers })
    expect(mails).toEqual([])
    expect(outcome).toMatchObject({ success: false, warning: expect.stringContaining('Bob Hill') })
  })
})

const DESKLESS = { service_desk_email: '' }
const WITHOUT_PASSWORD = { manager_email_template_list_name: 'm', service_desk_email_template_list_name: 'm' }
describe('nothing is changed when', () => {
  test.each<[string, JsonObject, Given, string]>([
    [
      'the manager has left',
      DESKLESS,
      { profiles: [GONE] },
      'ServiceDeskEmail of the playbook is empty, and the manager Bob Hill',
    ],
    [
      'nobody is named',
      { ...DESKLESS, user_profile: {} },
      {},
      'and the User Profile names no manager. No password was set.',
    ],
    [
      'the manager is no address',
      { ...DESKLESS, user_profile: { manageremailaddress: 'n/a' } },
      {},
      'the manager\'s address "n/a" is no e-mail address',
    ],
    [
      'no template holds the password',
      WITHOUT_PASSWORD,
      { lists: { m: 'Hello ${displayname} ${Password}' } },
      'of the account "ann.lee": the template of the mail holds no ${password}.',
    ],
    [
      'an address is none',
      { service_desk_email: 'desk@example.com, desk' },
      {},
      '"service_desk_email" names "desk"',
    ],
    [
      'one to tell is none',
      { notification_email_addresses: '<a@b>' },
      {},
      '"notification_email_addresses" names',
    ],
    ['the instance is unknown', { instance: 'AD_9' }, {}, '"instance" is "AD_9", which does not exist'],
    ['the instance is disabled', { instance: 'AD_off' }, {}, 'which is a disabled instance'],
    ['there is no directory', {}, { modules: {} }, 'The argument "instance" is missing'],
    [
      'the account is no name',
      { sAMAccountName: 'a*' },
      {},
      'The argument "sAMAccountName" is "a*"; expected',
    ],
    ['the account is a placeholder', { sAMAccountName: 'a${b}' }, {}, '"sAMAccountName" is "a${b}"'],
  ])('%s', async (_, args, given, sentence) => {
    const { result, calls, outcome } = await init(args, given)
    expect(calls).toEqual([])
    expect(result).toMatchObject({ failed: true, contents: expect.stringContaining(sentence) })
    expect(outcome).toMatchObject({
      success: false,
      sentMail: false,
      errorDetails: expect.stringContaining(sentence),
    })
  })

  test('the script fails', async () => {
    const { calls, result } = await init({}, { answers: { IAMGeneratePassword: [errorEntry(PASSWORD)] } })
    expect(calls).toHaveLength(1)
    expect(result).toMatchObject({ failed: true, contents: expect.stringContaining('gave an error instead') })
  })
})

describe('what the directory refuses', () => {
  const refused = async (command: string, entry = errorEntry('no such account')) => {
    const answers = { [command]: [entry] }
    const { outcome, mails, calls } = await init({ enable_user: 'yes' }, { answers })
    expect(mails).toEqual([])
    expect(calls.at(-1)?.[0]).toBe(command)
    expect(outcome).toMatchObject({ instanceName: 'AD_1', success: false, sentMail: false })
    return outcome.errorDetails
  }

  test.each(['ad-set-new-password', 'ad-update-user', 'ad-enable-account'])(
    '%s: its text is the error',
    async command => {
      expect(await refused(command)).toBe(`${command} on "AD_1" failed: no such account`)
    },
  )

  test.each(['problem 5003 (WILL_NOT_PERFORM)', 'It does not meet the Complexity rules'])(
    '%s is the policy of the domain',
    async text => {
      expect(await refused('ad-set-new-password', errorEntry(text))).toBe(
        `The password that the script "IAMGeneratePassword" makes does not meet the policy of the domain; name a script in PasswordGenerationScriptName of the playbook that makes longer or more complex ones. ad-set-new-password on "AD_1" failed: ${text}`,
      )
    },
  )

  test.each(['ad-set-new-password', 'ad-update-user', 'ad-enable-account'])(
    'a password that %s echoes is masked',
    async command => {
      const echoes = `${PASSWORD} ${JSON.stringify(PASSWORD)} ${encodeURIComponent(PASSWORD)}`
      expect(await refused(command, errorEntry(echoes))).toBe(
        `${command} on "AD_1" failed: ******** "********" ********`,
      )
    },
  )

  test('a fault of ours is no answer of the directory', async () => {
    const { host } = platform()
    const broken = { ...host, getModules: () => Promise.reject(new TypeError('broken')) }
    await expect(ran(IAMInitADUser, ARGS, broken)).rejects.toThrow(TypeError)
    const refusing = { ...host, getModules: () => Promise.reject(new Refusal('not now')) }
    expect(await ran(IAMInitADUser, ARGS, refusing)).toMatchObject({ failed: true, contents: 'not now' })
  })

  test('a profile that is none is refused before all', async () => {
    const { host, calls } = platform()
    await expect(ran(IAMInitADUser, { ...ARGS, user_profile: 'Ann' }, host)).rejects.toThrow(
      '"user_profile" is "Ann"',
    )
    expect(calls).toEqual([])
  })
})

test('a profile as text is read, and the e-mail of one without is empty', async () => {
  expect((await init({ user_profile: JSON.stringify(PROFILE) })).outcome).toEqual(OUTCOME)
  expect((await init({ user_profile: '{}' })).outcome).toEqual({ ...OUTCOME, email: '' })
})
