import type { AutomationHost } from '../kit/automation.ts'
import { ERROR } from '../kit/entries.ts'
import { Refusal } from '../kit/errors.ts'
import type { Entry, Json, JsonObject } from '../kit/wire.ts'

/** Runs a command for an automation. Throws a Refusal with the command and the text of its first error entry. */
export async function carryOut(
  host: Pick<AutomationHost, 'executeCommand'>,
  name: string,
  args: JsonObject,
): Promise<Entry[]> {
  const entries = await host.executeCommand(name, args)
  const error = entries.find(({ Type }) => Type === ERROR)
  if (!error) return entries
  const where = typeof args.using === 'string' ? ` on ${JSON.stringify(args.using)}` : ''
  throw new Refusal(`${name}${where} failed: ${errorText(error)}`)
}

function errorText({ HumanReadable, Contents }: Entry): string {
  if (HumanReadable) return HumanReadable
  return typeof Contents === 'string' ? Contents : JSON.stringify(Contents)
}

/** JSON text for a command's argument, in which no `${…}` is left that the platform would fill in (HC-46). */
export function jsonArgument(value: Json): string {
  return JSON.stringify(value).replaceAll('${', '\\u0024{')
}
