import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import type { Command } from '../pack/integration.ts'

/** What an automation of ours may ask of the investigation it runs in. */
export interface AutomationHost {
  /** HC-90: replaces what lies at a dotted path. */
  setContext(path: string, value: Json): Promise<void>
  /**
   * HC-91: removes what lies at the paths, separated by commas. `no` means the incident's own context, `yes` and `auto`
   * the one of the sub-playbook that runs (PB-54).
   */
  deleteContext(paths: string, subplaybook: 'auto' | 'yes' | 'no'): Promise<void>
  executeCommand(name: string, args: JsonObject): Promise<Entry[]>
  /** The context of the investigation as it is now. */
  context(): JsonObject
  /** HC-55: every instance with `brand` and `state`, by name. */
  modules(): JsonObject
  /** The entries of these ids, in their order; one that does not exist is left out. */
  entries(ids: string[]): Entry[]
  wait(seconds: number): Promise<void>
}

/** Reads a value with the context language, as `${path}` would: what DT needs. */
export type Query = (root: Json, path: string) => Json | undefined

/** The value of an automation that only computes: what makes it a filter or a transformer (MP-57, MP-60). */
export type Compute = (args: JsonObject, query: Query) => Json | undefined

/** An automation of ours. `declaration` is what a command of a pack declares, so that arguments are read the same way. */
export interface BuiltInAutomation {
  name: string
  tags: readonly string[]
  declaration: Command
  /** What it returns, to be made entries by HC-60 … HC-66. Throws an AutomationError when it cannot do its work. */
  run(args: JsonObject, host: AutomationHost, query: Query): Promise<Json>
  /** Only for those that compute and nothing else. */
  compute?: Compute
}

type ArgumentOptions = Partial<Omit<Command['arguments'][number], 'name' | 'description'>>

/** An argument's declaration; without options it is plain and may be absent. */
export function argument(
  name: string,
  description: string,
  options: ArgumentOptions = {},
): Command['arguments'][number] {
  return {
    name,
    description,
    ...{
      required: false,
      default: false,
      isArray: false,
      secret: false,
      predefined: [],
      defaultValue: undefined,
    },
    ...options,
  }
}

interface Declared {
  name: string
  description: string
  tags?: readonly string[]
  args: readonly Command['arguments'][number][]
  outputs?: { [contextPath: string]: string }
}

function declarationOf({ name, description, args, outputs = {} }: Declared): Command {
  return {
    name,
    description,
    deprecated: false,
    arguments: [...args],
    outputs: Object.entries(outputs).map(([contextPath, description]) => ({
      contextPath,
      description,
      type: undefined,
    })),
  }
}

/** An automation that acts on the investigation. */
export function automation(declared: Declared & { run: BuiltInAutomation['run'] }): BuiltInAutomation {
  const { name, tags = [], run } = declared
  return { name, tags, declaration: declarationOf(declared), run }
}

/** An automation that only computes; run as a task it returns what it computes. */
export function computed(declared: Declared & { compute: Compute }): BuiltInAutomation {
  const { name, tags = [], compute } = declared
  return {
    name,
    tags,
    declaration: declarationOf(declared),
    run: async (args, _, query) => compute(args, query) ?? null,
    compute,
  }
}
