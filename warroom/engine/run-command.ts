import { setTimeout as wait } from 'node:timers/promises'
import type { Entry, Json, JsonObject, Start } from '../../kit/wire.ts'
import {
  type CommandDeclaration,
  type ParsedCommand,
  type ResolvedArguments,
  resolveArguments,
} from '../command-line/index.ts'
import { ERROR, isError, textEntry } from '../investigation/entry.ts'
import type { Command } from '../pack/integration.ts'
import { Refusal } from '../refusal.ts'
import { declarationOf, type Offer, whoOffers } from './offers.ts'
import type { InstanceResult } from './outcome.ts'
import type { Parts } from './parts.ts'
import { type Running, record } from './record.ts'
import { specialRoots } from './roots.ts'
import { type Ran, runOnce, startOf } from './run-once.ts'
import { type RunOptions, runOptions } from './run-options.ts'

function declared({ name, arguments: args }: Command): CommandDeclaration {
  return {
    name,
    arguments: args.map(({ defaultValue, ...rest }) =>
      defaultValue === undefined ? rest : { ...rest, defaultValue },
    ),
  }
}

function registerSecrets({ secrets }: Parts, { arguments: args }: Command, runs: JsonObject[]): void {
  for (const { name } of args.filter(({ secret }) => secret)) {
    for (const value of runs.map(run => run[name])) if (typeof value === 'string') secrets.register(value)
  }
}

/** A query that cannot be read is told before anything runs, not after the command has changed something. */
function checkQueries({ parts }: Running, spec: string | undefined): void {
  for (const part of (spec ?? '').split('::').filter(text => text.includes('='))) {
    parts.language.query({}, part.slice(part.indexOf('=') + 1))
  }
}

async function attempts(running: Running, offer: Offer, args: JsonObject, options: RunOptions): Promise<Ran> {
  const { parts, investigation } = running
  for (let attempt = 0; ; attempt += 1) {
    const start: Start = {
      ...startOf(parts, offer.instance, offer.command.name, args),
      investigation: {
        id: investigation.id,
        ...(investigation.incident ? { incident: investigation.incident } : {}),
      },
    }
    const result = await runOnce(parts, offer.instance, start, options.timeoutSeconds)
    if (attempt >= options.retryCount || !result.entries.some(isError)) return result
    // HC-24 says nothing of earlier attempts: only the last shows. But a token one has fetched serves the next.
    if (result.integrationContext) record(running, offer.instance, { ...result, entries: [] }, options)
    await wait(options.retryIntervalSeconds * 1000)
  }
}

/** One instance after the other, so that what they write down has one order (HC-52). */
async function runOffer(
  running: Running,
  offer: Offer,
  runs: JsonObject[],
  options: RunOptions,
): Promise<InstanceResult> {
  const entries: Entry[] = []
  for (const args of runs) {
    entries.push(...record(running, offer.instance, await attempts(running, offer, args, options), options))
  }
  return { instance: offer.instance.name, entries }
}

/** HC-53: an instance that cannot run does not stop the others; alone, the line cannot be run. */
function cannotRun(
  running: Running,
  offer: Offer,
  cause: unknown,
  alone: boolean,
  options: RunOptions,
): InstanceResult {
  if (!(cause instanceof Refusal) || alone) throw cause
  const entries = record(running, offer.instance, { entries: [textEntry(ERROR, cause.message)] }, options)
  return { instance: offer.instance.name, entries }
}

/**
 * Runs a command on every instance that offers it (HC-50 to HC-54) and keeps what it gave. A Refusal or CommandLineError
 * when the line cannot be run: unknown command, argument or instance, or a missing argument. Failures of the command
 * itself are error entries.
 */
export async function runCommand(running: Running, parsed: ParsedCommand): Promise<InstanceResult[]> {
  const { parts, investigation } = running
  const roots = specialRoots(parts, investigation)
  const interpolate = (text: string): Json | undefined =>
    parts.language.interpolate(text, investigation.context.value, roots)
  const resolve = (command: Command): ResolvedArguments => {
    const resolved = resolveArguments(parsed, declared(command), interpolate)
    registerSecrets(parts, command, resolved.runs)
    return resolved
  }
  const known = declarationOf(parsed.name, parts)
  const reserved = known ? resolve(known).reserved : {}
  const offers = whoOffers(parsed.name, reserved, parts)
  const options = runOptions(reserved)
  checkQueries(running, options.extendContext)
  const resolved = offers.map(offer => ({ offer, runs: resolve(offer.command).runs }))
  const results: InstanceResult[] = []
  for (const { offer, runs } of resolved) {
    try {
      results.push(await runOffer(running, offer, runs, options))
    } catch (cause) {
      results.push(cannotRun(running, offer, cause, offers.length === 1, options))
    }
  }
  return results
}
