import { Refusal } from '../kit/errors.ts'
import type { Json } from '../kit/wire.ts'
import { jsonFault, placeOf } from './IAMGetProvisioningSettings/json-fault.ts'

/** The array that the text of a list of settings holds. A Refusal names the list, the place, the value and what is expected. */
export function jsonList(listName: string, source: string, example: string): Json[] {
  const fault = jsonFault(source)
  // The article prints one object with repeated names and missing commas (quirk L1).
  if (source.trimStart().startsWith('{'))
    throw new Refusal(
      `The list "${listName}" begins with {${fault ? ` (and at ${placeOf(source, fault.at)}: ${fault.what})` : ''}; expected a JSON array: put the settings of each instance into {…} of their own, separated by commas, and all of them into […].`,
    )
  if (fault)
    throw new Refusal(
      `The list "${listName}" is wrong at ${placeOf(source, fault.at)}: ${fault.what}. It has to be a JSON array of objects such as ${example}.`,
    )
  const parsed = JSON.parse(source) as Json
  if (Array.isArray(parsed)) return parsed
  throw new Refusal(
    `The list "${listName}" is ${JSON.stringify(parsed).slice(0, 80)}; expected a JSON array of objects such as ${example}.`,
  )
}
