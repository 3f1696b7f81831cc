import type { Command, Result } from './command.ts'
import { errorEntry, resultEntry } from './entries.ts'
import { Refusal } from './errors.ts'
import { parseFields } from './fields.ts'
import type { AnyIntegration, Host } from './integration.ts'
import { textsNamed } from './secrets.ts'
import type { Done, Entry, JsonObject, Start } from './wire.ts'

/**
 * Runs one command of an integration: find it, parse, call, turn the value or the exception into entries.
 * It never throws; a failed run answers with an error entry and saves nothing but what the
 * connection itself keeps.
 */
export async function run(integration: AnyIntegration, start: Start, host: Host): Promise<Done> {
  let kept: () => JsonObject = () => ({})
  try {
    const command = integration.commands.find(({ name }) => name === start.command)
    if (!command) throw new Refusal(`${integration.id} has no command "${start.command}".`)
    const args = parseFields('argument', command.args, start.args)
    const session = sessionOf(integration, command, start, host)
    kept = () => integration.kept?.(session) ?? {}
    const result = await command.run(args, session)
    if (typeof result === 'object' && 'incidents' in result) {
      const { incidents, lastRun } = result
      return { ...outcome(integration, [], kept()), incidents: [...incidents], lastRun }
    }
    const written = typeof result === 'string' ? {} : result.integrationContext
    const done = outcome(integration, [resultEntry(result, integration.secretMembers)], {
      ...kept(),
      ...written,
    })
    const secrets = typeof result === 'string' ? [] : revealedIn(result)
    return secrets.length ? { ...done, secrets } : done
  } catch (error) {
    if (!(error instanceof Refusal) && error instanceof Error) host.log('error', error.stack ?? error.message)
    return outcome(integration, [errorEntry(error)], kept())
  }
}

function revealedIn({ contents, context = {}, reveals = [] }: Result): string[] {
  return [...new Set(textsNamed([contents, context], reveals))]
}

function sessionOf(
  integration: AnyIntegration,
  command: Command<unknown>,
  start: Start,
  host: Host,
): unknown {
  if (command.offline && integration.offline) return integration.offline(host)
  return integration.connect(parseFields('parameter', integration.params, start.params), host)
}

function outcome(
  { secretKeys = [] }: AnyIntegration,
  entries: Entry[],
  integrationContext: JsonObject,
): Done {
  const keys = Object.keys(integrationContext)
  if (!keys.length) return { entries }
  const secrets = secretKeys.filter(key => keys.includes(key))
  return { entries, integrationContext, ...(secrets.length && { secretKeys: secrets }) }
}
