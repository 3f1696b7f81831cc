import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a person sees of a mail. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** The mails of an incident in the war room's outbox, in the order in which they were sent. */
export function mailsOf(outbox: string, incident: string): Mail[] {
  return readdirSync(outbox, { withFileTypes: false })
    .map(String)
    .filter(name => name.startsWith(`${incident}-`) && name.endsWith('.eml'))
    .sort()
    .map(name => readMail(readFileSync(join(outbox, name), 'utf8')))
}

/** Reads a message as the war room writes it (RFC 5322): its headers unfolded, and its plain text. */
export function readMail(message: string): Mail {
  const { headers, body } = partOf(message)
  return {
    to: headers.get('to') ?? '',
    subject: headers.get('subject') ?? '',
    text: plainText(headers, body).trim(),
  }
}

function partOf(text: string): { headers: Map<string, string>; body: string } {
  const [head = '', ...rest] = text.split('\n\n')
  const unfolded = head.trim().replace(/\n[ \t]+/g, ' ')
  const headers = unfolded.split('\n').map((line): [string, string] => {
    const [name = '', ...value] = line.split(':')
    return [name.toLowerCase(), decodedWords(value.join(':').trim())]
  })
  return { headers: new Map(headers), body: rest.join('\n\n') }
}

/** Of alternatives the plain one: it stands first. */
function plainText(headers: Map<string, string>, body: string): string {
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1]
  if (boundary !== undefined) {
    const inner = partOf(body.split(`--${boundary}`)[1] ?? '')
    return plainText(inner.headers, inner.body)
  }
  return headers.get('content-transfer-encoding') === 'quoted-printable' ? decodedPrintable(body) : body
}

function decodedPrintable(text: string): string {
  const bytes = text
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** RFC 2047, of which the war room writes the form B in UTF-8. */
function decodedWords(text: string): string {
  const word = /=\?utf-8\?B\?([^?]*)\?=/gi
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(word, (_, base64: string) => Buffer.from(base64, 'base64').toString('utf8'))
}
