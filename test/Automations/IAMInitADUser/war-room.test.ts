import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { objects, runProgram } from '../../warroom/face/program.ts'
import { scriptPack } from '../../warroom/script-pack.ts'
import { emptyFolder, instancesYaml } from '../../warroom/stand-in.ts'
import { readMail } from '../../warroom/stand-ins/read-mail.ts'
import { ACTIVE_DIRECTORY, MAIL_INSTANCE, MAIL_OUTBOX } from '../../warroom/stand-ins/room.ts'
import type { Told } from '../in-room.ts'
import { lineOf } from '../in-room.ts'
import { keptIn } from '../kept.ts'

const PACK = fileURLToPath(new URL('../../../dist/OktaIdentityLifecycle.zip', import.meta.url))
const SCRIPTS = scriptPack([
  { automation: 'Fixed', code: `return 'Fx7-' + 'river-Glass'` },
  { automation: 'Weak', code: `return {NEW_PASSWORD: 'weak' + 'ling'}` },
  { automation: 'Broken', code: `throw 'Broken' + '-Fx7'` },
])
const PACKS = [PACK, ACTIVE_DIRECTORY, MAIL_OUTBOX, SCRIPTS].flatMap(pack => ['--pack', pack])
const AD =
  '- { name: ad_1, brand: Active Directory Query v2, params: { create-user-enabled: true, ou: "OU=P,DC=x,DC=example" } }\n'
const ANN = {
  ...{ username: 'ann.lee', email: 'ann@x.example', displayname: 'Ann Lee', hiredate: '2026-12-01' },
  manageremailaddress: 'bob@x.example',
}
const CREATE = lineOf('iam-create-user', { 'user-profile': ANN })
const BOB_HAS_LEFT = lineOf('createNewIndicator', {
  ...{ type: 'User Profile', value: 'bob@x.example' },
  customFields: { displayname: 'Bob Hill', adaccountstatus: 'Disabled' },
})
const ARGS = { sAMAccountName: 'ann.lee', user_profile: ANN }
const TELLS = { ...ARGS, service_desk_email: 'desk@x.example', notification_email_addresses: 'it@x.example' }
const GET = '!ad-get-user username=ann.lee'

/** What lines give in a war room with a directory and maybe a mail sender, what it keeps, and the mails that went out. */
async function inRoom(lines: string[], senders = MAIL_INSTANCE) {
  const cwd = emptyFolder()
  const instances = instancesYaml(AD + senders)
  const ended = await runProgram([...PACKS, '--instances', instances, '--json', '--debug', ...lines], { cwd })
  const outbox = path.join(cwd, 'outbox')
  const mails = senders === '' ? [] : readdirSync(outbox).sort()
  return {
    ...ended,
    told: objects(ended) as Told[],
    kept: keptIn(path.join(cwd, '.warroom')),
    mails: mails.map(name => readMail(readFileSync(path.join(outbox, name), 'utf8'))),
  }
}

const accountIn = (told: Told | undefined) => (told?.entries?.[0]?.Contents as JsonObject[] | undefined)?.[0]
const passwordIn = (html: string) => /Password: ([^<]+)</.exec(html)?.[1] ?? ''

