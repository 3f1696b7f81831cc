import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { contentsOf, type TestRoom } from '../engine/room.ts'
import { answerTo, command, packOf, playbook, roomOn, runOf, script, task } from '../playbook/room.ts'
import type { ScriptItem } from '../script-pack.ts'
import { emptyFolder } from '../stand-in.ts'
import { readMail } from './read-mail.ts'
import { MAIL_INSTANCE, MAIL_OUTBOX } from './room.ts'

const PASSWORD = 'Fx7-river-Glass'
const SCRIPTS: ScriptItem[] = [
  { automation: 'SaveFile', code: `return fileResult('plan.txt', 'the plan')` },
  {
    automation: 'MailTwice',
    code: `for (let n = 1; n < 3; n++) executeCommand('send-mail', {to: 'ann@x.example', body: 'no ' + n})`,
  },
]
const send = (id: string, args: JsonObject, next: string[] = []) =>
  command(id, 'send-mail', { to: 'ann@x.example', ...args }, next)

const inner = playbook('Inner', ['1'], [send('1', { subject: 'A turn' })], {
  inputs: [{ key: 'x', value: {} }],
})
const BOOKS = [
  inner,
  playbook('Two', ['1'], [send('1', { subject: 'same' }, ['2']), send('2', { subject: 'same' })]),
  playbook('Quiet', ['1'], [send('1', { subject: 'same' }, ['2']), send('2', { subject: 'same' })], {
    quiet: true,
  }),
  playbook(
    'Turns',
    ['2'],
    [
      script('2', 'Set', { key: 'L', value: '["a","b"]' }, ['1']),
      task('1', 'playbook', [], {
        separatecontext: true,
        loop: { forEach: true },
        scriptarguments: { x: { simple: '${L}' } },
        task: { name: 'Inner', playbookName: 'Inner' },
      }),
    ],
  ),
]

async function mailRoom(change: Parameters<typeof roomOn>[1] = {}): Promise<TestRoom & { outbox: string }> {
  const outbox = change.outbox ?? emptyFolder()
  const pack = packOf(BOOKS, SCRIPTS)
  const room = await roomOn(pack, { packs: [pack, MAIL_OUTBOX], yaml: MAIL_INSTANCE, ...change, outbox })
  return { ...room, outbox }
}

const mailsIn = (folder: string) =>
  readdirSync(folder)
    .sort()
    .map(name => ({ name, ...readMail(readFileSync(path.join(folder, name), 'utf8')) }))

/** The mail of one line, sent in incident 1; `JSON` values are quoted with backticks. */
async function mailOf(args: string, before: string[] = []) {
  const room = await mailRoom()
  for (const line of ['!createNewIncident name=one', '/incident 1', ...before]) await room.session.run(line)
  const said = await contentsOf(room, `!send-mail ${args}`)
  return { said, room, mail: mailsIn(room.outbox)[0] }
}

/** The same of several, each in an incident of its own, in one war room: one takes longer to open than a mail to send. */
async function mailsOf(rows: readonly string[]) {
  const room = await mailRoom()
  const all: Pick<Awaited<ReturnType<typeof mailOf>>, 'said' | 'mail'>[] = []
  for (const [index, args] of rows.entries()) {
    const incident = String(index + 1)
    for (const line of ['!createNewIncident name=one', `/incident ${incident}`]) await room.session.run(line)
    const said = await contentsOf(room, `!send-mail ${args}`)
    all.push({ said, mail: mailsIn(room.outbox).find(({ name }) => name.startsWith(`${incident}-`)) })
  }
  return all
}

const textOf = (mail: Awaited<ReturnType<typeof mailOf>>['mail'], at = 0): string =>
  mail?.parts[at]?.content.toString() ?? ''

