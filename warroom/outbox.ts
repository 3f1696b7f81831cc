import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { Refusal } from './refusal.ts'
import { fileName, replaceFile } from './state/folder.ts'

/** A message to people: what a playbook asks them. */
export interface Mail {
  to: string
  cc: string
  bcc: string
  subject: string
  body: string
}

export interface Outbox {
  /** Delivers a mail under a name; one of that name, which a killed war room had delivered, is replaced. */
  send: (name: string, mail: Mail) => void
}

/** A header's text: a line break in it would begin another header. */
const header = (name: string, text: string): string =>
  text === '' ? '' : `${name}: ${text.replace(/[\r\n]+/g, ' ')}\n`

/** Where mails go: a folder of files that only their owner reads (design.md §8). It is made with the first mail. */
export function openOutbox(folder: string, now: () => string): Outbox {
  return {
    send(name, { to, cc, bcc, subject, body }) {
      const head = [header('To', to), header('Cc', cc), header('Bcc', bcc), header('Subject', subject)].join(
        '',
      )
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        replaceFile(path.join(folder, `${fileName(name)}.eml`), `${head}${header('Date', now())}\n${body}\n`)
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause)
        throw new Refusal(`No mail can be put into ${folder}: ${reason}; name another with --outbox.`, {
          cause,
        })
      }
    },
  }
}
