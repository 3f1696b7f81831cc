import type { AnyAutomation, AutomationHost } from '../../kit/automation.ts'
import type { Result } from '../../kit/command.ts'
import { parseFields } from '../../kit/fields.ts'
import type { JsonObject } from '../../kit/wire.ts'

/** What an automation gives for arguments as the platform hands them over. */
export async function ran(
  automation: AnyAutomation,
  args: JsonObject,
  host: AutomationHost,
): Promise<Result> {
  const result = await automation.run(parseFields('argument', automation.args, args), host)
  if (typeof result === 'string') throw new Error(`It gave only the text ${result}.`)
  return result
}
