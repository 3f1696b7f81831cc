import type { Json, JsonObject } from '../../kit/wire.ts'
import { textOf } from '../context/interpolate.ts'
import { didYouMean } from '../nearest.ts'
import { refuseEmptyUsing, refuseRepeatedArgument } from './decisions.ts'
import type { CommandDeclaration } from './declaration.ts'
import { CommandLineError } from './error.ts'
import type { ParsedArgument, ParsedCommand } from './line.ts'
import { reservedName } from './reserved.ts'
import { isAbsent, runsOf } from './runs.ts'

/** `runs` holds the complete arguments of every run (HC-12, HC-14); `reserved` what the host takes for itself (HC-24). */
export interface ResolvedArguments {
  runs: JsonObject[]
  reserved: Record<string, string>
}

/**
 * Turns the arguments of a line into those of a command. `interpolate` resolves `${…}`; what it gives for a value that
 * is nothing but one `${…}` keeps its type (HC-46). Throws CommandLineError for an argument that is unknown, missing or
 * given twice.
 */
export function resolveArguments(
  parsed: ParsedCommand,
  declaration: CommandDeclaration,
  interpolate: (text: string) => Json | undefined,
): ResolvedArguments {
  const values = new Map<string, Json>()
  const reserved: Record<string, string> = Object.create(null)
  const seen = new Set<string>()
  for (const argument of parsed.arguments) {
    const name = nameOf(argument, declaration)
    if (refuseRepeatedArgument && seen.has(name)) throw twice(name, argument, declaration)
    seen.add(name)
    const value = interpolate(argument.text)
    const host = isDeclared(name, declaration) ? undefined : reservedName(name)
    if (host !== undefined) reserve(reserved, host, textOf(value))
    else if (!isAbsent(value)) values.set(name, value)
  }
  return { runs: runsOf(values, declaration), reserved }
}

function isDeclared(name: string, { arguments: declared }: CommandDeclaration): boolean {
  return declared.some(argument => argument.name === name)
}

function nameOf(argument: ParsedArgument, declaration: CommandDeclaration): string {
  const { name } = argument
  if (name === undefined) return defaultName(declaration)
  if (isDeclared(name, declaration) || reservedName(name) !== undefined)
    return reservedOrDeclared(name, declaration)
  throw new CommandLineError(
    `!${declaration.name} has no argument "${name}"${didYouMean(name, namesOf(declaration))}${where(declaration)}`,
  )
}

function reservedOrDeclared(name: string, declaration: CommandDeclaration): string {
  return isDeclared(name, declaration) ? name : (reservedName(name) ?? name)
}

function defaultName(declaration: CommandDeclaration): string {
  const found = declaration.arguments.find(argument => argument.default === true)
  if (found) return found.name
  throw new CommandLineError(
    `!${declaration.name} takes no value without a name, write name=value and put a value with blanks in quotes or backticks${where(declaration)}`,
  )
}

function namesOf({ arguments: declared }: CommandDeclaration): string[] {
  return declared.map(({ name }) => name)
}

/** Where all names stand: a command of forty would bury the one that was meant. */
function where({ name, arguments: declared }: CommandDeclaration): string {
  return declared.length === 0 ? '; it takes no arguments' : `; /help ${name} lists its arguments`
}

/** The value itself is not shown: it may be the rest of a secret that was not quoted. */
function twice(name: string, argument: ParsedArgument, declaration: CommandDeclaration): CommandLineError {
  return argument.name === undefined
    ? new CommandLineError(
        `there is a second value for the argument "${name}" of !${declaration.name}, put values with blanks in quotes`,
      )
    : new CommandLineError(`the argument "${name}" of !${declaration.name} is given twice, give it once`)
}

function reserve(reserved: Record<string, string>, name: string, value: string): void {
  if (value !== '') reserved[name] = value
  else if (refuseEmptyUsing && name.startsWith('using')) {
    throw new CommandLineError(`"${name}" is empty, name an instance or leave it out to run on all of them`)
  }
}
