import type { Entry, Json, JsonObject } from '../../../kit/wire.ts'
import type { AutomationHost } from '../../../warroom/automations/index.ts'
import { AUTOMATIONS, runAutomation } from '../../../warroom/automations/index.ts'
import { createContextLanguage, openContext } from '../../../warroom/context/index.ts'
import { openSandbox } from '../../../warroom/sandbox/index.ts'

export const language = createContextLanguage(await openSandbox())
export const query = (root: Json, path: string): Json | undefined => language.query(root, path)

export interface Scene {
  context?: JsonObject
  modules?: JsonObject
  entries?: Record<string, Entry>
  commands?: (name: string, args: JsonObject) => Entry[]
}

/** Runs an automation of ours in an investigation, as the war room does: its entries are merged into the context. */
export async function runIn(
  scene: Scene,
  name: string,
  args: JsonObject,
): Promise<{ entries: Entry[]; context: JsonObject; did: string[] }> {
  const context = openContext(language, structuredClone(scene.context ?? {}))
  const did: string[] = []
  const host: AutomationHost = {
    async setContext(path, value) {
      did.push(`set ${path}`)
      context.set(path, value)
    },
    async deleteContext(paths, subplaybook) {
      did.push(`delete ${paths} ${subplaybook}`)
      context.delete(paths)
    },
    async executeCommand(command, given) {
      did.push(`${command} ${JSON.stringify(given)}`)
      return scene.commands?.(command, given) ?? []
    },
    context: () => context.value,
    modules: () => scene.modules ?? {},
    entries: ids => ids.flatMap(id => scene.entries?.[id] ?? []),
    async wait(seconds) {
      did.push(`wait ${seconds}`)
    },
  }
  const automation = AUTOMATIONS.get(name)
  if (!automation) throw new Error(`there is no ${name}`)
  const entries = await runAutomation(automation, args, host, query)
  for (const { EntryContext } of entries) if (EntryContext) context.merge(EntryContext)
  return { entries, context: context.value, did }
}