describe('in the war room', () => {
  test('only those who hand it over get the password, and nothing keeps it', async () => {
    const init = lineOf('IAMInitADUser', { ...TELLS, enable_user: 'true' })
    const { told, kept, mails, out, err } = await inRoom([
      CREATE,
      init,
      '/context IAM.InitADUser',
      init,
      '/context IAM.InitADUser',
      GET,
    ])
    const outcome = {
      ...{ instanceName: 'ad_1', sAMAccountName: 'ann.lee', email: 'ann@x.example' },
      ...{ success: true, sentMail: true, errorDetails: '', sendMailError: '', warning: '' },
    }
    expect([told[2]?.value, told[4]?.value]).toEqual([outcome, outcome])
    expect(accountIn(told.at(-1))).toMatchObject({ userAccountControl: 512, pwdSet: true, pwdLastSet: '0' })

    expect(mails.map(({ headers }) => headers.get('to'))).toEqual([
      ...['desk@x.example', 'bob@x.example', 'it@x.example'],
      ...['desk@x.example', 'bob@x.example', 'it@x.example'],
    ])
    const passwords = mails.map(({ parts }) => passwordIn(String(parts[0]?.content)))
    const [first = '', , , second = ''] = passwords
    expect(passwords).toEqual([first, first, '', second, second, ''])
    expect(new Set([first, second]).size).toBe(2)
    for (const password of [first, second]) {
      expect(password).toMatch(/^[A-Za-z0-9+\-.:=@_]{17,34}$/)
      expect(kept + out + err).not.toContain(password)
    }
    expect(kept).toContain('has its first password')
  })

  test('a manager who left is told in the entry, and alone is no reason to change anything', async () => {
    const { told, mails } = await inRoom([
      ...[CREATE, BOB_HAS_LEFT, lineOf('IAMInitADUser', ARGS), GET],
      ...[lineOf('IAMInitADUser', TELLS), GET],
    ])
    expect(told[2]?.entries).toMatchObject([
      {
        Type: 4,
        Contents: expect.stringContaining('and the manager Bob Hill (bob@x.example) has left. No password'),
      },
    ])
    expect(accountIn(told[3])).toMatchObject({ pwdSet: false })
    expect(told[4]?.entries).toMatchObject([
      {
        Type: 1,
        HumanReadable: expect.stringContaining('The manager Bob Hill (bob@x.example) has left; no mail'),
      },
    ])
    expect(accountIn(told.at(-1))).toMatchObject({ userAccountControl: 514, pwdSet: true, pwdLastSet: '0' })
    expect(mails.map(({ headers }) => headers.get('to'))).toEqual(['desk@x.example', 'it@x.example'])
  })

  test('without a mail sender it says that nobody knows the password', async () => {
    const { told, kept } = await inRoom(
      [CREATE, lineOf('IAMInitADUser', TELLS), '/context IAM.InitADUser.success'],
      '',
    )
    const sentence =
      /^The account "ann.lee" on "ad_1" has a new password that nobody knows.*The mail to the service desk \(desk@x.example\) was not sent: .*send-mail/s
    expect(told[1]?.entries).toMatchObject([{ Type: 4, Contents: expect.stringMatching(sentence) }])
    expect(told[2]?.value).toBe(false)
    expect(kept).not.toContain('Password: ')
  })

  test("another script's password is kept nowhere either, and a weak one is told without it", async () => {
    const by = (pwdGenerationScript: string) => lineOf('IAMInitADUser', { ...TELLS, pwdGenerationScript })
    const { told, kept, out, err, mails } = await inRoom([
      CREATE,
      by('Weak'),
      by('Broken'),
      GET,
      by('Fixed'),
      GET,
    ])
    expect(told[1]?.entries).toMatchObject([
      {
        Type: 4,
        Contents: expect.stringMatching(
          /^The password that the script "Weak" makes does not meet the policy/,
        ),
      },
    ])
    expect(told[2]?.entries).toMatchObject([
      {
        Type: 4,
        Contents: expect.stringMatching(/^The script "Broken" gave an error instead of a password/),
      },
    ])
    expect(accountIn(told[3])).toMatchObject({ pwdSet: false })
    expect(accountIn(told[5])).toMatchObject({ pwdSet: true, pwdLastSet: '0' })
    expect(mails.map(({ parts }) => passwordIn(String(parts[0]?.content)))).toEqual([
      'Fx7-river-Glass',
      'Fx7-river-Glass',
      '',
    ])
    expect(kept + out + err).not.toMatch(/Fx7-river-Glass|weakling|Broken-Fx7/)
  })
})
