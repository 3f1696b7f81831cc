import type { Entry, JsonObject } from '../../kit/wire.ts'
import type { Context } from '../context/index.ts'
import type { EntryMark, Incident, Schedule } from './change.ts'
import type { Run } from './run.ts'
import type { Scope } from './scope.ts'

/** `n` is the last change that is in here, so that a replayed journal changes nothing twice. */
interface Numbered {
  n: number
}

export interface Investigation extends Numbered {
  id: string
  incident?: Incident
  entries: Entry[]
  /** What was put to entries after they were made, by entry id; the entries hold it too. */
  marks: { [entry: string]: EntryMark }
  context: Context
  /** The playbook of the incident, as far as it has run. */
  run?: Run
  /** Command lines that will run by themselves, by their own ids. */
  schedules?: Map<string, Schedule>
  /** Where in a run this is; absent outside of one. */
  scope?: Scope
}

/** What an instance keeps between runs. `version` counts the writes (HC §8, versioned integration context). */
export interface InstanceMemory extends Numbered {
  brand: string
  integrationContext: JsonObject
  version: number
  lastRun: JsonObject
}

export interface List extends Numbered {
  name: string
  data: string
}
