import type { Json, JsonObject, Start } from '../../kit/wire.ts'
import { RunFailed } from '../bundle/run.ts'
import { ERROR, textEntry, toEntries } from '../investigation/entry.ts'
import type { PackAutomation } from '../pack/automation.ts'
import { actingCalls } from './acting-calls.ts'
import { type Answers, hostWith, sharedAnswers } from './asks.ts'
import { OWN_ORIGINS } from './own-command.ts'
import type { Running } from './record.ts'
import type { Ran } from './run-once.ts'
import { nameIn } from './script-host.ts'

function startOf(name: string, args: JsonObject, { parts, investigation }: Running): Start {
  const { brand, instance } = OWN_ORIGINS.automation
  return {
    ...{ kind: 'automation', command: name, args },
    ...{ params: {}, lastRun: {}, integrationContext: {} },
    instance: { brand, name: instance },
    investigation: {
      id: investigation.id,
      ...(investigation.incident ? { incident: investigation.incident } : {}),
      context: investigation.context.value,
    },
    ...(parts.clock.moved ? { now: parts.clock.now() } : {}),
  }
}

/** What an automation may ask beside what a command may (design.md §4). */
function answersFor(running: Running): Answers {
  const { language } = running.parts
  return {
    ...sharedAnswers(running.parts),
    ...actingCalls(running),
    dt: ([root, path]) => language.query(root ?? null, nameIn(path, 'dt')) ?? null,
  }
}

/**
 * Runs an automation that carries a bundle, over the wire. A run without a result is an error entry that says why. A
 * Refusal when it cannot run at all: a damaged bundle, or too many automations that run one another.
 */
export async function runBundled(
  automation: PackAutomation,
  args: JsonObject,
  running: Running,
  seconds: number,
): Promise<Ran> {
  const { interruption, pools, secrets } = running.parts
  try {
    if (interruption.reason !== undefined) throw new RunFailed(interruption.reason)
    const inside = { ...running, until: performance.now() + seconds * 1000 }
    const host = hostWith('An automation', answersFor(inside), running.parts)
    const done = await pools
      .ofAutomation(automation)
      .run(startOf(automation.name, args, running), host, seconds)
    for (const text of done.secrets ?? []) secrets.reveal(String(text))
    return { entries: toEntries(done.entries as Json[]) }
  } catch (cause) {
    if (!(cause instanceof RunFailed)) throw cause
    return { entries: [textEntry(ERROR, secrets.mask(cause.message))] }
  }
}
