import { Refusal } from '../../kit/errors.ts'
import type { Json } from '../../kit/wire.ts'
import { jsonFault, placeOf } from '../IAMGetProvisioningSettings/json-fault.ts'

const EXPECTED =
  'It has to be a JSON array with the Okta logins of those whose deactivations are involuntary terminations, such as ["hr.admin@example.com"], or [] for nobody.'

/** Logins are one whatever their case (Okta compares them so). */
const folded = (login: string): string => login.trim().toLowerCase()

/** Reads the text of the list of actors. A Refusal names the list, what is wrong with it, and what it has to be. */
export function actorsIn(listName: string, source: string): ReadonlySet<string> {
  const fault = jsonFault(source)
  if (fault)
    throw new Refusal(
      `The list "${listName}" is wrong at ${placeOf(source, fault.at)}: ${fault.what}. ${EXPECTED}`,
    )
  const parsed = JSON.parse(source) as Json
  if (!Array.isArray(parsed)) throw new Refusal(`The list "${listName}" is ${shown(parsed)}. ${EXPECTED}`)
  return new Set(
    parsed.map((login, index) => {
      if (typeof login === 'string' && login.trim() !== '') return folded(login)
      throw new Refusal(`Entry ${index + 1} of the list "${listName}" is ${shown(login)}. ${EXPECTED}`)
    }),
  )
}

/** The Refusal for a list that is not there. */
export function missing(listName: string): Refusal {
  return new Refusal(`There is no list "${listName}". ${EXPECTED}`)
}

/** Whether one of the actors did it. An event that tells nobody was done by none of them. */
export function isOneOf(actors: ReadonlySet<string>, actor: string): boolean {
  return actors.has(folded(actor))
}

function shown(value: Json): string {
  const text = JSON.stringify(value)
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
