import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { FOLLOWED } from '../../scripts/demo/followed.ts'
import { readMail } from '../../scripts/demo/mail.ts'
import type { Asked } from '../../scripts/demo/org.ts'
import { filled, playAct } from '../../scripts/demo/play.ts'
import { dayFromNow, enter, STAFF, startReport } from '../../scripts/demo/report.ts'
import { REPORTED } from '../../scripts/demo/reported.ts'
import type { Room } from '../../scripts/demo/room.ts'
import { shortAnswer, wrapped } from '../../scripts/demo/show.ts'
import { STORY } from '../../scripts/demo/story.ts'
import { rowOf, summaryText } from '../../scripts/demo/summary.ts'
import { messageOf } from '../../warroom/mail/message.ts'

describe('the summary', () => {
  const account = { what: 'her account', expected: 'PROVISIONED' }
  const closed = { what: 'the incident', expected: 'Resolved' }

  it('names an act once, and tells each row that differs below the table', () => {
    const rows = [
      rowOf('Assigned', closed, 'Resolved'),
      rowOf('Assigned', account, 'STAGED'),
      rowOf('Unassigned', closed, 'Other'),
    ]
    expect(rows.map(({ ok }) => ok)).toEqual([true, false, false])
    expect(summaryText(rows)).toBe(
      [
        'act                       expected     found',
        '──────────  ────────────  ───────────  ────────  ──',
        'Assigned    the incident  Resolved     Resolved  ok',
        '            her account   PROVISIONED  STAGED    NO',
        'Unassigned  the incident  Resolved     Other     NO',
        '',
        'Assigned: her account should be PROVISIONED, but is STAGED.',
        'Unassigned: the incident should be Resolved, but is Other.',
      ].join('\n'),
    )
  })

  it('is the table alone when all is right', () => {
    const text = summaryText([rowOf('Assigned', account, 'PROVISIONED')])
    expect(text.split('\n')).toHaveLength(3)
    expect(text).toContain('ok')
  })
})

describe('the story', () => {
  it('looks after every act whether it went well', () => {
    expect([...STORY, ...REPORTED, ...FOLLOWED].filter(({ looks }) => looks.length === 0)).toEqual([])
  })

  it('writes ids into no line: they are facts', () => {
    expect(JSON.stringify([STORY, REPORTED, FOLLOWED])).not.toMatch(/00[ug]\w{10}|0oa\w{10}|\/task \d/)
  })

  it('fills in facts, and refuses one that nobody knows', () => {
    const facts = new Map([['app', '0oaX']])
    expect(filled('POST /api/v1/apps/{app}/users', facts)).toBe('POST /api/v1/apps/0oaX/users')
    expect(filled('{"id":"{app}","profile":{"a":"b"}}', facts)).toBe('{"id":"0oaX","profile":{"a":"b"}}')
    expect(() => filled('/task {task} complete', facts)).toThrow(
      'The story does not know task at: /task {task} complete',
    )
  })
})

describe('a mail of the outbox', () => {
  const mail = { to: 'it@northwind.example', subject: 'It failed', body: 'Why\nand what to do' }
  it.each([
    ['plain', mail, mail.body],
    ['with HTML beside the text', { ...mail, htmlBody: '<p>Why</p>' }, mail.body],
    [
      'with characters that are encoded',
      { ...mail, body: 'Noura’s account = gone' },
      'Noura’s account = gone',
    ],
    ['with one line that is too long', { ...mail, body: 'x '.repeat(900) }, 'x '.repeat(900).trim()],
  ])('%s is read as it was written', (_, sent, text) => {
    expect(readMail(messageOf(sent, 'id', '2026-03-01T08:00:00Z'))).toEqual({
      to: sent.to,
      subject: sent.subject,
      text,
    })
  })

  it.each(['Approval needed: Noura’s rôle', 'x'.repeat(70), `${'long '.repeat(40)}ende`])(
    'has the subject %s',
    subject => {
      expect(readMail(messageOf({ ...mail, subject }, 'id', '2026-03-01T08:00:00Z')).subject).toBe(subject)
    },
  )
})