describe('send-mail', () => {
  test('writes what it is given into the headers', async () => {
    const rows: [string, Record<string, string>][] = [
      ['to=ann@x.example subject=Hi', { to: 'ann@x.example', subject: 'Hi' }],
      ['to=ann@x.example,bob@x.example', { to: 'ann@x.example, bob@x.example' }],
      ['to=`["ann@x.example","bob@x.example"]`', { to: 'ann@x.example, bob@x.example' }],
      ['to=`"Lee, Ann" <ann@x.example>`', { to: '"Lee, Ann" <ann@x.example>' }],
      ['bcc=ann@x.example', { bcc: 'ann@x.example' }],
      [
        'to=a@x.example from=hr@x.example replyTo=desk@x.example',
        { from: 'hr@x.example', 'reply-to': 'desk@x.example' },
      ],
      ['to=a@x.example additionalHeader="X-Case=7,X-Kind=hire"', { 'x-case': '7', 'x-kind': 'hire' }],
      ['to=a@x.example subject="a\\nBcc: eve@x.example"', { subject: 'a Bcc: eve@x.example' }],
      ['to=a@x.example subject="Grüße"', { subject: 'Grüße' }],
    ]
    const sent = await mailsOf(rows.map(([args]) => args))
    for (const [at, [args, headers]] of rows.entries()) {
      expect(Object.fromEntries(sent[at]?.mail?.headers ?? []), args).toMatchObject(headers)
      const said = [expect.stringMatching(/^The mail to .* was put into the outbox\.$/)]
      expect(sent[at]?.said, args).toEqual(said)
    }
  })

  test('what it cannot send is an error, and nothing is sent', async () => {
    const rows: [string, RegExp][] = [
      ['subject=Hi', /no recipient; give one as "to"/],
      ['to=" , "', /no recipient; give one as "to"/],
      ['to=ann', /"ann" in to is no e-mail address/],
      ['to=a@x.example cc="b@x.example,c"', /"c" in cc is no e-mail address/],
      ['to=a@x.example additionalHeader=Bcc=eve@x.example', /"Bcc" cannot be an additional header/],
      ['to=a@x.example additionalHeader=X', /additionalHeader takes name=value, not "X"/],
      ['to=a@x.example attachIDs=77@1', /There is no file entry 77@1/],
      ['to=a@x.example templateParams=x', /templateParams must be a JSON object, not "x"/],
    ]
    const sent = await mailsOf(rows.map(([args]) => args))
    for (const [at, [args, text]] of rows.entries()) {
      expect(sent[at]?.said, args).toEqual([expect.stringMatching(text)])
      expect(sent[at]?.mail, args).toBeUndefined()
    }
  })

  test('what a task gives that is not known here is an error', async () => {
    const room = await roomOn(packOf([playbook('Raw', ['1'], [send('1', { raw_message: 'x' })])]), {
      ...{
        packs: [packOf([playbook('Raw', ['1'], [send('1', { raw_message: 'x' })])]), MAIL_OUTBOX],
        yaml: MAIL_INSTANCE,
      },
    })
    expect(await runOf(room, '/playbook Raw')).toMatchObject({
      errors: { 1: expect.stringMatching(/no argument raw_message/) },
    })
  })

  test('fills templates from values and from the context', async () => {
    const params = '`{"who":{"key":"User.Name"},"day":{"value":"Monday"},"n":3}`'
    const { mail } = await mailOf(
      `to=a@x.example subject="For {who}" body="{day} {n} {other} \${User.Name}" templateParams=${params}`,
      ['!Set key=User.Name value=Ann'],
    )
    expect([mail?.headers.get('subject'), textOf(mail)]).toEqual(['For Ann', 'Monday 3 {other} Ann'])
  })

  test('attaches files of the war room and files of its own', async () => {
    const { mail } = await mailOf(
      'to=a@x.example htmlBody=`<img src="cid:c">` attachIDs=1@1 attachNames=renamed.txt transientFile=c.txt transientFileContent="x, y" transientFileCID=c',
      ['!SaveFile'],
    )
    expect(mail?.parts.map(({ disposition, content }) => [disposition, content.toString()])).toEqual([
      ['', '<img src="cid:c">'],
      ['inline; filename="c.txt"', 'x, y'],
      ['attachment; filename="renamed.txt"', 'the plan'],
    ])
  })

  test('a password that is mailed arrives, and is no secret of the mail', async () => {
    const { mail } = await mailOf(
      `to=a@x.example body=\`{"password": "${PASSWORD}"}\` htmlBody="<b>${PASSWORD}</b>"`,
    )
    expect([textOf(mail), textOf(mail, 1)]).toEqual([`{"password": "${PASSWORD}"}`, `<b>${PASSWORD}</b>`])
  })

  test('one whose password is not kept any more is refused', async () => {
    const { said, mail } = await mailOf('to=a@x.example body="Your password: ********"')
    expect(said).toEqual({ error: expect.stringMatching(/"body" of !send-mail holds/) })
    expect(mail).toBeUndefined()
  })

  test('takes sender and reply address of the instance', async () => {
    const yaml =
      '- { name: mail_1, brand: Mail Outbox, params: { from: "HR <hr@x.example>", replyTo: desk@x.example } }\n'
    const room = await mailRoom({ yaml })
    expect(await answerTo(room, '/test mail_1')).toEqual([{ instance: 'mail_1', ok: true, message: 'ok' }])
    await room.session.run('!send-mail to=a@x.example')
    const { headers } = mailsIn(room.outbox)[0] ?? {}
    expect([headers?.get('from'), headers?.get('reply-to')]).toEqual(['HR <hr@x.example>', 'desk@x.example'])
  })

  test('/test tells of a sender that is none', async () => {
    const room = await mailRoom({ yaml: '- { name: mail_1, brand: Mail Outbox, params: { from: HR } }\n' })
    expect(await answerTo(room, '/test mail_1')).toMatchObject([
      { ok: false, message: expect.stringMatching(/"HR" is no e-mail/) },
    ])
  })

  test('says so when the outbox takes nothing', async () => {
    const outbox = path.join(emptyFolder(), 'file')
    writeFileSync(outbox, '')
    const room = await mailRoom({ outbox })
    expect(await contentsOf(room, '!send-mail to=a@x.example')).toEqual([
      expect.stringMatching(/name another with --outbox/),
    ])
  })
})

