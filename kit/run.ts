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
    return revealing(done, result)
  } catch (error) {
    return outcome(integration, [failure(error, 'integration', host)], kept())
  }
}

/** The outcome of a result, with the secrets in it that the person asked to see. */
export function revealing(done: Done, result: Result | string): Done {
  if (typeof result === 'string') return done
  const { contents, context = {}, reveals = [] } = result
  const secrets = [...new Set(textsNamed([contents, context], reveals))]
  return secrets.length ? { ...done, secrets } : done
}

/** The error entry of an exception; where in the code a fault of ours lies is told to the log. */
export function failure(
  error: unknown,
  ours: 'integration' | 'automation',
  { log }: Pick<Host, 'log'>,
): Entry {
  if (!(error instanceof Refusal) && error instanceof Error) log('error', error.stack ?? error.message)
  return errorEntry(error, ours)
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
