import type { AutomationHost } from '../../kit/automation.ts'
import { ERROR } from '../../kit/entries.ts'
import { Refusal } from '../../kit/errors.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { carryOut } from '../carry-out.ts'
import type { Letter } from './letters.ts'
import { masked } from './new-password.ts'
import { letterHtml } from './template.ts'

/** Which mails went out; `errors` has a sentence for each that did not. */
export interface Delivery {
  readonly sent: readonly Letter[]
  readonly errors: readonly string[]
}

/** Whose password it is. */
export interface Owner {
  readonly profile: JsonObject
  readonly instance: string
  readonly account: string
  readonly password: string
}

/** Mails each letter; one that fails keeps no other from going out. The password is in no error. */
export async function delivered(
  host: Pick<AutomationHost, 'executeCommand'>,
  letters: readonly Letter[],
  { profile, instance, account, password }: Owner,
): Promise<Delivery> {
  const sent: Letter[] = []
  const errors: string[] = []
  for (const letter of letters) {
    const htmlBody = letterHtml(
      letter.html,
      profile,
      { instance, account },
      letter.tellsPassword ? password : undefined,
    )
    const subject = `New Hire Account Created: ${account}`
    const reason = await refusalOf(host, { to: letter.to.join(','), subject, htmlBody })
    if (reason === undefined) sent.push(letter)
    else errors.push(masked(`The mail to ${letter.whom} was not sent: ${reason}`, password))
  }
  return { sent, errors }
}

/** Why a mail was not sent. Of several mail senders, on which the platform tries it, one that sends it is enough. */
async function refusalOf(
  host: Pick<AutomationHost, 'executeCommand'>,
  mail: JsonObject,
): Promise<string | undefined> {
  try {
    const entries = await host.executeCommand('send-mail', mail)
    if (entries.some(({ Type }) => Type !== ERROR)) return undefined
    await carryOut({ executeCommand: async () => entries }, 'send-mail', mail)
    return undefined
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    return cause.message
  }
}
