import type { AnyAutomation, AutomationHost } from './automation.ts'
import { resultEntry } from './entries.ts'
import { Refusal } from './errors.ts'
import { parseFields } from './fields.ts'
import { failure, revealing } from './run.ts'
import type { Done, Start } from './wire.ts'

// An automation answers with data of its own making; what other commands gave it they have masked.
const NO_SECRET_MEMBERS: ReadonlySet<string> = new Set()

/** Runs one of the automations as `run` runs a command of an integration: it never throws. It has nothing to save. */
export async function runAutomation(
  automations: readonly AnyAutomation[],
  start: Start,
  host: AutomationHost,
): Promise<Done> {
  try {
    const automation = automations.find(({ name }) => name === start.command)
    if (!automation) throw new Refusal(`This bundle has no automation "${start.command}".`)
    const result = await automation.run(parseFields('argument', automation.args, start.args), host)
    return revealing({ entries: [resultEntry(result, NO_SECRET_MEMBERS)] }, result)
  } catch (error) {
    return { entries: [failure(error, 'automation', host)] }
  }
}
