import type { Entry, JsonObject } from '../../kit/wire.ts'
import type { Context } from '../context/index.ts'

/** An incident as the platform keeps it (HC §2.3); custom fields under CustomFields. */
export type Incident = JsonObject & { id: string; name: string }

/** `n` is the last change that is in here, so that a replayed journal changes nothing twice. */
interface Numbered {
  n: number
}

export interface Investigation extends Numbered {
  id: string
  incident?: Incident
  entries: Entry[]
  context: Context
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

/** Everything that happened in one step and is stored as one line: all of it, or none. */
export interface Change {
  investigation?: { id: string; entries: Entry[]; ignoreOutputs?: boolean; extendContext?: string }
  instance?: { name: string; brand: string; integrationContext?: JsonObject; lastRun?: JsonObject }
  incidents?: Incident[]
  lists?: { name: string; data: string }[]
}

/** The investigation in which lines run until another one is chosen. */
export const PLAYGROUND = '0'

/** All that the war room remembers. Only `apply` changes it: while it runs, and when a journal is replayed. */
export class Room {
  readonly investigations = new Map<string, Investigation>()
  readonly instances = new Map<string, InstanceMemory>()
  readonly lists = new Map<string, List>()
  readonly #openContext: (initial: JsonObject) => Context

  constructor(openContext: (initial: JsonObject) => Context) {
    this.#openContext = openContext
  }

  /** Puts an investigation back as it was stored. */
  restore(stored: Omit<Investigation, 'context'> & { context: JsonObject }): void {
    this.investigations.set(stored.id, { ...stored, context: this.#openContext(stored.context) })
  }

  /** The investigation of this id; a first mention opens it. */
  investigation(id: string): Investigation {
    const known = this.investigations.get(id)
    if (known) return known
    const opened = { id, n: 0, entries: [], context: this.#openContext({}) }
    this.investigations.set(id, opened)
    return opened
  }

  /** What an instance remembers; of another brand under the same name nothing is taken over. */
  memory(name: string, brand: string): InstanceMemory {
    const known = this.instances.get(name)
    if (known?.brand === brand) return known
    return { n: 0, brand, integrationContext: {}, version: 0, lastRun: {} }
  }

  /**
   * Applies change number `n` to every part that does not hold it yet. Gives back, as sentences, what of the entries'
   * context could not be merged; the rest is applied.
   */
  apply(n: number, change: Change): string[] {
    const problems = change.investigation ? this.#entries(n, change.investigation) : []
    for (const incident of change.incidents ?? []) this.#incident(n, incident)
    if (change.instance) this.#instance(n, change.instance)
    for (const { name, data } of change.lists ?? []) {
      if ((this.lists.get(name)?.n ?? 0) < n) this.lists.set(name, { name, data, n })
    }
    return problems
  }

  #incident(n: number, incident: Incident): void {
    const investigation = this.investigation(incident.id)
    // Equal is right here: the same change may have put entries into this investigation. An incident is whole, so
    // setting it twice is setting it once.
    if (investigation.n > n) return
    investigation.incident = incident
    investigation.n = n
  }

  #entries(n: number, change: NonNullable<Change['investigation']>): string[] {
    const investigation = this.investigation(change.id)
    if (investigation.n >= n) return []
    investigation.n = n
    return change.entries.flatMap(entry => {
      investigation.entries.push(entry)
      try {
        // HC-64: an error entry's context counts as well.
        if (entry.EntryContext && !change.ignoreOutputs) investigation.context.merge(entry.EntryContext)
        if (change.extendContext !== undefined) {
          investigation.context.extend(entry.Contents, entry.ContentsFormat, change.extendContext)
        }
        return []
      } catch (cause) {
        return [
          `The context of entry ${entry.ID} was not merged: ${cause instanceof Error ? cause.message : cause}`,
        ]
      }
    })
  }

  #instance(n: number, { name, brand, integrationContext, lastRun }: NonNullable<Change['instance']>): void {
    if ((this.instances.get(name)?.n ?? 0) >= n) return
    const memory = this.memory(name, brand)
    const kept = new Map(Object.entries(memory.integrationContext))
    for (const [key, value] of Object.entries(integrationContext ?? {})) {
      if (value === null) kept.delete(key)
      else kept.set(key, value)
    }
    this.instances.set(name, {
      n,
      brand,
      integrationContext: Object.fromEntries(kept),
      version: memory.version + (integrationContext ? 1 : 0),
      lastRun: lastRun ?? memory.lastRun,
    })
  }
}
