import type { AnyAutomation, AutomationHost } from './automation.ts'
import type { Arguments } from './command.ts'
import { searchedBy } from './indicators.ts'
import type { AnyIntegration, Host } from './integration.ts'
import { run } from './run.ts'
import { runAutomation } from './run-automation.ts'
import { secretsOf } from './secrets.ts'
import type { Done, Entry, Json, JsonObject, LogLevel, Start } from './wire.ts'

/** What the wire offers to whatever runs on it. */
export interface Edge {
  /** Asks the host and gives its answer. Throws Refusal with the host's sentence when it refuses. */
  ask(name: string, ...values: Json[]): Promise<Json>
  log(level: LogLevel, text: string): void
  /** From here on this text is blotted out of every log line and every entry. */
  keepSecret(text: string): void
  now(): Date
}

/** What a bundle serves on the wire: an integration, or the automations of a pack. */
export interface Program {
  /** The texts of a start that may stand in no log line and no entry. */
  secretsIn(start: Start): string[]
  /** Runs a start. It never throws. */
  run(start: Start, edge: Edge): Promise<Done>
}

/** What a bundle declares. */
export type Declared = AnyIntegration | readonly AnyAutomation[]

/** The program of what a bundle declares; which of its commands or automations runs is the start's `command`. */
export function programOf(declared: Declared): Program {
  return 'commands' in declared ? integrationProgram(declared) : automationsProgram(declared)
}

function integrationProgram(integration: AnyIntegration): Program {
  return {
    secretsIn: start => [
      ...secretsOf(integration.params, start.params),
      ...secretArguments(integration.commands, start),
    ],
    run: (start, edge) => run(integration, start, hostOf(start, edge)),
  }
}

function automationsProgram(automations: readonly AnyAutomation[]): Program {
  return {
    secretsIn: start => secretArguments(automations, start),
    run: (start, edge) => runAutomation(automations, start, automationHostOf(start, edge)),
  }
}

// A shorter secret argument (the answer to a recovery question) could be a word of every second line.
const SHORTEST_SECRET_ARGUMENT = 8

function secretArguments(
  declared: readonly { readonly name: string; readonly args: Arguments }[],
  { command, args }: Start,
): string[] {
  return secretsOf(declared.find(({ name }) => name === command)?.args ?? {}, args, SHORTEST_SECRET_ARGUMENT)
}

function hostOf(start: Start, { ask, log, keepSecret, now }: Edge): Host {
  return {
    instance: start.instance,
    integrationContext: start.integrationContext,
    lastRun: start.lastRun,
    mapObject: async (object, mapper, type) => (await ask('mapObject', object, mapper, type)) as JsonObject,
    searchIndicators: async search => searchedBy(await ask('searchIndicators', { ...search })),
    createIndicators: async list => void (await ask('createIndicators', list)),
    log,
    keepSecret,
    now,
  }
}

function automationHostOf({ investigation }: Start, { ask, log, now }: Edge): AutomationHost {
  return {
    incident: investigation?.incident ?? {},
    investigation: { id: investigation?.id ?? '' },
    context: investigation?.context ?? {},
    executeCommand: async (name, args) => (await ask('executeCommand', name, args)) as Entry[],
    setContext: async (path, value) => void (await ask('setContext', path, value)),
    dt: (root, path) => ask('dt', root, path),
    searchIndicators: async search => searchedBy(await ask('searchIndicators', { ...search })),
    getModules: async () => (await ask('getModules')) as Record<string, JsonObject>,
    log,
    now,
  }
}
