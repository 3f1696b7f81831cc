import { readFileSync } from 'node:fs'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { listOf, textOf } from '../automations/arguments.ts'
import { filePath } from '../files/saved-files.ts'
import { type Run, splitPath } from '../investigation/run.ts'
import type { ScriptHost } from '../javascript/index.ts'
import { isHeaderName, type Mail } from '../mail/message.ts'
import type { Attachment } from '../mail/part.ts'
import { mailboxes } from '../mail/words.ts'
import type { Sender } from '../outbox.ts'
import { leftInFlight } from '../playbook/in-flight.ts'
import { Refusal } from '../refusal.ts'
import type { Parts } from './parts.ts'
import { objectIn } from './script-host.ts'

const ADDRESS = /^[^\s@<>()[\]",;:\\]+@[^\s@<>()[\]",;:\\]+$/

/** Addresses as text or as a list. A Refusal, naming the argument, for one that is no address. */
function addresses(mail: JsonObject, name: string): string {
  const given = mail[name]
  const text = Array.isArray(given) ? given.map(textOf).join(', ') : textOf(given)
  const wrong = mailboxes(text).find(({ address }) => !ADDRESS.test(address))
  if (!wrong) return text
  throw new Refusal(`"${wrong.address}" in ${name} is no e-mail address; nothing was sent.`)
}

function headersIn(given: Json | undefined): [string, string][] {
  return Object.entries(objectIn(given)).map(([name, text]) => {
    if (isHeaderName(name)) return [name, textOf(text)]
    throw new Refusal(`"${name}" cannot be an additional header of a mail; nothing was sent.`)
  })
}

/** A file of the war room by its entry, or one of a text; `name` counts more than the name the entry gives. */
function attachmentIn({ state }: Parts, given: Json): Attachment {
  const { entryId, name, content, contentId } = objectIn(given)
  const own = textOf(contentId) === '' ? {} : { contentId: textOf(contentId) }
  if (entryId === undefined) return { name: textOf(name), content: Buffer.from(textOf(content)), ...own }
  const file = filePath(state, textOf(entryId))
  return { name: textOf(name) || file.name, content: readFileSync(file.path), ...own }
}

/** The mail of a script. A Refusal when nobody would get it, or when it cannot be sent as it was asked for. */
function mailIn(parts: Parts, given: JsonObject): Mail {
  const [to, cc, bcc] = [addresses(given, 'to'), addresses(given, 'cc'), addresses(given, 'bcc')]
  if (mailboxes([to, cc, bcc].join(',')).length === 0)
    throw new Refusal('The mail has no recipient; give one as "to".')
  return {
    ...{ to, cc, bcc, from: addresses(given, 'from'), replyTo: addresses(given, 'replyTo') },
    ...{ subject: textOf(given.subject), body: textOf(given.body), htmlBody: textOf(given.htmlBody) },
    headers: headersIn(given.headers),
    attachments: listOf(given.attachments).map(each => attachmentIn(parts, each)),
  }
}

/** Which turn of its loop and which return of its cycle a task and those that call it are in. */
function turnsIn(run: Run | undefined, path: string): Json[] {
  const { frame, task } = splitPath(path)
  const { turn = 0, again = 0 } = run?.frames.get(frame)?.tasks.get(task) ?? {}
  return [...(frame === '' ? [] : turnsIn(run, frame)), turn, again]
}

/**
 * Who sends: the run of a task that is under way, by what tells it from every other one and is the same when a war room that was
 * killed does it again.
 */
function senderIn({ state }: Parts, incident: string): Sender {
  const mark = leftInFlight(state.folder, incident)
  if (!mark) return { incident }
  const { run } = state.room.investigation(incident)
  const turns = turnsIn(run, mark.path)
  return { incident, step: JSON.stringify([run?.playbook ?? '', mark.path, mark.done, turns]) }
}

/** What an integration sends mails with: `sendMail(mail)` puts one into the outbox (javascript/README.md). */
export function mailCalls(parts: Parts, incident: string): ScriptHost {
  return {
    sendMail([given]) {
      parts.outbox.deliver(senderIn(parts, incident), mailIn(parts, objectIn(given)))
      return null
    },
  }
}
