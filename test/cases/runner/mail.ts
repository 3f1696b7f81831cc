import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { JsonObject } from '../../../kit/wire.ts'

const words = (text: string): string =>
  text
    .replace(/\?=\s+=\?utf-8\?B\?/g, '?==?utf-8?B?')
    .replace(/=\?utf-8\?B\?([^?]*)\?=/g, (_, base64) => Buffer.from(base64, 'base64').toString('utf8'))

function quotedPrintable(text: string): string {
  const joined = text.replace(/=\n/g, '')
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** What a mail of the outbox says: the texts of its parts are one body. */
export function readMail(text: string): JsonObject {
  const at = text.indexOf('\n\n')
  const head = text.slice(0, at).replace(/\n[ \t]+/g, ' ')
  const header = (name: string) => words(new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '')
  const body = text.slice(at + 2).trim()
  const cc = header('Cc')
  const isQuoted = /^content-transfer-encoding: quoted-printable$/im.test(text)
  return {
    ...{ to: header('To'), subject: header('Subject'), body: isQuoted ? quotedPrintable(body) : body },
    ...(cc !== '' && { cc }),
  }
}

/** The mails of an outbox in the order of their names: by incident, then by the order in which they were sent. */
export function mailsIn(folder: string): JsonObject[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter(name => name.endsWith('.eml'))
  return names.sort().map(name => readMail(readFileSync(path.join(folder, name), 'utf8')))
}
