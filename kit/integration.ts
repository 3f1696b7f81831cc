import type { Command } from './command.ts'
import type { Field, FieldFacts, Given, Parsed } from './fields.ts'
import type { FoundIndicators, IndicatorSearch } from './indicators.ts'
import type { Kind } from './kinds.ts'
import type { JsonObject, LogLevel } from './wire.ts'

/** Facts of an instance parameter, named as the integration YAML names them (pack layout §4). */
export interface ParameterFacts extends FieldFacts {
  readonly display: string
  /** The platform's number of the parameter's type (host contract §2.2). */
  readonly type: 0 | 4 | 8 | 9 | 13 | 14 | 15 | 19
  readonly section: 'Connect' | 'Collect'
  readonly additionalinfo?: string
  readonly advanced?: boolean
  readonly hidden?: boolean
  readonly options?: readonly string[]
  readonly displaypassword?: string
  readonly hiddenusername?: boolean
}

/** Declares one instance parameter. */
export const parameter = <T, const F extends ParameterFacts>(
  kind: Kind<T>,
  facts: F,
): Field<Given<T, F>, ParameterFacts> => ({
  kind,
  facts,
})

export type Parameters = Readonly<Record<string, Field<unknown, ParameterFacts>>>

/** What a command may ask of the host that runs it, and what it may know of its instance. */
export interface Host {
  readonly instance: { readonly brand: string; readonly name: string }
  /** demisto.mapObject: the object through the named mapper (MP-34). Throws Refusal when there is no such mapper. */
  mapObject(object: JsonObject, mapper: string, type: string): Promise<JsonObject>
  /** demisto.searchIndicators: one page. Throws Refusal when the host refuses. */
  searchIndicators(search: IndicatorSearch): Promise<FoundIndicators>
  /**
   * demisto.createIndicators: `{value, type, …}` each, its fields by cliName under `fields`. One with the value and the
   * type of another changes that one. Throws Refusal when the host refuses.
   */
  createIndicators(list: JsonObject[]): Promise<void>
  /** What earlier runs of this instance's commands kept (read at the start; a handler returns what is to change). */
  readonly integrationContext: JsonObject
  /** Where the last fetch ended; empty for other commands. */
  readonly lastRun: JsonObject
  log(level: LogLevel, text: string): void
  /** From here on this text is blotted out of every log line and every entry. */
  keepSecret(text: string): void
  /** The present, or the instant to which the host has moved its clock. */
  now(): Date
}

export interface Integration<P extends Parameters, S> {
  readonly id: string
  readonly category: string
  readonly description: string
  readonly params: P
  /** Turns parsed parameters into what the handlers work with. No request is sent here. */
  readonly connect: (params: Parsed<P>, host: Host) => S
  /** What a command works with that needs no connection. */
  readonly offline?: (host: Host) => S
  /** Keys of the integration context that the connection wants kept, whatever the command ended with. */
  readonly kept?: (session: S) => JsonObject
  /** Keys of the integration context whose values are secrets. */
  readonly secretKeys?: readonly string[]
  readonly commands: readonly Command<S>[]
  /** Names of members that hold secrets wherever they stand in an answer; they are hidden unless a result reveals them. */
  readonly secretMembers: ReadonlySet<string>
  readonly ismappable: boolean
  /** It fetches incidents; the classifier and the mapper that an instance has by default. Without a classifier each of them says its type. */
  readonly fetches?: { readonly classifier?: string; readonly mapperIn: string }
}

/** An integration whose parameter and session types are nobody's business but its own. */
export type AnyIntegration = Integration<Parameters, unknown>

/** Declares an integration as one value: its parameters, how to connect, its commands. */
export function integration<const P extends Parameters, S>(declaration: Integration<P, S>): AnyIntegration {
  return declaration as unknown as AnyIntegration
}
