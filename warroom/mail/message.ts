import { createHash } from 'node:crypto'
import { type Attachment, filePart, multipart, type Part, textPart } from './part.ts'
import { headerMailboxes, headerText } from './words.ts'

/** A message to people. What is absent has no header and no part. */
export interface Mail {
  to: string
  cc?: string
  bcc?: string
  subject: string
  body: string
  htmlBody?: string
  from?: string
  replyTo?: string
  /** Further headers, by names that `isHeaderName` takes. */
  headers?: [name: string, text: string][]
  attachments?: Attachment[]
}

/** Whom a mail is from that does not say it. */
export const FROM = 'War room <warroom@localhost>'

const OWN = /^(to|cc|bcc|from|sender|reply-to|subject|date|message-id|mime-version|content-.*)$/i

/** Whether a text may name a further header: the field names of RFC 5322, without those that are written anyhow. */
export function isHeaderName(name: string): boolean {
  return /^[\x21-\x39\x3b-\x7e]+$/.test(name) && !OWN.test(name)
}

/** RFC 5322: `Sun, 01 Mar 2026 08:00:00 +0000`. */
const dateText = (instant: string): string => new Date(instant).toUTCString().replace('GMT', '+0000')

/** A hash of all that a mail holds: mails of one content have one, on any day. */
export function contentHash({ attachments = [], ...mail }: Mail): string {
  const hash = createHash('sha256').update(JSON.stringify(mail))
  for (const { content, ...rest } of attachments) hash.update(JSON.stringify(rest)).update(content)
  return hash.digest('hex')
}

/** What the mail says and brings: text and HTML as alternatives, files of the HTML beside it, all other files behind. */
function contentOf({ body, htmlBody, attachments = [] }: Mail, seed: string): Part {
  const boundary = (level: string): string =>
    `=_${createHash('sha256').update(`${seed} ${level}`).digest('hex').slice(0, 32)}`
  const inline = attachments.filter(({ contentId }) => contentId !== undefined && htmlBody)
  const others = attachments.filter(each => !inline.includes(each))
  const html = htmlBody
    ? [multipart('related', [textPart('html', htmlBody), ...inline.map(filePart)], boundary('related'))]
    : []
  // A mail of nothing still has a text.
  const texts = body !== '' || html.length === 0 ? [textPart('plain', body)] : []
  const said = multipart('alternative', [...texts, ...html], boundary('alternative'))
  return multipart('mixed', [said, ...others.map(filePart)], boundary('mixed'))
}

/**
 * A mail as the text of a message (RFC 5322, MIME), which mail programs open. `id` is what its Message-ID is made of. Its line
 * ends are those of files, as in a Maildir.
 */
export function messageOf(mail: Mail, id: string, now: string): string {
  const { to, cc = '', bcc = '', subject, from, replyTo = '', headers = [] } = mail
  const { headers: described, body } = contentOf(mail, `${id} ${contentHash(mail)}`)
  const lines: [string, string][] = [
    ['To', headerMailboxes(to)],
    ['Cc', headerMailboxes(cc)],
    ['Bcc', headerMailboxes(bcc)],
    ['Subject', headerText(subject)],
    ['Date', dateText(now)],
    ['From', headerMailboxes(from || FROM)],
    ['Reply-To', headerMailboxes(replyTo)],
    ['Message-ID', `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@warroom.localhost>`],
    ...headers.map(([name, text]): [string, string] => [name, headerText(text)]),
    ['MIME-Version', '1.0'],
  ]
  const written = lines.filter(([, text]) => text !== '').map(([name, text]) => `${name}: ${text}`)
  return `${[...written, ...described].join('\n')}\n\n${body}\n`
}
