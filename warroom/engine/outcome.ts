import type { Entry, Json } from '../../kit/wire.ts'

/** What a command gave on one instance; null for what no instance ran. */
export interface InstanceResult {
  instance: string | null
  entries: Entry[]
}

/** What is shown to a person: text in one of the formats of an entry. */
export interface Readable {
  format: 'markdown' | 'json' | 'text'
  text: Json
}

/** What an operation answers: `value` for programs, `shown` for people; `failed` when it tells of a failure. */
export interface Answer {
  value: Json
  shown: Readable
  /** What is left to be shown to somebody who saw the run's progress. */
  rest?: Readable
  failed?: boolean
}

/** What became of a line (design.md §8). `line` is masked. */
export type Outcome =
  | { line: string; results: InstanceResult[] }
  | { line: string; answer: Answer }
  | { line: string; error: string; cause: unknown }
