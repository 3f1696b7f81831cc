import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { accountsIn, directoryRoom, ERROR, entryOf, iamLine, lastOf, PASSWORD } from './directory.ts'

const ANN = { email: 'ann@company.example', username: 'ann', displayname: 'Ann Lee' }
const CREATE = iamLine('create', ANN)
const REFUSED = '0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0'
const POLICY =
  'It does not meet the complexity policy: expected at least 8 characters, of three of these kinds: lower case, upper case, digits, others.'
const WEAK = `The password of ann was not set: ${REFUSED}. ${POLICY}`
const NO_PASSWORD = `ann was not enabled: ${REFUSED}. It has no password; set one with ad-set-new-password first.`
const ATTRIBUTES =
  'displayName, mail, givenName, sn, title, department, company, employeeID, employeeType, telephoneNumber, mobile, physicalDeliveryOfficeName, streetAddress, l, st, postalCode, co'

const give = (password: string) => `!ad-set-new-password username=ann password=${password}`
const set = (name: string, value: string) =>
  `!ad-update-user username=ann attribute-name=${name} attribute-value="${value}"`
const DURING = expect.stringMatching(/^2026-03-01T08:/)

type Row = [what: string, lines: string[], type: number, said: string, account: JsonObject]

const ROWS: Row[] = [
  [
    'a password is set',
    [give(PASSWORD)],
    1,
    'The password of ann was set.',
    { pwdSet: true, pwdLastSet: DURING, userAccountControl: 514 },
  ],
  [
    'the name in any case',
    [give(PASSWORD).replace('ann', 'ANN')],
    1,
    'The password of ann was set.',
    { pwdSet: true },
  ],
  ['seven characters are too few', [give('Aa1!xyz')], ERROR, WEAK, { pwdSet: false, pwdLastSet: '0' }],
  ['eight of three kinds do', [give('Aa1xxxxx')], 1, 'The password of ann was set.', { pwdSet: true }],
  [
    'eight of three kinds with another letter',
    [give('Üü!xxxxx')],
    1,
    'The password of ann was set.',
    { pwdSet: true },
  ],
  ['two kinds are too few', [give('Aaxxxxxxxx')], ERROR, WEAK, { pwdSet: false }],
  ['one kind is too few', [give('1234567890')], ERROR, WEAK, { pwdSet: false }],
  [
    'a refused one leaves the one before',
    [give(PASSWORD), give('short')],
    ERROR,
    WEAK,
    { pwdSet: true, pwdLastSet: DURING },
  ],
  [
    'without a password nothing is enabled',
    ['!ad-enable-account username=ann'],
    ERROR,
    NO_PASSWORD,
    { userAccountControl: 514 },
  ],
  [
    'with one it is',
    [give(PASSWORD), '!ad-enable-account username=ann'],
    1,
    'The account ann is enabled.',
    { userAccountControl: 512 },
  ],
  [
    'and it may be so already',
    [give(PASSWORD), '!ad-enable-account username=ann', '!ad-enable-account username=ann'],
    1,
    'The account ann is enabled.',
    { userAccountControl: 512 },
  ],
  [
    'disabled',
    [give(PASSWORD), '!ad-enable-account username=ann', '!ad-disable-account username=ann'],
    1,
    'The account ann is disabled.',
    { userAccountControl: 514, pwdSet: true },
  ],
  [
    'an attribute, in any case',
    [set('TITLE', 'Lead')],
    1,
    'The attribute title of ann was set.',
    { title: 'Lead' },
  ],
  [
    'the display name is not the name',
    [set('displayName', 'A. Lee')],
    1,
    'The attribute displayName of ann was set.',
    { displayName: 'A. Lee', name: 'Ann Lee' },
  ],
  [
    'to be changed at the next logon',
    [give(PASSWORD), set('pwdLastSet', '0')],
    1,
    'The attribute pwdLastSet of ann was set.',
    { pwdSet: true, pwdLastSet: '0' },
  ],
  [
    'changed just now',
    [give(PASSWORD), set('pwdLastSet', '0'), set('pwdlastset', '-1')],
    1,
    'The attribute pwdLastSet of ann was set.',
    { pwdLastSet: DURING },
  ],
  [
    'any other instant is refused',
    [set('pwdLastSet', '5')],
    ERROR,
    'pwdLastSet takes 0 (to be changed at the next logon) or -1 (changed just now), not "5".',
    { pwdLastSet: '0' },
  ],
  [
    'flags are no attribute',
    [set('userAccountControl', '512')],
    ERROR,
    `ad-update-user sets no attribute "userAccountControl"; it sets ${ATTRIBUTES} and pwdLastSet.`,
    { userAccountControl: 514 },
  ],
  [
    'a key of every object is no attribute',
    [set('__proto__', 'x')],
    ERROR,
    `ad-update-user sets no attribute "__proto__"; it sets ${ATTRIBUTES} and pwdLastSet.`,
    { sAMAccountName: 'ann' },
  ],
  [
    'nobody has a password',
    ['!ad-set-new-password username=bob password=Fx7-river-Glass'],
    ERROR,
    'No account has the sAMAccountName "bob".',
    { pwdSet: false },
  ],
]

test.each(ROWS)('%s', async (_, lines, type, said, account) => {
  const room = await directoryRoom()
  const { Type, Contents } = await lastOf(room, [CREATE, ...lines])
  expect([Type, Contents]).toEqual([type, said])
  expect(await accountsIn(room)).toMatchObject({ ann: account })
})

describe('ad-get-user', () => {
  const BOB = { email: 'bob@company.example', username: 'bob', displayname: 'Bob Ray' }
  const FOUND: [args: string, names: string[]][] = [
    ['', ['ann', 'bob']],
    ['username=BOB', ['bob']],
    ['email=Ann@company.example', ['ann']],
    ['username=bob email=ann@company.example', []],
    ['username=nobody', []],
  ]

  test.each(FOUND)('%s', async (args, names) => {
    const room = await directoryRoom()
    for (const line of [CREATE, iamLine('create', BOB), '!createNewIncident name=one', '/incident 1'])
      await room.session.run(line)
    const { Contents, HumanReadable } = await entryOf(room, `!ad-get-user ${args}`)
    expect((Contents as JsonObject[]).map(user => user.sAMAccountName)).toEqual(names)
    if (names.length === 0) expect(HumanReadable).toBe('No account was found.')
    const { ActiveDirectory } = room.session.parts.state.room.investigation('1').context.value
    const kept = [(ActiveDirectory as JsonObject | undefined)?.Users ?? []].flat() as JsonObject[]
    expect(kept.map(user => user.dn)).toEqual((Contents as JsonObject[]).map(user => user.dn))
  })

  test('what is read again takes the place of what was read', async () => {
    const room = await directoryRoom()
    const read = ['!createNewIncident name=one', '/incident 1', CREATE, '!ad-get-user']
    for (const line of [...read, set('displayName', 'New'), '!ad-get-user']) await room.session.run(line)
    const { ActiveDirectory } = room.session.parts.state.room.investigation('1').context.value
    expect([(ActiveDirectory as JsonObject).Users].flat()).toMatchObject([{ displayName: 'New' }])
  })
})
