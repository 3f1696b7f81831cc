import type { JsonObject } from '../../kit/wire.ts'
import { AUTOMATIONS, type AutomationHost, type Query, runAutomation } from '../automations/index.ts'
import type { ContextLanguage } from '../context/index.ts'
import { placeOf } from '../investigation/scope.ts'
import { type JavaScriptRunner, refuseOtherLanguage, type ScriptHost } from '../javascript/index.ts'
import type { PackAutomation } from '../pack/automation.ts'
import { bundleHash } from '../pack/node-bundle.ts'
import { Refusal } from '../refusal.ts'
import { actingCalls } from './acting-calls.ts'
import { modulesOf } from './asks.ts'
import { runBundled } from './bundled-automation.ts'
import { DEFAULT_TIMEOUT_SECONDS } from './decisions.ts'
import { executeCommand } from './execute-command.ts'
import { limited } from './limited.ts'
import { commandNames } from './offers.ts'
import type { OwnCommand } from './own-command.ts'
import type { Running } from './record.ts'
import type { Ran } from './run-once.ts'
import { scriptInvestigation, sharedCalls } from './script-host.ts'

/** What an automation of ours may do to the investigation in which it runs. */
function hostFor(running: Running): AutomationHost {
  const { parts, investigation } = running
  const { id } = investigation
  const place = placeOf(investigation)
  return {
    setContext: async (path, value) => void parts.state.commit({ edits: [{ ...place, set: path, value }] }),
    deleteContext: async (paths, subplaybook) => {
      const at = subplaybook === 'no' ? { id } : place
      parts.state.commit({ edits: [{ ...at, delete: paths }] })
    },
    executeCommand: (name, args) => executeCommand(running, name, args),
    context: () => structuredClone(investigation.context.value),
    modules: () => modulesOf(parts),
    entries: ids => ids.flatMap(entryId => investigation.entries.filter(({ ID }) => ID === entryId)),
    async wait(seconds) {
      await parts.pass(limited(running, seconds))
      const { reason } = parts.interruption
      if (reason !== undefined) throw new Refusal(reason)
    },
  }
}

/** The automations that are here without any pack, as commands. */
export function builtInAutomations(language: ContextLanguage): OwnCommand[] {
  const query: Query = (root, path) => language.query(root, path)
  return [...AUTOMATIONS.values()].map(automation => ({
    kind: 'automation',
    declaration: automation.declaration,
    run: async (args, running) => ({
      entries: await runAutomation(automation, args, hostFor(running), query),
    }),
  }))
}

/** The host functions of a JavaScript automation: it acts on its investigation and runs commands. */
function automationHost(running: Running): ScriptHost {
  const { parts, investigation } = running
  return {
    ...sharedCalls(parts, investigation.id),
    ...actingCalls(running),
    getAllSupportedCommands: () => commandNames(parts),
  }
}

/** Runs an automation in JavaScript. One in another language is a Refusal. */
async function runJavaScriptAutomation(
  { name, code, language }: PackAutomation,
  args: JsonObject,
  running: Running,
  timeoutSeconds: number,
  runner: JavaScriptRunner,
): Promise<Ran> {
  refuseOtherLanguage(name, 'script', language)
  const { parts, investigation } = running
  const request = {
    ...{ kind: 'automation' as const, name, code, args, timeoutSeconds },
    ...scriptInvestigation({
      id: investigation.id,
      ...(investigation.incident ? { incident: investigation.incident } : {}),
      context: investigation.context.value,
    }),
    ...(parts.clock.moved ? { now: parts.clock.now() } : {}),
  }
  const { entries } = await runner.run(request, automationHost(running))
  return { entries }
}

/** The automations of the loaded packs, as commands. One that is neither bundled nor in JavaScript is a Refusal when it is run. */
export function packAutomations(
  automations: Iterable<PackAutomation>,
  runner: JavaScriptRunner,
): OwnCommand[] {
  return [...automations].map(automation => ({
    kind: 'automation',
    declaration: automation.declaration,
    run(args, running, options) {
      // HC-24: what the line says counts more than the automation's own YAML.
      const own = options.timeoutSeconds ?? automation.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS
      const seconds = limited(running, own)
      if (bundleHash(automation) !== undefined) return runBundled(automation, args, running, seconds)
      return runJavaScriptAutomation(automation, args, running, seconds, runner)
    },
  }))
}
