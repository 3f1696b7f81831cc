import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import type { Indicator } from '../indicators/indicator.ts'
import type { RunChange } from './run.ts'

/** An incident as the platform keeps it (HC §2.3); custom fields under CustomFields. */
export type Incident = JsonObject & { id: string; name: string }

/** What is put to an entry after it was made; what is absent stays as it is. */
export interface EntryMark {
  tags?: string[]
  note?: boolean
  /** The description under which the entry is evidence. */
  evidence?: string
}

/** A context: of an investigation, or the private one of the sub-playbook `sub` in it (PB-54). */
export interface ContextPlace {
  id: string
  sub?: string
}

/**
 * A change of an investigation's context that no entry brings: setContext and delContext (HC-90, HC-91). `keep` deletes
 * all but what lies at its paths; `extend` is the extend-context of a command that a script runs (HC-23); `merge` is the
 * EntryContext of an entry that is not kept (PB-35) and what a sub-playbook gives back (PB-55); `under` appends under
 * keys that are taken as they are written, such as the title of a form (PB-77).
 */
export type ContextEdit = ContextPlace &
  (
    | { set: string; value: Json }
    | { merge: JsonObject }
    | { under: string[]; value: Json }
    | { delete: string }
    | { keep: string[] }
    | { extend: string; contents: Json; format: string }
  )

/** What an instance remembers anew: changed keys of the integration context, null removes one; the whole last run. */
export interface InstanceChange {
  name: string
  brand: string
  integrationContext?: JsonObject
  lastRun?: JsonObject
}

/** Entries that are added, and what is written of them into the context. */
interface EntriesChange extends ContextPlace {
  entries: Entry[]
  ignoreOutputs?: boolean
  extendContext?: string
}

/** A command line that runs by itself (scheduleEntry): when, how often still, and in which rhythm. */
export interface Schedule {
  /** Its own id, by which it is cancelled. */
  id: string
  line: string
  next: string
  cron: string
  times: number
  /** It runs now: how many entries there were when it began. */
  since?: number
}

/** Everything that happened in one step and is stored as one line: all of it, or none. */
export interface Change {
  /** Applied first, so that what the entries bring is written onto it. */
  edits?: ContextEdit[]
  investigation?: EntriesChange
  /** Entries of other investigations than the one the step runs in. */
  elsewhere?: EntriesChange[]
  marks?: ({ entry: string } & EntryMark)[]
  instance?: InstanceChange
  /** Others than the one the step runs on, each once. */
  instances?: InstanceChange[]
  /** Whole incidents: each is made, or takes the place of the one with its id. */
  incidents?: Incident[]
  lists?: { name: string; data: string }[]
  /** Whole indicators, as with incidents; the ids of those that are gone. */
  indicators?: Indicator[]
  removedIndicators?: string[]
  runs?: RunChange[]
  /** A schedule is put, or taken away. */
  schedules?: { investigation: string; id: string; schedule?: Schedule }[]
}

/** An entry with a mark put to it. */
export function marked(entry: Entry, { tags, note, evidence }: EntryMark): Entry {
  return {
    ...entry,
    ...(tags === undefined ? {} : { Tags: tags }),
    ...(note === undefined ? {} : { Note: note }),
    ...(evidence === undefined ? {} : { Evidence: evidence }),
  }
}
