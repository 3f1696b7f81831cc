import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { directoryInstance } from '../../../Automations/IAMInitADUser/instance.ts'
import { masked, newPassword } from '../../../Automations/IAMInitADUser/new-password.ts'
import { letterHtml, tellsPassword } from '../../../Automations/IAMInitADUser/template.ts'
import { addressesOf, isAddress } from '../../../Automations/user-profile/addresses.ts'
import { managerOf } from '../../../Automations/user-profile/manager.ts'
import { Refusal } from '../../../kit/errors.ts'
import type { Entry, Json, JsonObject } from '../../../kit/wire.ts'
import { answering } from '../answering.ts'
import { hostWith } from '../host-with.ts'
import { errorEntry, MODULES, note, platform, profileOf, TWO_DOMAINS } from './given.ts'

describe('an address', () => {
  test.each([
    ['ann@example.com', true],
    ["o'hara+x@sub.example.com", true],
    ['ann', false],
    ['@example.com', false],
    ['ann@', false],
    ['a@b@c', false],
    ['a@b,c@d', false],
    ['a@b;c@d', false],
    ['Ann <ann@example.com>', false],
    ['ann@example.com\nBcc: x@y', false],
    ['', false],
  ])('%j: %s', (text, is) => {
    expect(isAddress(text)).toBe(is)
  })

  test('is taken once and without blanks', () => {
    expect(addressesOf('x', [' a@b ', 'a@b', '', 'c@d'])).toEqual(['a@b', 'c@d'])
    expect(() => addressesOf('x', ['a@b', 'c'])).toThrow(
      'The argument "x" names "c"; expected e-mail addresses',
    )
  })
})

describe('the instance', () => {
  test.each<[string | undefined, Record<string, JsonObject>, string]>([
    [undefined, MODULES, 'AD_1'],
    ['AD_1', MODULES, 'AD_1'],
    ['AD_2', TWO_DOMAINS, 'AD_2'],
    ['Mail', MODULES, 'Mail'],
  ])('%j', (given, modules, instance) => {
    expect(directoryInstance(given, modules)).toBe(instance)
  })

  test.each<[string | undefined, Record<string, JsonObject>, string]>([
    [
      undefined,
      TWO_DOMAINS,
      'there is not exactly one enabled instance of Active Directory Query v2 (AD_1, AD_2)',
    ],
    [undefined, {}, 'Active Directory Query v2 (none); name the one in which the account is.'],
    [
      'constructor',
      MODULES,
      '"instance" is "constructor", which does not exist; name one that is enabled: AD_1, Mail.',
    ],
  ])('%j is refused', (given, modules, sentence) => {
    expect(() => directoryInstance(given, modules)).toThrow(sentence)
  })
})

