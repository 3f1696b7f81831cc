import type { Json, JsonObject } from '../../kit/wire.ts'
import {
  type CommandDeclaration,
  isAbsent,
  type ParsedCommand,
  type ResolvedArguments,
  reservedName,
  resolveArguments,
  runsOf,
} from '../command-line/index.ts'
import { textOf } from '../context/index.ts'
import type { Command } from '../pack/integration.ts'
import type { Running } from './record.ts'
import { specialRoots } from './roots.ts'

/** A command that is to be run: its name, and its arguments once it is known whose declaration they are for. */
export interface Call {
  name: string
  resolve(command: Command, open: boolean): ResolvedArguments
}

function declared({ name, arguments: args }: Command, undeclared: string[]): CommandDeclaration {
  const own = args.map(({ defaultValue, ...rest }) =>
    defaultValue === undefined ? rest : { ...rest, defaultValue },
  )
  return { name, arguments: [...own, ...undeclared.map(each => ({ name: each, isArray: true }))] }
}

/** The names of the arguments on a line that a command which takes any shall take as well. */
function undeclared(parsed: ParsedCommand, command: Command): string[] {
  const known = new Set(command.arguments.map(({ name }) => name))
  const names = parsed.arguments.flatMap(({ name }) => (name === undefined ? [] : [name]))
  return [...new Set(names)].filter(name => !known.has(name) && reservedName(name) === undefined)
}

/** The call that a line spells; `${…}` in it is read from the investigation. */
export function callOf({ parts, investigation }: Running, parsed: ParsedCommand): Call {
  const roots = specialRoots(parts, investigation)
  const interpolate = (text: string): Json | undefined =>
    parts.language.interpolate(text, investigation.context.value, roots)
  return {
    name: parsed.name,
    resolve: (command, open) =>
      resolveArguments(parsed, declared(command, open ? undeclared(parsed, command) : []), interpolate),
  }
}

/**
 * A call with typed arguments: `read` gives the value of each; they keep their type, and what the command does not declare
 * goes through (HC-21).
 */
function typedCall(name: string, args: JsonObject, read: (given: Json) => Json | undefined): Call {
  return {
    name,
    resolve(command) {
      const own = new Set(command.arguments.map(argument => argument.name))
      const given = Object.entries(args).map(([each, raw]) => [each, read(raw)] as const)
      const values = new Map(
        given.flatMap(([each, value]) => (isAbsent(value) ? [] : [[each, value] as const])),
      )
      const reserved = [...values].filter(([each]) => !own.has(each) && reservedName(each) !== undefined)
      for (const [each] of reserved) values.delete(each)
      const others = [...values.keys()].filter(each => !own.has(each))
      return {
        runs: runsOf(values, declared(command, others)),
        reserved: Object.fromEntries(
          reserved.map(([each, value]) => [reservedName(each) ?? each, textOf(value)]),
        ),
      }
    },
  }
}

/** The call that a script makes; `${…}` in its texts is read from the investigation (HC-46). */
export function callWith({ parts, investigation }: Running, name: string, args: JsonObject): Call {
  const roots = specialRoots(parts, investigation)
  return typedCall(name, args, given =>
    typeof given === 'string' ? parts.language.interpolate(given, investigation.context.value, roots) : given,
  )
}

/** The call of a playbook's task: its arguments were read when it started, and are not looked at again (DT-43, PB-17). */
export function callOfTask(name: string, args: JsonObject): Call {
  return typedCall(name, args, given => given)
}
