import type { JsonObject } from '../../kit/wire.ts'
import type { Kind } from '../../warroom/pack/identify.ts'

export type { Kind }

/** A content item of a pack; `file` is its path inside the pack. */
export interface Item {
  readonly kind: Kind
  readonly id: string
  readonly name: string
  readonly file: string
  readonly data: JsonObject
}

/** What is wrong at one place of a file. `at` is a path into it or a task. */
export interface Fault {
  readonly file: string
  readonly at: string
  readonly code: string
  readonly message: string
}

/** A pack as it was read: its items, the names of all its files, and what could not be read. */
export interface Pack {
  readonly folder: string
  readonly metadata: JsonObject
  readonly items: readonly Item[]
  readonly files: ReadonlySet<string>
  readonly faults: readonly Fault[]
}

/** What a rule finds. What only a run can tell (a computed name) is `listed`, not judged. */
export interface Finding {
  readonly at: string
  readonly message: string
  readonly listed?: true
}

/** One check of one item: its code (pack layout §7 where the platform has one, else our own) and what it finds. */
export interface Rule {
  readonly code: string
  readonly kinds: readonly Kind[]
  find(item: Item, pack: Pack): Iterable<Finding>
}

export const KINDS: readonly Kind[] = [
  'integration',
  'automation',
  'playbook',
  'classifier',
  'mapper',
  'incident type',
  'incident field',
  'indicator type',
  'indicator field',
  'layout',
  'list',
  'job',
  'pre-process rule',
]