describe('the manager', () => {
  const BOB = 'Bob@Example.com'
  const of = (manageremailaddress: Json, ...profiles: JsonObject[]) =>
    managerOf(platform({ profiles }).host, { manageremailaddress })
  const gone = (fields: JsonObject = {}) =>
    profileOf('bob@example.com', { adaccountstatus: ' disabled ', ...fields })

  test.each<[string, JsonObject[]]>([
    ['has no profile', []],
    ['is employed', [profileOf('bob@example.com', { adaccountstatus: 'Enabled' })]],
    ['is not decided on', [profileOf('bob@example.com', {})]],
    ['is somebody else who left', [profileOf('bobby@example.com', { adaccountstatus: 'Disabled' })]],
    [
      'has only a username of one who left',
      [gone({ email: 'x@example.com', username: 'bob@example.com' })].map(one => ({ ...one, value: 'x' })),
    ],
    ['has the address of one who left', [gone(), profileOf('b2', { email: 'bob@example.com' })]],
    ['left as a temporary profile', [gone({ istemporaryuser: true })]],
    ['is of another type of indicator', [{ ...gone(), indicator_type: 'Email' }]],
  ])('%s: is mailed', async (_, profiles) => {
    expect(await of(BOB, ...profiles)).toEqual({ address: BOB })
  })

  test.each<[Json, JsonObject[], string, boolean]>([
    [BOB, [gone({ displayname: 'Bob Hill' })], `the manager Bob Hill (${BOB}) has left`, true],
    [BOB, [gone()], `the manager ${BOB} has left`, true],
    [
      BOB,
      [profileOf('b1', { email: ' bob@example.com ', adaccountstatus: 'Disabled' })],
      `the manager ${BOB} has left`,
      true,
    ],
    [BOB, [gone(), { ...gone(), id: '2' }], `the manager ${BOB} has left`, true],
    ['n/a', [], 'the manager\'s address "n/a" is no e-mail address', true],
    [' ', [], 'the User Profile names no manager', false],
    [null, [], 'the User Profile names no manager', false],
    [{ a: 1 }, [], 'the User Profile names no manager', false],
  ])('%j is not mailed', async (address, profiles, missing, isWorthTelling) => {
    expect(await of(address, ...profiles)).toEqual({ missing, isWorthTelling })
  })

  const OPEN: JsonObject = { id: '5', type: 'IAM - Terminate User', status: 1 }
  const leaves = (CustomFields: JsonObject, more: JsonObject = {}): JsonObject => ({
    ...OPEN,
    ...{ CustomFields, ...more },
  })
  const bob = (fields: JsonObject = {}, id = 'bob') =>
    profileOf(
      'bob@example.com',
      { employeeid: 'E7', isprocessed: true, displayname: 'Bob Hill', ...fields },
      id,
    )
  const whileOpen = (incidents: JsonObject[], ...profiles: JsonObject[]) => {
    const answers = { getIncidents: [note({ data: incidents, total: incidents.length })] }
    return managerOf(platform({ profiles, answers }).host, {
      manageremailaddress: BOB,
      email: 'ann@example.com',
    })
  }

  test.each<[string, JsonObject[], JsonObject[]]>([
    ['the employee id', [leaves({ employeeid: 'e7' })], [bob()]],
    ['the e-mail', [leaves({ email: 'BOB@example.com' })], [bob({ employeeid: '' })]],
    ['both profiles', [leaves({ employeeid: 'E7' })], [bob({ adaccountstatus: 'Disabled' }), bob({}, '2')]],
  ])('who is leaving by %s of a termination that is open is not mailed', async (_, incidents, profiles) => {
    expect(await whileOpen(incidents, ...profiles)).toEqual({
      ...{ missing: `the manager Bob Hill (${BOB}) has left`, isWorthTelling: true },
    })
  })

  test.each<[string, JsonObject[], JsonObject[]]>([
    ['nobody leaves', [], [bob()]],
    ['somebody else leaves', [leaves({ employeeid: 'E8', email: 'bob@example.com' })], [bob()]],
    ['the termination is closed', [leaves({ employeeid: 'E7' }, { status: 2 })], [bob()]],
    ['it is no termination', [leaves({ employeeid: 'E7' }, { type: 'IAM - Update User' })], [bob()]],
    [
      'the address is that of somebody else, too, who stays',
      [leaves({ employeeid: 'E7' })],
      [bob(), bob({ employeeid: 'E9' }, '2')],
    ],
  ])('when %s the manager is mailed', async (_, incidents, profiles) => {
    expect(await whileOpen(incidents, ...profiles)).toEqual({ address: BOB })
  })

  test.each(['bob@example.com', ' BOB@Example.com '])('is nobody who is oneself: %j', async email => {
    expect(await managerOf(platform({}).host, { manageremailaddress: BOB, email })).toEqual({
      ...{ missing: `the manager's address ${BOB} is the person's own`, isWorthTelling: true },
    })
  })

  test('is looked for by an address that would be a query', async () => {
    const queries: string[] = []
    const host = hostWith({
      searchIndicators: async ({ query }) => {
        queries.push(query)
        return { total: 0, iocs: [] }
      },
    })
    await managerOf(host, { manageremailaddress: 'b*\\@x' })
    expect(queries).toEqual(['type:"User Profile" and (email:"b\\*\\\\@x" or value:"b\\*\\\\@x")'])
  })
})

