import type { AutomationHost } from '../../kit/automation.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { filled, templateParts } from '../html-template/template.ts'
import { listText } from '../list-text.ts'

const PASSWORD = 'password'

const FACTS =
  'Name: ${displayname}<br/>Directory: ${instance}<br/>Account: ${sAMAccountName}<br/>E-mail: ${email}<br/>Hire date: ${hiredate}'

export const PASSWORD_TEMPLATE = `<p>Hello,</p>
<p>an account in Active Directory has got its first password. Please prepare it for its owner, or hand it over on the hire date; it has to be changed at the first logon.</p>
<p>${FACTS}<br/>Password: \${password}</p>
`

export const NOTIFICATION_TEMPLATE = `<p>Hello,</p>
<p>an account in Active Directory has got its first password and is ready.</p>
<p>${FACTS}</p>
`

export interface Template {
  readonly html: string
  /** What to tell when the list is not there; empty when all is well. */
  readonly warning: string
}

/**
 * The HTML of a list, or of its sample: lists are shipped as samples, so that an upgrade never overwrites a customer's own.
 * Without a name, and for an empty list, it is the built-in text. A Refusal when a list cannot be read.
 */
export async function templateOf(
  host: AutomationHost,
  list: string | undefined,
  builtIn: string,
): Promise<Template> {
  if (list === undefined) return { html: builtIn, warning: '' }
  const held = (await listText(host, list)) ?? (await listText(host, `${list}-sample`))
  if (held === undefined)
    return { html: builtIn, warning: `There is no list "${list}"; the built-in text is used.` }
  return { html: held.trim() === '' ? builtIn : held, warning: '' }
}

/** Whether a mail of this template can tell the password. */
export function tellsPassword(html: string): boolean {
  return templateParts(html).some(part => typeof part !== 'string' && part.path === PASSWORD)
}

/**
 * The HTML of a mail: each placeholder is a member of the profile, the account or, where it is given, the password; any
 * other is left out.
 */
export function letterHtml(
  html: string,
  profile: JsonObject,
  { instance, account }: { readonly instance: string; readonly account: string },
  password?: string,
): string {
  const values = new Map<string, Json>(Object.entries(profile))
  values.set('instance', instance)
  values.set('sAMAccountName', account)
  values.set(PASSWORD, password ?? null)
  // HC-46: what a person is called must not read the context when the platform looks through the argument.
  return filled(templateParts(html), values, true).replaceAll('${', '&#36;{')
}
