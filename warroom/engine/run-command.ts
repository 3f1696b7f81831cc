import type { Entry, JsonObject, Start } from '../../kit/wire.ts'
import type { ResolvedArguments } from '../command-line/index.ts'
import { ERROR, isError, textEntry } from '../investigation/entry.ts'
import { isJavaScript } from '../javascript/index.ts'
import type { Command } from '../pack/integration.ts'
import { Refusal } from '../refusal.ts'
import type { Call } from './call.ts'
import { DEFAULT_TIMEOUT_SECONDS } from './decisions.ts'
import { refuseMasked, secretsGiven, withoutSecrets } from './given-secrets.ts'
import { limited } from './limited.ts'
import { declarationOf, type InstanceOffer, type Offer, whoOffers } from './offers.ts'
import type { InstanceResult } from './outcome.ts'
import type { Parts } from './parts.ts'
import { type Running, record } from './record.ts'
import { type Ran, runOnce, startOf } from './run-once.ts'
import { type RunOptions, runOptions } from './run-options.ts'

/** A query that cannot be read is told before anything runs, not after the command has changed something. */
function checkQueries({ parts }: Running, spec: string | undefined): void {
  for (const part of (spec ?? '').split('::').filter(text => text.includes('='))) {
    parts.language.query({}, part.slice(part.indexOf('=') + 1))
  }
}

function runOnInstance(
  running: Running,
  { instance, command }: InstanceOffer,
  args: JsonObject,
  { timeoutSeconds = DEFAULT_TIMEOUT_SECONDS }: RunOptions,
): Promise<Ran> {
  const { parts, investigation } = running
  const start: Start = {
    ...startOf(parts, instance, command.name, args),
    investigation: {
      id: investigation.id,
      ...(investigation.incident ? { incident: investigation.incident } : {}),
      // A bundle does not ask for it, and it may be large.
      ...(isJavaScript(instance.integration.language) ? { context: investigation.context.value } : {}),
    },
  }
  return runOnce(parts, instance, start, limited(running, timeoutSeconds))
}

async function attempts(running: Running, offer: Offer, args: JsonObject, options: RunOptions): Promise<Ran> {
  for (let attempt = 0; ; attempt += 1) {
    const result =
      'own' in offer
        ? await offer.own.run(args, running, options)
        : await runOnInstance(running, offer, args, options)
    if (attempt >= options.retryCount || !result.entries.some(isError)) return result
    // HC-24 says nothing of earlier attempts: only the last shows. But a token one has fetched serves the next.
    // It is no run of a playbook's task either: that one goes on.
    const { task: _, ...untold } = running
    if (result.change) record(untold, offer, { ...result, entries: [] }, options)
    await running.parts.interruption.wait(options.retryIntervalSeconds)
    if (running.parts.interruption.reason !== undefined) return result
  }
}

/** Whether a declaration is of a command of ours that takes any argument. */
function isOpen(command: Command, { own }: Parts): boolean {
  const found = own.get(command.name)
  return found?.declaration === command && found.open === true
}

/** design.md §8: null for what no instance ran. */
const instanceName = (offer: Offer): string | null => ('own' in offer ? null : offer.instance.name)

/** One run of a command: on whom, with what. */
interface Step {
  offer: Offer
  args: JsonObject
  last: boolean
}

/**
 * The runs of a command: item by item, each on every instance (playbook.md §13.8), the instances one after the other, so
 * that what they write down has one order (HC-52).
 */
function stepsOf(resolved: { offer: Offer; runs: JsonObject[] }[]): Step[] {
  const items = Math.max(0, ...resolved.map(({ runs }) => runs.length))
  const steps = Array.from({ length: items }, (_, item) =>
    resolved.flatMap(({ offer, runs }) => {
      const args = runs[item]
      return args === undefined ? [] : [{ offer, args }]
    }),
  ).flat()
  return steps.map((step, at) => ({ ...step, last: at === steps.length - 1 }))
}

/** HC-53: an instance that cannot run does not stop the others; alone, the line cannot be run. */
async function runStep(running: Running, step: Step, alone: boolean, options: RunOptions): Promise<Entry[]> {
  const { offer, args, last } = step
  const { secrets } = running.parts
  const given = secretsGiven(offer, args)
  for (const secret of given) secrets.given(secret)
  const kept = (ran: Ran): Entry[] => {
    const entries = withoutSecrets(ran.entries, given, secret => secrets.register(secret))
    return record(running, offer, { ...ran, entries }, options, last)
  }
  try {
    if ('instance' in offer) running.task?.outside()
    return kept(await attempts(running, offer, args, options))
  } catch (cause) {
    if (!(cause instanceof Refusal) || alone) throw cause
    return kept({ entries: [textEntry(ERROR, cause.message)] })
  } finally {
    // What a script runs is done with when the script is: it would be run again as a whole.
    if (!running.forScript) running.task?.recorded()
  }
}

/** The options of a call, as its reserved arguments ask for them. */
export function optionsOf({ parts }: Running, call: Call): RunOptions {
  const known = declarationOf(call.name, parts)
  return runOptions(known ? call.resolve(known, isOpen(known, parts)).reserved : {})
}

/**
 * Runs a command on every instance that offers it (HC-50 to HC-54) and keeps what it gave. A Refusal or CommandLineError
 * when the line cannot be run: unknown command, argument or instance, or a missing argument. Failures of the command
 * itself are error entries.
 */
export async function runCommand(running: Running, call: Call): Promise<InstanceResult[]> {
  const { parts } = running
  const resolve = (command: Command): ResolvedArguments => call.resolve(command, isOpen(command, parts))
  const known = declarationOf(call.name, parts)
  const reserved = known ? resolve(known).reserved : {}
  const offers = whoOffers(call.name, reserved, parts)
  const options = runOptions(reserved)
  checkQueries(running, options.extendContext)
  const steps = stepsOf(offers.map(offer => ({ offer, runs: resolve(offer.command).runs })))
  for (const { offer, args } of steps) if ('instance' in offer) refuseMasked(offer, args)
  const results = new Map<Offer, InstanceResult>(
    offers.map(offer => [offer, { instance: instanceName(offer), entries: [] }]),
  )
  // What a script runs is not among the recorded runs of its task.
  const done = running.forScript ? 0 : (running.task?.done ?? 0)
  for (const step of steps.slice(done)) {
    const entries = await runStep(running, step, offers.length === 1, options)
    results.get(step.offer)?.entries.push(...entries)
  }
  return [...results.values()]
}