describe('a new password', () => {
  const from = (...entries: Entry[]) => newPassword(answering({ Script: entries }).host, 'Script')

  test.each<[Json[], string]>([
    [['Geheim-12'], 'Geheim-12'],
    [[' Geheim 12 \n'], 'Geheim 12'],
    [[{ NEW_PASSWORD: 'Geheim-12' }], 'Geheim-12'],
    [[' {"NEW_PASSWORD":"Geheim-12"}'], 'Geheim-12'],
    [['{Geheim-12}'], '{Geheim-12}'],
    [['12345678'], '12345678'],
    [[null, { a: 1 }, '', 'Geheim-12', 'other'], 'Geheim-12'],
  ])('of %j is %j', async (contents, password) => {
    expect(await from(...contents.map(each => note(each)))).toBe(password)
  })

  const NONE = 'The script "Script" gave no password; expected a text, or an object with it as NEW_PASSWORD.'
  const UNFIT = 'The script "Script" gave a password with control characters or ${ in it; expected'
  test.each<[Json[], string]>([
    [[], NONE],
    [[' '], NONE],
    [[{}], NONE],
    [['{"a":"geheim"}'], NONE],
    [[['geheim']], NONE],
    [[{ NEW_PASSWORD: 1234567890 }], NONE],
    [[{ new_password: 'geheim' }], NONE],
    [['geheim${x}'], UNFIT],
    [['geheim\nGeheim'], UNFIT],
    [['geheim\ud800'], UNFIT],
  ])('is not in %j', async (contents, sentence) => {
    const refused = from(...contents.map(each => note(each)))
    await expect(refused).rejects.toThrow(sentence)
    await expect(refused).rejects.not.toThrow('geheim')
  })

  test('does not come of a script that fails or does not exist', async () => {
    await expect(from(note('Geheim-12'), errorEntry('geheim'))).rejects.toThrow(
      'The script "Script" gave an error instead of a password; run it by itself to see why. Nothing was changed.',
    )
    const missing = hostWith({
      executeCommand: () => Promise.reject(new Refusal('Unknown command "Script".')),
    })
    await expect(newPassword(missing, 'Script')).rejects.toThrow(
      'The script "Script" cannot be run: Unknown command "Script". Nothing was changed.',
    )
    await expect(newPassword(hostWith({}), 'Script')).rejects.toThrow('Nobody expects')
  })

  test('is masked in every spelling', () => {
    const password = fc.string({
      minLength: 4,
      unit: fc.constantFrom('<', '&', '"', "'", '\\', '%', '+', 'q', 'Z', '$', 'é'),
    })
    fc.assert(
      fc.property(password, one => {
        const spelt = [
          one,
          JSON.stringify(one),
          encodeURIComponent(one),
          letterHtml('${password}', {}, { instance: '', account: '' }, one),
        ]
        expect(masked(spelt.join(' | '), one)).toBe('******** | "********" | ******** | ********')
      }),
    )
  })
})

describe('a template', () => {
  test.each([
    ['${password}', true],
    ['a ${ password } b', true],
    ['${Password} ${password.x} $password {password}', false],
    ['${password', false],
    ['', false],
  ])('%j tells the password: %s', (html, tells) => {
    expect(tellsPassword(html)).toBe(tells)
  })

  test('takes its members from the profile as data', () => {
    const profile = JSON.parse('{"__proto__":"p","constructor":["a","<b>"],"n":7,"none":null}') as JsonObject
    const html = '${__proto__} ${constructor} ${n} ${none} ${toString}|${instance}/${sAMAccountName}'
    expect(letterHtml(html, profile, { instance: 'AD & more', account: 'x' })).toBe(
      'p a, &lt;b&gt; 7  |AD &amp; more/x',
    )
  })
})
