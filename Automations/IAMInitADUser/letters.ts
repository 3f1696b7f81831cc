import type { AutomationHost } from '../../kit/automation.ts'
import { Refusal } from '../../kit/errors.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { addressesOf } from '../user-profile/addresses.ts'
import { type Manager, managerOf } from '../user-profile/manager.ts'
import {
  NOTIFICATION_TEMPLATE,
  PASSWORD_TEMPLATE,
  type Template,
  tellsPassword,
  templateOf,
} from './template.ts'

/** A mail that is to go out. */
export interface Letter {
  readonly whom: string
  readonly to: readonly string[]
  readonly html: string
  /** It may hold the password, and its template does. */
  readonly tellsPassword: boolean
}

export interface Letters {
  readonly letters: readonly Letter[]
  readonly warnings: readonly string[]
}

/** Whom the arguments name. */
export interface Wanted {
  readonly user_profile: JsonObject
  readonly sAMAccountName: string
  readonly service_desk_email?: readonly string[] | undefined
  readonly notification_email_addresses?: readonly string[] | undefined
  readonly service_desk_email_template_list_name?: string | undefined
  readonly manager_email_template_list_name?: string | undefined
  readonly notification_email_template_list_name?: string | undefined
}

/**
 * The mails of an account, decided before anything is changed. Throws an InputError for an address that is none, and a
 * Refusal when nobody would get the password: the account could not be used, and its old password would be gone.
 */
export async function lettersFor(host: AutomationHost, wanted: Wanted): Promise<Letters> {
  const desk = addressesOf('service_desk_email', wanted.service_desk_email ?? [])
  const told = addressesOf('notification_email_addresses', wanted.notification_email_addresses ?? [])
  const manager = await managerOf(host, wanted.user_profile)
  const boss = 'address' in manager ? [manager.address] : []
  const drafts = [
    await draft(host, 'the service desk', desk, wanted.service_desk_email_template_list_name),
    await draft(host, 'the manager', boss, wanted.manager_email_template_list_name),
    await draft(host, 'those to be told', told, wanted.notification_email_template_list_name, true),
  ].filter(({ letter }) => letter.to.length > 0)
  const letters = drafts.map(({ letter }) => letter)
  if (!letters.some(letter => letter.tellsPassword))
    throw new Refusal(nobody(wanted.sAMAccountName, manager, desk.length > 0))
  return { letters, warnings: [managerWarning(manager), ...drafts.map(each => each.warning)].filter(Boolean) }
}

async function draft(
  host: AutomationHost,
  who: string,
  to: readonly string[],
  list: string | undefined,
  isNotification = false,
): Promise<{ letter: Letter; warning: string }> {
  const builtIn = isNotification ? NOTIFICATION_TEMPLATE : PASSWORD_TEMPLATE
  // Nobody is to be told of a list that is not needed.
  const { html, warning }: Template =
    to.length === 0 ? { html: builtIn, warning: '' } : await templateOf(host, list, builtIn)
  const letter = {
    whom: `${who} (${to.join(', ')})`,
    to,
    html,
    tellsPassword: !isNotification && tellsPassword(html),
  }
  return { letter, warning }
}

function managerWarning(manager: Manager): string {
  if ('address' in manager || !manager.isWorthTelling) return ''
  const [first = '', ...rest] = manager.missing
  return `${first.toUpperCase()}${rest.join('')}; no mail was sent there. Correct the manager in the HR report, and see that somebody else hands the password over.`
}

function nobody(account: string, manager: Manager, isToDesk: boolean): string {
  const why = [
    ...(isToDesk ? [] : ['ServiceDeskEmail of the playbook is empty']),
    ...('address' in manager ? [] : [manager.missing]),
    ...('address' in manager || isToDesk ? ['the template of the mail holds no ${password}'] : []),
  ]
  return `Nobody would get the password of the account "${account}": ${why.join(', and ')}. No password was set. Fill in ServiceDeskEmail of the playbook, or correct the manager in the HR report or the template, then run the playbook again.`
}
