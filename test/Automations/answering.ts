import type { AutomationHost } from '../../kit/automation.ts'
import type { Entry, JsonObject } from '../../kit/wire.ts'
import { hostWith } from './host-with.ts'

export const note = (Contents: Entry['Contents'], EntryContext: JsonObject = {}): Entry => ({
  Type: 1,
  ContentsFormat: 'json',
  Contents,
  EntryContext,
})

export const errorEntry = (Contents: string): Entry => ({ Type: 4, ContentsFormat: 'text', Contents })

/** A host that answers commands by name, and the commands that it was given, in order. */
export function answering(
  answers: Record<string, Entry[]>,
  given: Partial<AutomationHost> = {},
): { host: AutomationHost; calls: [name: string, args: JsonObject][] } {
  const calls: [string, JsonObject][] = []
  const host = hostWith({
    executeCommand: async (name, args) => {
      calls.push([name, args])
      const answer = answers[name]
      if (!answer) throw new Error(`Nobody expects the command ${name} here.`)
      return answer
    },
    ...given,
  })
  return { host, calls }
}
