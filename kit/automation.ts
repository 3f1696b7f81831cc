import type { Arguments, Output, Result } from './command.ts'
import type { Fields, Parsed } from './fields.ts'
import type { FoundIndicators, IndicatorSearch } from './indicators.ts'
import type { Entry, Json, JsonObject, LogLevel } from './wire.ts'

/** What an automation may ask of the host that runs it. Each of them throws Refusal when the host refuses. */
export interface AutomationHost {
  /** The incident in which it runs (demisto.incident()); `{}` in the playground. */
  readonly incident: JsonObject
  readonly investigation: { readonly id: string }
  /** The context of the investigation as it was when the automation started. */
  readonly context: JsonObject
  /** Runs a command. Its entries come back, error entries (Type 4) too. Throws Refusal when it cannot be run at all. */
  executeCommand(name: string, args: JsonObject): Promise<Entry[]>
  /** HC-90: replaces what lies at a dotted path. */
  setContext(path: string, value: Json): Promise<void>
  /** demisto.dt: reads a value with the context language. */
  dt(root: Json, path: string): Promise<Json>
  /** demisto.searchIndicators: one page. */
  searchIndicators(search: IndicatorSearch): Promise<FoundIndicators>
  /** demisto.getModules: instance name to {name, brand, category, state: 'active'|'disabled'}. */
  getModules(): Promise<Record<string, JsonObject>>
  log(level: LogLevel, text: string): void
  now(): Date
}

/** An automation as one value: name, description, arguments, outputs and code cannot disagree. */
export interface Automation<A> {
  readonly name: string
  readonly description: string
  /** Those with a meaning to the platform are in pack layout §4. */
  readonly tags?: readonly string[]
  readonly args: Arguments
  readonly outputs: readonly Output[]
  /** Its own time limit as the YAML has it (`5m0s`); the platform's without one. */
  readonly timeout?: string
  run(args: A, host: AutomationHost): Promise<Result | string>
}

/** What `automation` takes: the types of `run`'s arguments follow from `args`. */
export type AutomationDeclaration<A extends Arguments> = Omit<Automation<Parsed<A>>, 'args'> & {
  readonly args: A
}

/** An automation whose argument types are nobody's business but its own. */
export type AnyAutomation = Automation<Parsed<Fields>>

/** Declares an automation. It returns its argument and exists only so that TypeScript infers the types. */
export function automation<const A extends Arguments>(declaration: AutomationDeclaration<A>): AnyAutomation {
  return declaration as unknown as AnyAutomation
}
