import type { Field, FieldFacts, Fields, Given, Parsed } from './fields.ts'
import * as kinds from './kinds.ts'
import type { Json, JsonObject } from './wire.ts'

export interface ArgumentFacts extends FieldFacts {
  readonly description: string
  readonly predefined?: readonly string[]
  /** Takes the value that is given without a name; one argument of a command at most (HC-17). */
  readonly positional?: true
  /** Only the command itself gives it, to its own next run; nobody is offered it. */
  readonly hidden?: true
  readonly deprecated?: boolean
}

const argument =
  <T>(kind: kinds.Kind<T>) =>
  <const F extends ArgumentFacts>(facts: F): Field<Given<T, F>, ArgumentFacts> => ({ kind, facts })

export const text = argument(kinds.text)
/** true or false; both stand in the YAML as the argument's possible values. */
export const flag = <const F extends Omit<ArgumentFacts, 'predefined'>>(
  facts: F,
): Field<Given<boolean, F>, ArgumentFacts> => ({
  kind: kinds.flag,
  facts: { ...facts, predefined: ['true', 'false'] },
})
export const count = argument(kinds.count)
export const list = argument(kinds.list)
export const json = argument(kinds.json)
export const jsonList = argument(kinds.jsonList)
export const date = argument(kinds.date)
export const limit = argument(kinds.limit)
/** One of the given texts; they stand in the YAML as the argument's possible values. */
export const choice = <const C extends string, const F extends Omit<ArgumentFacts, 'predefined'>>(
  choices: readonly C[],
  facts: F,
): Field<Given<C, F>, ArgumentFacts> => ({
  kind: kinds.choice(...choices),
  facts: { ...facts, predefined: choices },
})

export type Arguments = Readonly<Record<string, Field<unknown, ArgumentFacts>>>

/** One context path that a command writes, as the YAML declares it. */
export interface Output {
  readonly path: string
  readonly type: 'Boolean' | 'String' | 'Number' | 'Date' | 'Unknown'
  readonly description: string
  readonly secret?: true
}

/** Declares the context paths under one prefix: member, type, description. */
export const outputUnder =
  (prefix: string) =>
  (member: string, type: Output['type'], description: string): Output => ({
    path: `${prefix}.${member}`,
    type,
    description,
  })

/** A table of the human-readable part; columns that are empty in every row are left out. */
export interface Table {
  readonly title: string
  readonly rows: JsonObject | readonly JsonObject[]
  readonly columns: readonly string[]
}

/** Markdown, a table, or several of both one under the other. */
export type Readable = string | Table | readonly (string | Table)[]

/** What a handler returns: data. The edge turns it into a war-room entry. */
export interface Result {
  readonly readable: Readable
  readonly contents: Json
  readonly context?: JsonObject
  /** The entry is an error entry; its context is merged all the same (HC-64). */
  readonly failed?: boolean
  /** Names of the integration's secret members whose values the person asked to see. */
  readonly reveals?: readonly string[]
  /** Keys of the integration context to write; null removes one. What is not named stays. */
  readonly integrationContext?: JsonObject
  /** The command is to be run again: the result is not final (host contract §9). */
  readonly poll?: Poll
}

/** What fetch-incidents gives: incidents as the platform takes them, and where the next fetch goes on. */
export interface Fetched {
  readonly incidents: readonly JsonObject[]
  readonly lastRun: JsonObject
}

/** When and with which arguments a polling command is run again. Times are seconds. */
export interface Poll {
  readonly command: string
  readonly args: JsonObject
  readonly next: number
  readonly timeout: number
}

/** What a command does to the org: reads it, changes it, or destroys something that cannot be brought back. */
export type Effect = 'read' | 'change' | 'destroy'

export interface Command<S> {
  readonly name: string
  readonly description: string
  readonly effect: Effect
  /** The OAuth scopes that it needs, no more; absent when it asks nothing of the org. */
  readonly scopes?: readonly string[]
  readonly args: Arguments
  readonly outputs: readonly Output[]
  readonly deprecated?: boolean
  /** Its results may ask for another run (host contract §9). */
  readonly polling?: boolean
  /** It needs no connection, so wrong parameters do not keep it from running; it gets the integration's `offline`. */
  readonly offline?: true
  /** The platform starts it by itself, so it is not offered on the command line (test-module). */
  readonly unlisted?: boolean
  readonly run: (args: Parsed<Fields>, session: S) => Promise<Result | Fetched | string>
}

/**
 * Declares a command as one value; name, description, arguments, outputs and code cannot disagree.
 * It returns its argument and exists only so that TypeScript infers the types of `run`'s arguments.
 */
export function command<const A extends Arguments, S>(
  declaration: Omit<Command<S>, 'args' | 'run'> & {
    readonly args: A
    readonly run: (args: Parsed<A>, session: S) => Promise<Result | Fetched | string>
  },
): Command<S> {
  return declaration as unknown as Command<S>
}
