import type { JsonObject } from '../../kit/wire.ts'
import type { Origin } from '../investigation/entry.ts'
import type { Command } from '../pack/integration.ts'
import type { Running } from './record.ts'
import type { Ran } from './run-once.ts'
import type { RunOptions } from './run-options.ts'

/** A command that no instance runs: one of the server's own, or an automation. */
export interface OwnCommand {
  kind: 'built-in' | 'automation'
  declaration: Command
  /** Takes arguments that it does not declare: the fields of an incident or an indicator. */
  open?: boolean
  run(args: JsonObject, running: Running, options: RunOptions): Ran | Promise<Ran>
}

/** Those commands by name. Of two with one name the first is kept: give what goes before first. */
export function ownCommands(...kinds: Iterable<OwnCommand>[]): ReadonlyMap<string, OwnCommand> {
  const commands = new Map<string, OwnCommand>()
  for (const command of kinds.flatMap(kind => [...kind])) {
    if (!commands.has(command.declaration.name)) commands.set(command.declaration.name, command)
  }
  return commands
}

/** What the entries of such commands say they come from (HC §4, the example of demistomock). */
export const OWN_ORIGINS: Record<OwnCommand['kind'], Pick<Origin, 'brand' | 'category' | 'instance'>> = {
  'built-in': { brand: 'Builtin', category: 'Builtin', instance: 'InnerServicesModule' },
  automation: { brand: 'Scripts', category: 'automation', instance: 'Scripts' },
}
