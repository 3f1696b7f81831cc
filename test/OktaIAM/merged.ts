import type { Done, JsonObject } from '../../kit/wire.ts'
import { createContextLanguage } from '../../warroom/context/index.ts'
import { openContext } from '../../warroom/context/merge/open-context.ts'
import { openSandbox } from '../../warroom/sandbox/index.ts'

/** The context of an investigation after these runs, one after the other. */
export async function merged(...runs: readonly Done[]): Promise<JsonObject> {
  const context = openContext(createContextLanguage(await openSandbox()), {})
  for (const { entries } of runs)
    for (const { EntryContext } of entries) context.merge((EntryContext ?? {}) as JsonObject)
  return context.value
}
