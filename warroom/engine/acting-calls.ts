import type { Json } from '../../kit/wire.ts'
import { placeOf } from '../investigation/scope.ts'
import { Refusal } from '../refusal.ts'
import { executeCommand } from './execute-command.ts'
import type { Running } from './record.ts'
import { nameIn, objectIn } from './script-host.ts'

/** What automations may call and integrations may not (HC-2), whatever they are written in. */
export function actingCalls(running: Running): {
  executeCommand: (args: Json[]) => Promise<Json>
  setContext: (args: Json[]) => Json
} {
  const { parts, investigation } = running
  return {
    executeCommand: async ([name, args]) =>
      (await executeCommand(running, nameIn(name, 'executeCommand'), objectIn(args))) as Json,
    setContext: ([path, value]) => {
      const edit = { ...placeOf(investigation), set: nameIn(path, 'setContext'), value: value ?? null }
      const [problem] = parts.state.commit({ edits: [edit] })
      if (problem !== undefined) throw new Refusal(problem)
      return null
    },
  }
}
