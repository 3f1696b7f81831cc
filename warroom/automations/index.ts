import { type Script, ValueError } from '../values/index.ts'
import { ADDRESS_AUTOMATIONS } from './addresses.ts'
import type { BuiltInAutomation, Query } from './automation.ts'
import { CHOICE_AUTOMATIONS } from './choices.ts'
import { CONTEXT_AUTOMATIONS } from './context.ts'
import { INVESTIGATION_AUTOMATIONS } from './investigation.ts'
import { LIST_AUTOMATIONS } from './lists.ts'
import { isSentence } from './run.ts'
import { TEXT_AUTOMATIONS } from './texts.ts'

export type { AutomationHost, BuiltInAutomation, Query } from './automation.ts'
export { AutomationError } from './error.ts'
export { runAutomation } from './run.ts'

const ALL: readonly BuiltInAutomation[] = [
  ...CONTEXT_AUTOMATIONS,
  ...INVESTIGATION_AUTOMATIONS,
  ...LIST_AUTOMATIONS,
  ...TEXT_AUTOMATIONS,
  ...CHOICE_AUTOMATIONS,
  ...ADDRESS_AUTOMATIONS,
]

/** The automations that are here without any pack. A pack's own automation of the same name comes before. */
export const AUTOMATIONS: ReadonlyMap<string, BuiltInAutomation> = new Map(ALL.map(one => [one.name, one]))

/**
 * One of AUTOMATIONS as a filter or transformer of the evaluator; undefined when there is none, or it does
 * not only compute. What it throws is a ValueError, which the evaluator completes with the operator's name.
 */
export function findBuiltInScript(name: string, query: Query): Script | undefined {
  const { compute, tags } = AUTOMATIONS.get(name) ?? {}
  if (compute === undefined) return undefined
  return {
    entireList: tags?.includes('entirelist') ?? false,
    run(args) {
      try {
        return compute(args, query)
      } catch (cause) {
        if (!isSentence(cause)) throw cause
        throw new ValueError(`failed: ${cause.message}`, { cause })
      }
    },
  }
}
