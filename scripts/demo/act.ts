import type { JsonObject } from '../../kit/wire.ts'

/** Something that is done: a line in the war room, or a request to an org. `{name}` stands for a fact that is known by then. */
export type Step =
  | { readonly line: string }
  | { readonly org: OrgName; readonly request: string; readonly body?: JsonObject | JsonObject[] }
  | { readonly mail: true }

export type OrgName = 'Okta' | 'CRM'

/** Where it is looked whether an act went well, and what must be found there; written from the story, not from a run. */
export interface Look {
  readonly what: string
  readonly in:
    | { readonly org: OrgName; readonly path: string }
    | { readonly incident: true }
    | { readonly mail: true }
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
