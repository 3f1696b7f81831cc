import { findBuiltInScript, type Query } from '../automations/index.ts'
import type { ContextLanguage } from '../context/index.ts'
import { isJavaScript, openSyncScripts } from '../javascript/index.ts'
import type { PackAutomation } from '../pack/automation.ts'
import { type Script, ValueError } from '../values/index.ts'

/** Finds the automation that a filter or transformer names (MP-57, MP-60); a pack's own comes before one of ours. */
export type FindScript = (name: string) => Script | undefined

/** Opens the automations that mappers and conditions may use. `now` is the time that they are told, in milliseconds. Without JavaScript among them no engine is started. */
export async function openScripts(
  automations: ReadonlyMap<string, PackAutomation>,
  language: ContextLanguage,
  now: () => number,
): Promise<FindScript> {
  const query: Query = (root, path) => language.query(root, path)
  const anyJavaScript = [...automations.values()].some(({ language: written }) => isJavaScript(written))
  const sync = anyJavaScript ? await openSyncScripts(language, { now }) : undefined
  return name => {
    const automation = automations.get(name)
    if (!automation) return findBuiltInScript(name, query)
    const { code, tags, language: written } = automation
    if (!sync || !isJavaScript(written))
      throw new ValueError(`is a script in ${written || 'no language'}, which does not run here yet`)
    return { entireList: tags.includes('entirelist'), run: args => sync.run({ name, code, args }) }
  }
}
