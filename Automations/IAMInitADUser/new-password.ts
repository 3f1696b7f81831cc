import type { AutomationHost } from '../../kit/automation.ts'
import { ERROR } from '../../kit/entries.ts'
import { Refusal } from '../../kit/errors.ts'
import { MASK } from '../../kit/secrets.ts'
import type { Entry, Json } from '../../kit/wire.ts'
import { htmlOf } from '../html-template/template.ts'

// HC-46: the platform would fill in a ${…} of the password when it is handed to a command.
const UNFIT = /[\p{Cc}\p{Cs}]|\$\{/u

/**
 * The password that a script makes: the text that it gives, or the member NEW_PASSWORD of it. Throws a Refusal when there
 * is none, which never shows what the script gave: that may be a password all the same.
 */
export async function newPassword(
  host: Pick<AutomationHost, 'executeCommand'>,
  script: string,
): Promise<string> {
  const entries = await entriesOf(host, script)
  if (entries.some(({ Type }) => Type === ERROR))
    throw new Refusal(
      `The script "${script}" gave an error instead of a password; run it by itself to see why. Nothing was changed.`,
    )
  const password = entries.map(({ Contents }) => passwordIn(Contents)).find(text => text !== '') ?? ''
  if (password !== '' && !UNFIT.test(password)) return password
  const what = password === '' ? 'gave no password' : 'gave a password with control characters or ${ in it'
  throw new Refusal(
    `The script "${script}" ${what}; expected a text, or an object with it as NEW_PASSWORD. Correct the script or name another as PasswordGenerationScriptName of the playbook. Nothing was changed.`,
  )
}

async function entriesOf(host: Pick<AutomationHost, 'executeCommand'>, script: string): Promise<Entry[]> {
  try {
    return await host.executeCommand(script, {})
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    throw new Refusal(`The script "${script}" cannot be run: ${cause.message} Nothing was changed.`)
  }
}

function passwordIn(contents: Json): string {
  const given = typeof contents === 'string' ? objectOrText(contents) : contents
  if (typeof given === 'string') return given.trim()
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return ''
  const made = Object.hasOwn(given, 'NEW_PASSWORD') ? given.NEW_PASSWORD : ''
  return typeof made === 'string' ? made.trim() : ''
}

/** HC-62: an object that a script returns comes as its JSON text, which is not to become the password. */
function objectOrText(text: string): Json {
  if (!text.trimStart().startsWith('{')) return text
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

/** A text in which the password is masked, also as JSON, HTML or a URL would spell it. */
export function masked(text: string, password: string): string {
  const spellings = [
    password,
    JSON.stringify(password).slice(1, -1),
    htmlOf(password),
    encodeURIComponent(password),
  ]
  return spellings
    .sort((a, b) => b.length - a.length)
    .reduce((rest, spelling) => rest.replaceAll(spelling, MASK), text)
}
