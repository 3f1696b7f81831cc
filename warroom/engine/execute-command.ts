import type { Entry, JsonObject } from '../../kit/wire.ts'
import { callWith } from './call.ts'
import type { Running } from './record.ts'
import { runCommand } from './run-command.ts'

/**
 * Runs a command for a script and gives the entries back to it (HC §4, "Entry read back"): they stand neither in the war
 * room nor in the context unless the script returns them, but what the command itself changed is changed. A Refusal or
 * CommandLineError when it cannot be run at all (HC §10).
 */
export async function executeCommand(running: Running, name: string, args: JsonObject): Promise<Entry[]> {
  const results = await runCommand({ ...running, forScript: true }, callWith(running, name, args))
  return results.flatMap(({ entries }) => entries)
}
