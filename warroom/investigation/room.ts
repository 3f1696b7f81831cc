import type { JsonObject } from '../../kit/wire.ts'
import type { Context } from '../context/index.ts'
import { describeFiles } from '../files/file-entry.ts'
import { Indicators } from '../indicators/store.ts'
import type { Files } from '../javascript/files.ts'
import { type Change, type EntryMark, type Incident, type InstanceChange, marked } from './change.ts'
import { addEntry, editContext } from './context-changes.ts'
import { changeRun, changeSchedules, movedBy, watch } from './live.ts'
import type { InstanceMemory, Investigation, List } from './remembered.ts'

export type { Change, Incident } from './change.ts'
export type { InstanceMemory, Investigation, List } from './remembered.ts'

/** The investigation in which lines run until another one is chosen. */
export const PLAYGROUND = '0'

/** An investigation as it is stored. */
export type Stored = Omit<Investigation, 'context'> & { context: JsonObject }

/** All that the war room remembers. Only `apply` changes it: while it runs, and when a journal is replayed. */
export class Room {
  readonly investigations = new Map<string, Investigation>()
  readonly instances = new Map<string, InstanceMemory>()
  readonly lists = new Map<string, List>()
  /** The investigations in which something is to go on by itself: a playbook that starts or runs, a schedule. */
  readonly live = new Set<string>()
  readonly #indicators = new Indicators()
  /** The files that new entries may name. None while a journal is replayed: its entries say what their files are. */
  files: Files | undefined
  readonly openContext: (initial: JsonObject) => Context

  constructor(openContext: (initial: JsonObject) => Context) {
    this.openContext = openContext
  }

  get indicators(): Indicators {
    return this.#indicators
  }

  /** Puts an investigation back as it was stored. */
  restore(stored: Stored): void {
    const restored = this.opened(stored)
    this.investigations.set(stored.id, restored)
    watch(this.live, restored)
  }

  /** A stored investigation with its context open and its marks on its entries. */
  opened(stored: Stored): Investigation {
    const entries = stored.entries.map(entry => marked(entry, stored.marks[String(entry.ID)] ?? {}))
    return { ...stored, entries, context: this.openContext(stored.context) }
  }

  /** The investigation of this id; a first mention opens it. */
  investigation(id: string): Investigation {
    const known = this.investigations.get(id)
    if (known) return known
    const opened = { id, n: 0, entries: [], marks: {}, context: this.openContext({}) }
    this.investigations.set(id, opened)
    return opened
  }

  /** The incidents in the order of their ids, which count up. */
  incidents(): Incident[] {
    return [...this.investigations.values()]
      .flatMap(({ incident }) => incident ?? [])
      .sort((a, b) => Number(a.id) - Number(b.id))
  }

  /** The id of the next incident: they count from 1 (design.md §3, 8). */
  nextIncidentId(): number {
    return Math.max(0, ...[...this.investigations.keys()].map(Number).filter(Number.isFinite)) + 1
  }

  /** What an instance remembers; of another brand under the same name nothing is taken over. */
  memory(name: string, brand: string): InstanceMemory {
    const known = this.instances.get(name)
    if (known?.brand === brand) return known
    return { n: 0, brand, integrationContext: {}, version: 0, lastRun: {} }
  }

  /**
   * Applies change number `n` to every part that does not hold it yet. Gives back, as sentences, what of the context
   * could not be written; the rest is applied.
   */
  apply(n: number, change: Change): string[] {
    const open = this.#opener(n)
    const parts = [change.investigation ?? [], change.elsewhere ?? []].flat()
    for (const { entries } of parts) describeFiles(entries, this.files)
    const written = [
      ...(change.edits ?? []).flatMap(edit => editContext(open(edit.id), edit, this.openContext)),
      ...parts.flatMap(part => {
        const investigation = open(part.id)
        return investigation
          ? part.entries.flatMap(entry => addEntry(investigation, entry, part, this.openContext))
          : []
      }),
    ]
    for (const { entry, ...mark } of change.marks ?? []) this.#mark(open, entry, mark)
    for (const incident of change.incidents ?? []) {
      const investigation = open(incident.id)
      if (investigation) investigation.incident = incident
    }
    for (const run of change.runs ?? []) changeRun(open(run.id), run)
    for (const each of change.schedules ?? []) changeSchedules(open(each.investigation), each)
    for (const id of movedBy(change)) watch(this.live, this.investigation(id))
    for (const each of [change.instance ?? [], change.instances ?? []].flat()) this.#instance(n, each)
    for (const { name, data } of change.lists ?? []) {
      if ((this.lists.get(name)?.n ?? 0) < n) this.lists.set(name, { name, data, n })
    }
    const { indicators = [], removedIndicators = [] } = change
    if (indicators.length + removedIndicators.length > 0)
      this.indicators.apply(n, indicators, removedIndicators)
    return written
  }

  /** Opens investigations for change `n`; undefined for one that held it before. A change may open one several times. */
  #opener(n: number): (id: string) => Investigation | undefined {
    const opened = new Map<string, Investigation | undefined>()
    return id => {
      if (opened.has(id)) return opened.get(id)
      const investigation = this.investigation(id)
      const fresh = investigation.n < n ? investigation : undefined
      if (fresh) fresh.n = n
      opened.set(id, fresh)
      return fresh
    }
  }

  #mark(open: (id: string) => Investigation | undefined, id: string, mark: EntryMark): void {
    const investigation = open(id.slice(id.indexOf('@') + 1))
    if (!investigation) return
    const at = investigation.entries.findIndex(({ ID }) => ID === id)
    const entry = investigation.entries[at]
    if (!entry) return
    investigation.entries[at] = marked(entry, mark)
    investigation.marks[id] = { ...investigation.marks[id], ...mark }
  }

  #instance(n: number, { name, brand, integrationContext, lastRun }: InstanceChange): void {
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
