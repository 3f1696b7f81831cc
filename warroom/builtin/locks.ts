import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import { numberOf, textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import { AutomationError } from '../automations/error.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import type { Running } from '../engine/record.ts'
import { NOTE, textEntry } from '../investigation/entry.ts'
import type { Content } from '../pack/content.ts'
import { Refusal } from '../refusal.ts'
import { later } from '../schedule/polling.ts'
import { builtIn, type Result } from './command.ts'

/** Whose integration context holds the locks: what a pack's own Demisto Lock would use. */
const BRAND = 'Demisto Lock'

const lockName = argument('name', 'The name of the lock.', { default: true, defaultValue: 'Default' })

function locksIn({ parts }: Running): JsonObject {
  return parts.state.room.memory(BRAND, BRAND).integrationContext
}

/** A change of the locks; null releases one. */
function changed(locks: JsonObject, text: string): Result {
  return { text, change: { instances: [{ name: BRAND, brand: BRAND, integrationContext: locks }] } }
}

const put = (name: string, value: Json): JsonObject => Object.fromEntries([[name, value]])

/** How many seconds pass between two attempts, and how much later than the command itself the war room ends its wait. */
const INTERVAL = 20
const LONGER = 60

/** How long to wait for a lock, in seconds. */
interface Patience {
  timeout: number
  interval: number
}

/** What an argument says; a sentence that names it when it is no number of seconds. */
function secondsOf(args: JsonObject, name: string): number {
  const seconds = numberOf(args, name)
  if (seconds >= 0) return seconds
  throw new AutomationError(`Argument ${name} must be a number, not "${textOf(args[name])}".`)
}

/**
 * The entry that asks to be run again while another incident holds the lock (HC §9). Its next run knows when the wait ends, so
 * that the command says itself what was waited for.
 */
function waiting(holder: string, args: JsonObject, { timeout, interval }: Patience, now: string): Entry {
  const name = textOf(args.name)
  const until = textOf(args.until) || later(now, timeout)
  if (Date.parse(now) >= Date.parse(until))
    throw new Refusal(
      `Timeout after ${timeout} s: lock ${name} is held by incident ${holder}; !demisto-lock-release name="${name}" frees it.`,
    )
  const text = `Lock ${name} is held by incident ${holder}; waiting for it.`
  const again = {
    PollingCommand: 'demisto-lock-get',
    PollingArgs: { ...args, until },
    NextRun: String(interval),
  }
  return { ...textEntry(NOTE, text), ...again, Timeout: String(timeout + interval + LONGER) }
}

const get = builtIn({
  name: 'demisto-lock-get',
  description: 'Takes a lock for this incident, or waits until it is free.',
  args: [
    lockName,
    argument('info', 'What it is taken for.'),
    argument('timeout', 'How many seconds to wait.', { defaultValue: '600' }),
    argument('polling_interval', 'Seconds between two attempts.', { defaultValue: String(INTERVAL) }),
    argument('until', 'When the wait ends; the command gives it to its own next run.'),
  ],
  run(args, running) {
    const name = textOf(args.name)
    const locks = locksIn(running)
    const held = (Object.hasOwn(locks, name) ? locks[name] : undefined) as { incident: string } | undefined
    const { id } = running.investigation
    const now = running.parts.clock.now()
    const patience = { timeout: secondsOf(args, 'timeout'), interval: secondsOf(args, 'polling_interval') }
    if (held && held.incident !== id)
      return { text: '', entries: [waiting(held.incident, args, patience, now)] }
    const lock = { incident: id, info: textOf(args.info), taken: now }
    return changed(put(name, lock), `Lock ${name} is taken by incident ${id}.`)
  },
})

const release = builtIn({
  name: 'demisto-lock-release',
  description: 'Releases a lock.',
  args: [lockName],
  run: ({ name }) => changed(put(textOf(name), null), `Lock ${textOf(name)} is free.`),
})

const releaseAll = builtIn({
  name: 'demisto-lock-release-all',
  description: 'Releases all locks.',
  args: [],
  run: (_, running) =>
    changed(
      Object.fromEntries(Object.keys(locksIn(running)).map(name => [name, null])),
      'All locks are free.',
    ),
})

const info = builtIn({
  name: 'demisto-lock-info',
  description: 'Shows who holds which lock.',
  args: [argument('name', 'The name of the lock; without it all.', { default: true })],
  run({ name }, running) {
    const locks = Object.entries(locksIn(running)).filter(
      ([own]) => textOf(name) === '' || own === textOf(name),
    )
    const lines = locks.map(([own, lock]) => `${own}: ${JSON.stringify(lock)}`)
    return { text: lines.join('\n') || 'No lock is held.', contents: Object.fromEntries(locks) }
  },
})

const LOCK_COMMANDS: readonly OwnCommand[] = [get, release, releaseAll, info]

/** The commands of the lock integration (playbook.md §10), without those that a pack brings itself. */
export function lockCommands({ integrations }: Pick<Content, 'integrations'>): readonly OwnCommand[] {
  const names = [...integrations.values()].flatMap(({ commands }) => commands.map(({ name }) => name))
  return LOCK_COMMANDS.filter(({ declaration }) => !names.includes(declaration.name))
}
