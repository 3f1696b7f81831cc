import type { JsonObject } from '../../kit/wire.ts'
import type { Frame, Poll, TaskRecord } from '../investigation/run.ts'

/** What became of a task that was started. */
export type TaskOutcome =
  /** It ended; of a condition the label, else `#none#`. `fields` of the incident are what answers set. */
  | { is: 'done'; label?: string; fields?: JsonObject }
  | { is: 'failed'; error: string }
  /** Nothing that is loaded can do it (PB-40). */
  | { is: 'unavailable'; error: string }
  /** Nobody waits for it any more: its incident is closed. */
  | { is: 'dropped' }
  /** It waits for people. */
  | { is: 'waiting'; record?: Partial<TaskRecord> }
  /** Its command asked to be run again (HC §9). */
  | { is: 'polling'; polls: Poll[] }
  /** A playbook starts in it; `args` are those of all its turns. */
  | { is: 'calling'; frame: Frame; turn: number; args: JsonObject }
  /** Whoever watches interrupted it: it is to be done again. */
  | { is: 'interrupted' }