describe('what the war room answered, in short', () => {
  const line = ''
  it.each([
    [{ line, error: 'There is no incident 9.' }, 'Could not be run: There is no incident 9.'],
    [{ line, value: [{ instance: 'Okta', created: ['2', '3'], dropped: 0 }] }, 'created incident 2, 3'],
    [{ line, value: [{ instance: 'Okta', created: [], dropped: 0 }] }, 'nothing new'],
    [
      { line, value: [{ instance: 'Okta', created: [], dropped: 0, error: 'HTTP 503' }] },
      'Fetching failed: HTTP 503',
    ],
    [
      { line, value: [{ instance: 'Workday', created: ['4'], dropped: 3 }] },
      'created incident 4; dropped 3 by a pre-process rule',
    ],
    [
      { line, value: [{ instance: 'Workday', created: [], dropped: 3 }] },
      'nothing new; dropped 3 by a pre-process rule',
    ],
    [{ line, value: [{ instance: 'Workday', ok: false, message: 'HTTP 401' }] }, 'HTTP 401'],
    [{ line, value: [] }, 'nothing'],
    [
      { line, value: [{ id: '19', name: 'Approve?', state: 'Waiting', waitsFor: 'one of Approve, Refuse' }] },
      'task 19, "Approve?", waits for one of Approve, Refuse',
    ],
    [
      {
        line,
        value: { incident: '2', state: 'completed', tasks: [{ state: 'Completed' }, { state: 'Skipped' }] },
      },
      "the playbook's state: completed; 1 tasks are done",
    ],
    [
      { line, value: { id: '2', type: 'IAM - App Add', name: 'Noura', runStatus: 'error', owner: 'admin' } },
      'incident 2, IAM - App Add, "Noura": its playbook\'s state: error, owner: admin',
    ],
    [
      { line, value: { id: '2', type: 'T', name: 'N', closeReason: 'Resolved', closeNotes: 'CRM: done' } },
      'incident 2, T, "N": closed as Resolved\nCRM: done',
    ],
    [
      { line, value: { id: '4', type: 'T', name: 'N', owner: '', closeReason: '', details: '7 of 12' } },
      'incident 4, T, "N": open\n7 of 12',
    ],
    [
      { line, entries: [{ Type: 1, ContentsFormat: 'text' as const, Contents: 'Created incident 1.' }] },
      'Created incident 1.',
    ],
  ])('%j', (said, expected) => {
    expect(shortAnswer(said)).toBe(expected)
  })

  it('tells the decisions on a report in lines that fit', () => {
    const decision = {
      place: 1,
      email: 'maya.okafor@northwind.example',
      employeeid: 'E1201',
      rule: 'new hire',
    }
    const Contents = [
      { ...decision, displayname: 'Maya Okafor', incident: 'IAM - New Hire', reason: 'No profile.' },
      { ...decision, displayname: 'Dana Whitfield', incident: null, rule: 'no change', reason: 'Nothing.' },
    ]
    const HumanReadable = '### Decisions\n|a|\n|---|\n| b |\n\n1 would raise an incident.\n'
    const entry = { Type: 1, ContentsFormat: 'json' as const, Contents, HumanReadable }
    expect(shortAnswer({ line, entries: [entry] }).split('\n')).toEqual([
      'displayname     incident        reason',
      '──────────────  ──────────────  ───────────',
      'Maya Okafor     IAM - New Hire  No profile.',
      'Dana Whitfield                  Nothing.',
      '1 would raise an incident.',
    ])
  })

  it('breaks what does not fit, at blanks, and what has none behind commas', () => {
    const text = wrapped(`${'word '.repeat(30)}{${'"name":"value",'.repeat(12)}}`, '  ')
    expect(text.split('\n').every(each => each.length <= 96 && each.startsWith('  '))).toBe(true)
    expect(text.replace(/\s/g, '')).toBe(`${'word'.repeat(30)}{${'"name":"value",'.repeat(12)}}`)
  })
})

describe('the report of HR', () => {
  it('has a dozen people, each once', () => {
    expect(STAFF).toHaveLength(12)
    for (const column of ['Emp_ID', 'Email_Address', 'Preferred_Name'])
      expect(new Set(STAFF.map(entry => entry[column])).size).toBe(12)
  })

  it.each([
    ['2026-03-03T23:59:00Z', -1, '03/02/2026'],
    ['2026-03-01T00:00:00Z', -1, '02/28/2026'],
    ['2026-12-28T12:00:00Z', 6, '01/03/2027'],
  ])('writes days as Workday does: %s and %i days is %s', (now, days, expected) => {
    expect(dayFromNow(days, new Date(now))).toBe(expected)
  })

  it('takes what is written of a person: first in the report, every other column as it was', async () => {
    const report = await startReport(STAFF)
    try {
      const written = async (entry: { Emp_ID: string } & Record<string, string>) => {
        expect((await enter(report, entry)).status).toBe(200)
        return ((await report.ask('GET', '/_test/report')).body as { Report_Entry: JsonObject[] })
          .Report_Entry
      }
      const changed = await written({ Emp_ID: 'E1195', Title: 'Lead' })
      expect(changed).toHaveLength(12)
      expect(changed[0]).toMatchObject({
        Preferred_Name: 'Gordon Petrov',
        Title: 'Lead',
        Termination_Date: '',
      })
      const hired = await written({ Emp_ID: 'E1201', Preferred_Name: 'Maya Okafor' })
      expect(hired.slice(0, 2).map(({ Emp_ID }) => Emp_ID)).toEqual(['E1201', 'E1195'])
      expect(hired).toHaveLength(13)
      expect(hired[0]).toMatchObject({ Employment_Status: 'Active', Title: '' })
    } finally {
      await report.end()
    }
  })
})

