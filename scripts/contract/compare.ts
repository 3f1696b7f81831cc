import type { Json } from '../../kit/wire.ts'
import type { Contract, Contracted, SplunkMap } from './contract.ts'

/** What is read of an integration's YAML. */
export interface Declared {
  readonly configuration: readonly {
    readonly name: string
    readonly type: number
    readonly defaultvalue?: Json
  }[]
  readonly script: {
    readonly commands: readonly {
      readonly name: string
      readonly arguments: readonly {
        readonly name: string
        readonly required?: boolean
        readonly defaultValue?: Json
        readonly predefined?: readonly string[]
      }[]
      readonly outputs: readonly { readonly contextPath: string }[]
    }[]
  }
}

type Command = Declared['script']['commands'][number]

/**
 * What the contract has and the integration has not, one sentence each and each once: commands and their aliases,
 * arguments (missing, demanded where they were not, with another default, without a value), context paths, parameters, and
 * whatever of Splunk's actions the map leads nowhere.
 */
export function differences({ commands, params }: Contract, map: SplunkMap, declared: Declared): string[] {
  const ours = new Map(declared.script.commands.map(command => [command.name, command]))
  const found = commands.flatMap(contracted => {
    if (contracted.system === 'splunk-okta') return actionDifferences(contracted, map, ours)
    if (contracted.builtin) return []
    return [contracted.name, ...contracted.aliases].flatMap(name =>
      commandDifferences(name, contracted, ours.get(name)),
    )
  })
  return [...new Set([...found, ...params.flatMap(one => parameterDifferences(one, map, declared))])]
}

function commandDifferences(
  name: string,
  { args, outputs, undocumentedOutputs = [] }: Contracted,
  own?: Command,
): string[] {
  if (!own) return [`command ${name}`]
  const paths = new Set(own.outputs.map(({ contextPath }) => contextPath))
  const missing = [...outputs, ...undocumentedOutputs].filter(({ path }) => !covers(paths, path))
  return [
    ...args.flatMap(one => argumentDifferences(name, one, own)),
    ...missing.map(({ path }) => `${name}: path ${path}`),
    ...own.arguments
      .filter(({ name: own, required }) => required && !args.some(one => one.name === own && one.required))
      .map(one => `${name}: argument ${one.name} is required here only`),
  ]
}

/** A path is declared by itself, or by paths below it. */
function covers(paths: ReadonlySet<string>, path: string): boolean {
  return paths.has(path) || [...paths].some(one => one.startsWith(`${path}.`))
}

function argumentDifferences(
  command: string,
  contracted: Contracted['args'][number],
  { arguments: args }: Command,
): string[] {
  const told = `${command}: argument ${contracted.name}`
  const own = args.find(({ name }) => name === contracted.name)
  if (!own) return [told]
  const values =
    contracted.predefined?.filter(value => own.predefined && !own.predefined.includes(value)) ?? []
  const isOther = contracted.default !== undefined && String(own.defaultValue) !== String(contracted.default)
  return [
    ...(isOther
      ? [`${told} has the default ${own.defaultValue ?? 'none'} instead of ${contracted.default}`]
      : []),
    ...values.map(value => `${told} does not offer ${value}`),
  ]
}

function parameterDifferences(
  { system, name, type, default: value }: Contract['params'][number],
  map: SplunkMap,
  { configuration }: Declared,
): string[] {
  if (system === 'splunk-okta') {
    const meant = map.parameters[name]
    return configuration.some(one => one.name === meant) ? [] : [`parameter ${name} of Splunk`]
  }
  const own = configuration.find(one => one.name === name)
  if (!own) return [`parameter ${name}`]
  return [
    ...(own.type === type ? [] : [`parameter ${name} has the type ${own.type} instead of ${type}`]),
    ...(value === null || String(own.defaultvalue) === String(value)
      ? []
      : [`parameter ${name} has the default ${own.defaultvalue ?? 'none'} instead of ${value}`]),
  ]
}

function actionDifferences(
  { name, args, outputs }: Contracted,
  { actions, everywhere }: SplunkMap,
  ours: ReadonlyMap<string, Command>,
): string[] {
  const mapped = actions[name]
  if (!mapped) return [`action ${name}`]
  // The platform starts the test by itself, so that no command of the YAML can be asked.
  if (mapped.command === 'test-module') return []
  const own = ours.get(mapped.command)
  if (!own) return [`action ${name}: command ${mapped.command}`]
  const offered = new Set(own.arguments.map(argument => argument.name))
  const isKnown = (path: string) =>
    Object.hasOwn(everywhere, path) ||
    Object.hasOwn(mapped.paths, path) ||
    Object.hasOwn(mapped.arguments, path.replace('action_result.parameter.', ''))
  return [
    ...args
      .filter(argument => !offered.has(mapped.arguments[argument.name] ?? ''))
      .map(argument => `action ${name}: argument ${argument.name}`),
    ...outputs.filter(({ path }) => !isKnown(path)).map(({ path }) => `action ${name}: path ${path}`),
  ]
}
