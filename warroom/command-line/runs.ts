import type { Json, JsonObject } from '../../kit/wire.ts'
import { emptyListIsAbsent } from './decisions.ts'
import type { ArgumentDeclaration, CommandDeclaration } from './declaration.ts'
import { CommandLineError } from './error.ts'

/**
 * The arguments of every run. A list for an argument that is no array is one run an item (HC-12); several such lists
 * are walked side by side to the longest (HC-14). Defaults fill what is absent or empty text (HC-15).
 */
export function runsOf(values: ReadonlyMap<string, Json>, declaration: CommandDeclaration): JsonObject[] {
  const length = Math.max(1, ...declaration.arguments.map(argument => itemsOf(argument, values)?.length ?? 1))
  return Array.from({ length }, (_, run) => runAt(run, values, declaration))
}

/** Nothing and null give no value; so does, by decision, a list without elements. */
export function isAbsent(value: Json | undefined): value is undefined | null {
  return (
    value === undefined || value === null || (emptyListIsAbsent && Array.isArray(value) && value.length === 0)
  )
}

function itemsOf(argument: ArgumentDeclaration, values: ReadonlyMap<string, Json>): Json[] | undefined {
  const value = values.get(argument.name)
  return Array.isArray(value) && argument.isArray !== true ? value : undefined
}

function runAt(run: number, values: ReadonlyMap<string, Json>, declaration: CommandDeclaration): JsonObject {
  const entries: [string, Json][] = []
  const missing: string[] = []
  for (const argument of declaration.arguments) {
    const items = itemsOf(argument, values)
    const given = items ? items[run] : values.get(argument.name)
    const value = isAbsent(given) || given === '' ? (argument.defaultValue ?? given) : given
    if (argument.required === true && (isAbsent(value) || value === '')) missing.push(argument.name)
    else if (!isAbsent(value)) entries.push([argument.name, value])
  }
  if (missing.length > 0) throw missingArguments(missing, declaration)
  return Object.fromEntries(entries)
}

function missingArguments(missing: string[], { name }: CommandDeclaration): CommandLineError {
  const many = missing.length > 1
  const what = missing.map(argument => `"${argument}"`).join(', ')
  return new CommandLineError(
    `!${name} needs the argument${many ? 's' : ''} ${what}, which ${many ? 'are' : 'is'} missing or empty`,
  )
}
