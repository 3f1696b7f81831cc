import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isHeaderName, type Mail, messageOf } from '../../../warroom/mail/message.ts'
import { headerMailboxes, headerText, mailboxes } from '../../../warroom/mail/words.ts'
import { readMail } from './read-mail.ts'

const NOW = '2026-03-01T08:00:00.000Z'
const PLAIN: Mail = { to: 'ann@x.example', subject: 'Hello', body: 'Good morning.' }
const message = (change: Partial<Mail> = {}): string => messageOf({ ...PLAIN, ...change }, '1-1', NOW)
const textsOf = (change: Partial<Mail>): string[] =>
  readMail(message(change)).parts.map(({ content }) => content.toString())

describe('headers', () => {
  it('are those that a mail program shows', () => {
    const { headers } = readMail(message({ cc: 'bob@x.example', replyTo: 'desk@x.example' }))
    expect(Object.fromEntries(headers)).toMatchObject({
      to: 'ann@x.example',
      cc: 'bob@x.example',
      subject: 'Hello',
      date: 'Sun, 01 Mar 2026 08:00:00 +0000',
      from: 'War room <warroom@localhost>',
      'reply-to': 'desk@x.example',
      'mime-version': '1.0',
      'message-id': expect.stringMatching(/^<[0-9a-f]{32}@warroom\.localhost>$/),
    })
    expect(headers.has('bcc')).toBe(false)
  })

  it('have one Message-ID for one id, and another for another', () => {
    const idOf = (id: string) => readMail(messageOf(PLAIN, id, NOW)).headers.get('message-id')
    expect(idOf('a')).toBe(idOf('a'))
    expect(idOf('a')).not.toBe(idOf('b'))
  })

  it.each([
    ['Welcome, Jörg', '=?utf-8?B?V2VsY29tZSwgSsO2cmc=?='],
    ['plain', 'plain'],
    ['=?utf-8?Q?fake?=', '=?utf-8?B?PT91dGYtOD9RP2Zha2U/PQ==?='],
    ['two\r\nBcc: eve@x.example', 'two Bcc: eve@x.example'],
  ])('write the text %j as %j', (text, written) => {
    expect(headerText(text)).toBe(written)
  })

  it.each([
    ['ann@x.example,bob@x.example', 'ann@x.example,\n bob@x.example'],
    ['Ann Lee <ann@x.example>', 'Ann Lee <ann@x.example>'],
    ['"Lee, Ann" <ann@x.example>', '"Lee, Ann" <ann@x.example>'],
    ['Jörg <j@x.example>', '=?utf-8?B?SsO2cmc=?= <j@x.example>'],
    ['j@bücher.example', 'j@xn--bcher-kva.example'],
    ['ann@x.example\nBcc: eve@x.example', 'ann@x.example Bcc: eve@x.example'],
    [' , ', ''],
  ])('write the mailboxes %j as %j', (list, written) => {
    expect(headerMailboxes(list)).toBe(written)
  })

  it.each(['Subject', 'to', 'Content-Type', 'X Y', 'X:Y', 'X\nY', ''])('%j is no further header', name => {
    expect(isHeaderName(name)).toBe(false)
  })

  it('begin no other header, whatever stands in them', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('a', '\r', '\n', ' ', ':', '<', '>', '"', ',', '\\', 'ü', '=?', '@'),
    })
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const text = message({ to: a, cc: b, subject: a, from: b, replyTo: a, headers: [['X-Own', b]] })
        const names = text
          .slice(0, text.indexOf('\n\n'))
          .split('\n')
          .filter(line => !line.startsWith(' '))
        for (const line of names)
          expect(line).toMatch(
            /^(To|Cc|Subject|Date|From|Reply-To|Message-ID|X-Own|MIME-Version|Content-[A-Za-z-]+): /,
          )
      }),
    )
  })

  it('come back as they were given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), given => {
        const text = given.replace(/[\x00-\x1f\x7f]+/g, ' ').trim()
        expect(readMail(message({ subject: given })).headers.get('subject') ?? '').toBe(text)
      }),
    )
  })
})

describe('the content', () => {
  it.each<[string, Partial<Mail>, string[]]>([
    ['a text', {}, ['Good morning.']],
    ['text and HTML', { htmlBody: '<p>Hi</p>' }, ['Good morning.', '<p>Hi</p>']],
    ['HTML alone', { body: '', htmlBody: '<p>Hi</p>' }, ['<p>Hi</p>']],
    ['nothing', { body: '' }, ['']],
    ['line ends of any kind', { body: 'a\r\nb\rc\n' }, ['a\nb\nc\n']],
    ['a line that no mail may hold', { body: 'x'.repeat(2000) }, ['x'.repeat(2000)]],
  ])('%s', (_, change, texts) => {
    expect(textsOf(change)).toEqual(texts)
  })

  it('is text and HTML as alternatives, its pictures beside the HTML, other files behind', () => {
    const text = message({
      htmlBody: '<img src="cid:logo">',
      attachments: [
        { name: 'Übersicht "1".csv', content: Buffer.from('a;b') },
        { name: 'logo.png', content: Buffer.from([0, 255]), contentId: 'logo' },
      ],
    })
    expect([...text.matchAll(/multipart\/(\w+)/g)].map(([, kind]) => kind)).toEqual([
      'mixed',
      'alternative',
      'related',
    ])
    const { parts } = readMail(text)
    expect(parts.map(({ content }) => content.toString('latin1'))).toEqual([
      'Good morning.',
      '<img src="cid:logo">',
      '\x00\xff',
      'a;b',
    ])
    expect(parts[2]).toMatchObject({
      contentId: '<logo>',
      disposition: expect.stringMatching(/^inline; filename="logo.png"$/),
    })
    expect(parts[3]?.disposition).toBe(
      `attachment; filename="_bersicht _1_.csv"; filename*=utf-8''%C3%9Cbersicht%20%221%22.csv`,
    )
  })

  it('comes back as it was given, in lines that mail programs take', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ maxLength: 300 }),
        (body, htmlBody) => {
          const text = message({ body, htmlBody })
          for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(998)
          const plain = (given: string) => Buffer.from(given.replace(/\r\n?/g, '\n')).toString()
          const both = [
            ...(body === '' && htmlBody !== '' ? [] : [body]),
            ...(htmlBody === '' ? [] : [htmlBody]),
          ]
          expect(textsOf({ body, htmlBody })).toEqual(both.map(plain))
        },
      ),
    )
  })
})

it('finds the mailboxes of a list', () => {
  expect(mailboxes('"A, B" <a@x>, c@x')).toEqual([
    { name: '"A, B"', address: 'a@x' },
    { name: '', address: 'c@x' },
  ])
})
