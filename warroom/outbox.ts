import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { contentHash, type Mail, messageOf } from './mail/message.ts'
import { Refusal } from './refusal.ts'
import { fileName, makeFolder, replaceFile } from './state/folder.ts'

export type { Mail } from './mail/message.ts'

/** Where a mail comes from. `step` names one run of a task; a mail that no task sends has none. */
export interface Sender {
  incident: string
  step?: string
}

export interface Outbox {
  /** Delivers a mail under a name; one of that name, which a killed war room had delivered, is replaced. */
  send: (name: string, mail: Mail) => void
  /**
   * Delivers a mail under the next number of its incident. The same mail of the same run of a task is delivered once: a killed
   * war room may have delivered it before, and it is replaced.
   */
  deliver: (sender: Sender, mail: Mail) => void
}

/** The mails of an incident that are in a folder, as `1-mail-0002-0a1b2c3d`. */
function deliveredIn(folder: string, incident: string): string[] {
  const first = `${fileName(incident)}-mail-`
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names.filter(name => name.startsWith(first) && name.endsWith('.eml'))
}

const NUMBER = /-mail-(\d+)-/

/** The name of a mail of an incident: the one it was delivered under, or a new one. */
function nameIn(folder: string, { incident, step }: Sender, mail: Mail): string {
  const all = deliveredIn(folder, incident)
  const next = Math.max(0, ...all.map(name => Number(NUMBER.exec(name)?.[1] ?? 0))) + 1
  const number = String(next).padStart(4, '0')
  const told = JSON.stringify([incident, step ?? number, contentHash(mail)])
  const hash = createHash('sha256').update(told).digest('hex').slice(0, 8)
  const known = step === undefined ? undefined : all.find(name => name.endsWith(`-${hash}.eml`))
  return known?.slice(0, -'.eml'.length) ?? `${fileName(incident)}-mail-${number}-${hash}`
}

/** Where mails go: a folder of files that only their owner reads (design.md §8). It is made with the first mail. */
export function openOutbox(folder: string, now: () => string): Outbox {
  function written(work: () => void): void {
    try {
      work()
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new Refusal(`No mail can be put into ${folder}: ${reason}; name another with --outbox.`, {
        cause,
      })
    }
  }
  function write(name: string, mail: Mail): void {
    makeFolder(folder)
    replaceFile(path.join(folder, `${name}.eml`), messageOf(mail, name, now()))
  }
  return {
    send: (name, mail) => written(() => write(fileName(name), mail)),
    deliver: (sender, mail) => written(() => write(nameIn(folder, sender, mail), mail)),
  }
}
