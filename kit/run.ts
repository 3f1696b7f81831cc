import { errorEntry, resultEntry } from './entries.ts'
import { Refusal } from './errors.ts'
import { parseFields } from './fields.ts'
import type { AnyIntegration, Host } from './integration.ts'
import type { Done, Start } from './wire.ts'

/**
 * Runs one command of an integration: find it, parse, call, turn the value or the exception into entries.
 * It never throws; a failed run answers with an error entry and saves nothing.
 */
export async function run(integration: AnyIntegration, start: Start, host: Host): Promise<Done> {
  try {
    const command = integration.commands.find(({ name }) => name === start.command)
    if (!command) throw new Refusal(`${integration.id} has no command "${start.command}".`)
    const args = parseFields('argument', command.args, start.args)
    const session = integration.connect(parseFields('parameter', integration.params, start.params), host)
    const result = await command.run(args, session)
    const entries = [resultEntry(result, integration.secretMembers)]
    if (typeof result === 'string' || !result.integrationContext) return { entries }
    return { entries, integrationContext: result.integrationContext }
  } catch (error) {
    if (!(error instanceof Refusal) && error instanceof Error) host.log('error', error.stack ?? error.message)
    return { entries: [errorEntry(error)] }
  }
}
