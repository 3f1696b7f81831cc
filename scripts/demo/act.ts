import type { JsonObject } from '../../kit/wire.ts'

/**
 * Something that is done: a line in the war room, a request to an org, or what HR writes into the report of its people.
 * `{name}` stands for a fact that is known by then.
 */
export type Step =
  | { readonly line: string }
  | { readonly org: OrgName; readonly request: string; readonly body?: JsonObject | JsonObject[] }
  /** A request for each of many people, whose id takes the place of `{each}`. */
  | { readonly org: OrgName; readonly request: string; readonly each: readonly string[] }
  /** The newest incident of a type is the one that is spoken of from now on. */
  | { readonly newest: string }
  | { readonly hr: string; readonly entry: Entry }
  | { readonly mail: true }

export type OrgName = 'Okta' | 'CRM' | 'HR'

/** Columns of one person in the report. */
export type Entry = { readonly Emp_ID: string } & Readonly<Record<string, string>>

/** Where it is looked whether an act went well, and what must be found there; written from the story, not from a run. */
export interface Look {
  readonly what: string
  readonly in:
    | { readonly org: OrgName; readonly path: string }
    | { readonly incident: true }
    /** All incidents whose type or name has this: `count`, `types`, `names`, and `closed`, the reasons. */
    | { readonly incidents: RegExp }
    /** The account of this e-mail in the directory: `state`, `title`. */
    | { readonly directory: string }
    /** The last mail of the incident. */
    | { readonly mail: true }
    /** What the group sync of the incident says it has done: `mode`, `added`, `removed`. */
    | { readonly sync: true }
    /** What the service desk has and was told in this act: `groups`, `members`, `added`, `removed`. */
    | { readonly desk: true }
  /** The path of the value, such as `profile.title`. */
  readonly at: string
  /** The part of the text that counts. */
  readonly part?: RegExp
  readonly expected: string
}

export interface Act {
  readonly name: string
  readonly heading: string
  readonly steps: readonly Step[]
  readonly looks: readonly Look[]
}
