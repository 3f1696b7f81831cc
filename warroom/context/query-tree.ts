import type { Code } from './javascript.ts'

/** `name---path` inside a selector (DT-25): a path that begins with a dot is read from the value, others from the root. */
export interface Bind {
  name: string
  relative: boolean
  query: Query
}

export interface Selector {
  kind: 'selector'
  code: Code
  binds: Bind[]
}

export type Step =
  | { kind: 'key'; key: string; position: number | undefined }
  | { kind: 'position'; position: number }
  | { kind: 'range'; from: number; to: number }
  | { kind: 'nothing' }
  | Selector

export interface Query {
  steps: Step[]
  mutator?: { whole: boolean; code: Code }
}
