import { describe, expect, it } from 'vitest'
import { readMail } from '../../scripts/demo/mail.ts'
import { filled } from '../../scripts/demo/play.ts'
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
    expect(STORY.filter(({ looks }) => looks.length === 0)).toEqual([])
  })

  it('writes ids into no line: they are facts', () => {
    expect(JSON.stringify(STORY)).not.toMatch(/00[ug]\w{10}|0oa\w{10}|\/task \d/)
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
      { line, entries: [{ Type: 1, ContentsFormat: 'text' as const, Contents: 'Created incident 1.' }] },
      'Created incident 1.',
    ],
  ])('%j', (said, expected) => {
    expect(shortAnswer(said)).toBe(expected)
  })

  it('breaks what does not fit, at blanks, and what has none behind commas', () => {
    const text = wrapped(`${'word '.repeat(30)}{${'"name":"value",'.repeat(12)}}`, '  ')
    expect(text.split('\n').every(each => each.length <= 96 && each.startsWith('  '))).toBe(true)
    expect(text.replace(/\s/g, '')).toBe(`${'word'.repeat(30)}{${'"name":"value",'.repeat(12)}}`)
  })
})
