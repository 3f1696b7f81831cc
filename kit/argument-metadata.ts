import type { Arguments, Output } from './command.ts'
import type { Json, JsonObject } from './wire.ts'

/** The arguments as the YAML of a command or an automation has them (pack layout §4). */
export function argumentsYaml(args: Arguments): Json[] {
  return Object.entries(args).map(([name, { kind, facts }]) =>
    present({
      name,
      description: facts.description,
      required: facts.required,
      default: facts.positional,
      defaultValue: facts.defaultValue,
      isArray: kind.isArray,
      secret: facts.secret,
      auto: facts.predefined && 'PREDEFINED',
      predefined: facts.predefined && [...facts.predefined],
      deprecated: facts.deprecated,
      hidden: facts.hidden,
    }),
  )
}

/** The context paths as the YAML has them. */
export function outputsYaml(outputs: readonly Output[]): Json[] {
  return outputs.map(({ path, type, description }) => ({ contextPath: path, description, type }))
}

/** The members that have a value. */
export function present(members: Record<string, Json | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, Json] => member[1] !== undefined),
  )
}

/** The lines of the Markdown tables of arguments and context paths; what there is none of has no table. */
export function argumentTables(args: Arguments, outputs: readonly Output[]): string[] {
  const offered = Object.entries(args).filter(([, { facts }]) => !facts.hidden)
  const rows = offered.map(([argument, { facts }]) => [
    argument,
    facts.description + (facts.predefined ? ` Possible values: ${facts.predefined.join(', ')}.` : ''),
    facts.required
      ? 'Required'
      : `Optional${facts.defaultValue === undefined ? '' : `, default ${facts.defaultValue}`}`,
  ])
  const paths = outputs.map(({ path, type, description }) => [path, type, description])
  return [
    ...(rows.length ? table(['Argument', 'Description', 'Required'], rows) : []),
    ...(paths.length ? table(['Context path', 'Type', 'Description'], paths) : []),
  ]
}

/** The lines of a Markdown table. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line), '']
}
