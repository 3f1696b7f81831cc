import { argumentsYaml, argumentTables, outputsYaml, present, table } from './argument-metadata.ts'
import type { Command } from './command.ts'
import type { AnyIntegration, Parameters } from './integration.ts'
import type { Json, JsonObject } from './wire.ts'

/** What the YAML needs beside the declarations. */
export interface PackFacts {
  readonly dockerimage: string
  readonly fromversion: string
}

/** The integration YAML of the repository form, keys as the platform's strict model has them (pack layout §4). */
export function integrationYaml(
  integration: AnyIntegration,
  { dockerimage, fromversion }: PackFacts,
): JsonObject {
  return {
    commonfields: { id: integration.id, version: -1 },
    name: integration.id,
    display: integration.id,
    category: integration.category,
    description: integration.description,
    sectionorder: ['Connect', 'Collect'],
    configuration: configuration(integration.params),
    script: {
      script: '',
      type: 'python',
      subtype: 'python3',
      dockerimage,
      runonce: false,
      ismappable: integration.ismappable,
      ...(integration.fetches && { isfetch: true }),
      commands: listed(integration.commands).map(commandYaml),
    },
    ...(integration.fetches && {
      ...(integration.fetches.classifier !== undefined && {
        defaultclassifier: integration.fetches.classifier,
      }),
      defaultmapperin: integration.fetches.mapperIn,
    }),
    fromversion,
    tests: ['No tests (auto formatted)'],
  }
}

/** The commands that the platform offers; it starts the others by itself. */
export function listed(commands: readonly Command<unknown>[]): Command<unknown>[] {
  return commands.filter(({ unlisted }) => !unlisted)
}

function configuration(params: Parameters): Json[] {
  return Object.entries(params).map(([name, { facts }]) => {
    const { defaultValue, secret: _, options, required, ...yaml } = facts
    return present({
      name,
      ...yaml,
      required: required ?? false,
      defaultvalue: defaultValue,
      options: options && [...options],
    })
  })
}

function commandYaml(command: Command<unknown>): JsonObject {
  const { name, description, effect, deprecated, polling, args, outputs } = command
  return present({
    name,
    description,
    // The platform asks before it runs a command that is marked as one that changes things.
    execution: effect === 'read' ? undefined : true,
    deprecated,
    polling,
    arguments: argumentsYaml(args),
    outputs: outputsYaml(outputs),
  })
}

/**
 * The command reference of the README, as Markdown: per command its effect, arguments and context paths, and its example
 * where there is one.
 */
export function commandReference(
  integration: AnyIntegration,
  examples: ReadonlyMap<string, string> = new Map(),
): string {
  return listed(integration.commands)
    .flatMap(command => [commandSection(command), examples.get(command.name) ?? []].flat())
    .join('\n')
}

const EFFECTS = {
  read: 'Reads only.',
  change: 'Changes the org.',
  destroy: 'Takes something away that is not simply put back.',
}

function commandSection(command: Command<unknown>): string {
  const { name, description, effect, scopes, deprecated, args, outputs } = command
  const lines = [
    `### ${name}`,
    '',
    `${deprecated ? 'Deprecated. ' : ''}${description} ${EFFECTS[effect]}`,
    '',
    ...(scopes ? [`Scopes (OAuth 2.0): ${scopes.join(', ')}.`, ''] : []),
  ]
  lines.push(...argumentTables(args, outputs))
  return lines.join('\n')
}

/** The instance parameters as a Markdown table; hidden ones are told apart by the platform and left out here. */
export function parameterReference({ params }: AnyIntegration): string {
  const rows = Object.entries(params)
    .filter(([, { facts }]) => !facts.hidden)
    .map(([name, { facts }]) => [
      facts.displaypassword ?? facts.display,
      name,
      [facts.additionalinfo, facts.defaultValue === undefined ? '' : `Default: ${facts.defaultValue}.`]
        .filter(Boolean)
        .join(' '),
      facts.required ? 'Yes' : 'No',
    ])
  return table(['Parameter', 'Name', 'Description', 'Required'], rows).join('\n')
}