describe('files of the outbox', () => {
  const FILE = (incident: string, number: string) =>
    expect.stringMatching(new RegExp(`^${incident}-mail-${number}-[0-9a-f]{8}\\.eml$`))

  test('are named by incident and order, and read by their owner alone', async () => {
    const room = await mailRoom()
    for (const line of [
      '!send-mail to=a@x.example',
      '!createNewIncident name=one',
      '/incident 1',
      '!send-mail to=b@x.example',
      '!send-mail to=b@x.example',
    ])
      await room.session.run(line)
    const names = readdirSync(room.outbox).sort()
    expect(names).toEqual([FILE('0', '0001'), FILE('1', '0001'), FILE('1', '0002')])
    for (const name of names) expect(statSync(path.join(room.outbox, name)).mode & 0o777).toBe(0o600)
  })

  test.each([
    ['Two', 2],
    ['Quiet', 2],
    ['Turns', 2],
  ])('%s: the same mail of another task or turn is another mail', async (name, count) => {
    const room = await mailRoom()
    expect(await runOf(room, `/playbook ${name}`)).toMatchObject({ state: 'completed' })
    expect(readdirSync(room.outbox)).toHaveLength(count)
  })

  test('the same task of another playbook sends another one', async () => {
    const room = await mailRoom()
    await runOf(room, '/playbook Two')
    await runOf(room, '/playbook Quiet --incident 1 --anew')
    expect(readdirSync(room.outbox).filter(name => name.startsWith('1-'))).toHaveLength(4)
  })

  test('of a script that sends two are two', async () => {
    const room = await mailRoom()
    await room.session.run('!MailTwice')
    expect(mailsIn(room.outbox).map(mail => textOf(mail))).toEqual(['no 1', 'no 2'])
  })
})

test('an automation may not send', async () => {
  const room = await roomOn(packOf([], [{ automation: 'Sends', code: `sendMail({to: 'a@x.example'})` }]))
  expect((await contentsOf(room, '!Sends')) as Json[]).toEqual([
    expect.stringMatching(/sendMail may be called by integrations only/),
  ])
})