describe('an act on a report', () => {
  const [reported] = REPORTED
  const incident = (id: string, type: string, person: string) => ({
    ...{ id, name: `${type}: ${person}`, type: `IAM - ${type}`, closeReason: 'Resolved' },
  })
  const update = incident('1', 'Update User', 'Noura Mansour')
  const terminate = incident('2', 'Terminate User', 'Gordon Petrov')
  const hire = incident('3', 'New Hire', 'Maya Okafor')
  const three = [update, terminate, hire]
  const title = 'Director of Marketing'
  const [DISABLED, ENABLED] = [514, 512]
  const found = { userAccountControl: DISABLED, title }
  const users: Json = {
    maya: { status: 'PROVISIONED', profile: { title: 'Analyst' } },
    noura: { status: 'ACTIVE', profile: { title } },
    gordon: { status: 'DEPROVISIONED' },
  }
  const whole = { incidents: three, account: found as JsonObject | null, users }

  /** A war room with these incidents, in whose directory everybody has the same account. */
  const roomWith = ({ incidents, account }: Pick<typeof whole, 'incidents' | 'account'>): Room => ({
    say: async line => {
      if (line === '/incidents')
        return { line, value: incidents.map(({ closeReason: _, ...shown }) => shown) }
      if (line.startsWith('/incident '))
        return { line, value: incidents.find(({ id }) => line === `/incident ${id}`) ?? null }
      const Contents = account ? [account] : []
      return { line, entries: [{ Type: 1, ContentsFormat: 'json' as const, Contents }] }
    },
    end: async () => 0,
    stop: () => {},
  })
  /** An Okta that has these users by their first names. */
  const oktaWith = (people: JsonObject): Asked => ({
    ask: async (_, path) => ({
      status: 200,
      body: people[/users\/(\w+)\.\w+@/.exec(path)?.[1] ?? ''] ?? null,
    }),
  })
  const wrong = async (change: Partial<typeof whole>) => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    if (!reported) throw new Error('There is no first act.')
    const there = { ...whole, ...change }
    const orgs = { Okta: oktaWith(there.users) }
    const stage = { orgs, room: roomWith(there), outbox: '', facts: new Map() }
    const rows = await playAct(stage, { ...reported, steps: [] }, 1)
    return rows.filter(({ ok }) => !ok).map(({ what, found }) => `${what}: ${found}`)
  }
  afterEach(() => void vi.restoreAllMocks())

  it.each<[string, Partial<typeof whole>, string[]]>([
    ['all as it should be', {}, []],
    [
      'an incident of somebody else',
      { incidents: [...three, incident('4', 'New Hire', 'Dana Whitfield')] },
      ['incidents in all: 4'],
    ],
    [
      'one of them twice',
      { incidents: [...three, incident('4', 'New Hire', 'Maya Okafor')] },
      ['Maya: IAM - New Hire, IAM - New Hire', 'its end: Resolved, Resolved', 'incidents in all: 4'],
    ],
    [
      'one missing',
      { incidents: [update, terminate] },
      ['Maya: nothing', 'its end: nothing', 'incidents in all: 2'],
    ],
    [
      'one that is open',
      { incidents: [update, terminate, { ...hire, closeReason: '' }] },
      ['its end: nothing'],
    ],
    [
      'accounts that are enabled',
      { account: { ...found, userAccountControl: ENABLED } },
      ['in AD: state: enabled', 'in AD: state: enabled'],
    ],
    ['the title of before', { account: { ...found, title: 'Manager' } }, ['in AD: title: Manager']],
    [
      'a directory without them',
      { account: null },
      ['in AD: state: nothing', 'in AD: title: nothing', 'in AD: state: nothing'],
    ],
    [
      'an Okta in which nothing arrived',
      { users: { noura: { profile: { title: 'Manager' } }, gordon: { status: 'ACTIVE' } } },
      [
        'in Okta: status: nothing',
        'in Okta: title: nothing',
        'in Okta: title: Manager',
        'in Okta: status: ACTIVE',
      ],
    ],
  ])('tells of %s', async (_, change, expected) => {
    expect(await wrong(change)).toEqual(expected)
  })

  it('cannot be played where there is no report', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    const act = { name: 'A', heading: 'B', steps: [{ hr: 'writes', entry: { Emp_ID: '1' } }], looks: [] }
    const stage = { orgs: {}, room: roomWith(whole), outbox: '', facts: new Map() }
    await expect(playAct(stage, act, 1)).rejects.toThrow('There is no HR where this act is played.')
  })
})
