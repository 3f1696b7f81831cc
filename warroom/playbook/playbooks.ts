import type { TaskState } from '../investigation/run.ts'
import { didYouMean } from '../nearest.ts'
import type { Content, Item } from '../pack/content.ts'
import { Unavailable } from '../refusal.ts'
import { type Graph, graphOf } from './graph.ts'
import { readPlaybook } from './read-playbook.ts'
import type { Playbook } from './task.ts'
import type { Walk } from './walk.ts'

/** A task that reached a state, for whoever watches a run. */
export interface TaskEvent {
  incident: string
  /** Its path: the ids of the playbook tasks above it, and its own. */
  path: string
  name: string
  state: TaskState
  /** Milliseconds since it started. */
  took: number
}

/** The playbooks of the packs, read when they are first asked for. */
export class Playbooks {
  readonly #items: Item[]
  readonly #read = new Map<string, { playbook: Playbook; graph: Graph }>()
  /** Is told of every task that starts to wait or ends. */
  watch: ((event: TaskEvent) => void) | undefined
  /** The walks that are under way, by incident. */
  readonly walks = new Map<string, Walk>()
  /** Incidents whose run went on when the war room was started again, and that nobody has asked for since. */
  readonly resumed = new Map<string, string>()

  constructor(content: Content) {
    this.#items = content.of('playbook')
  }

  names(): string[] {
    return this.#items.map(({ id, item }) => (typeof item.name === 'string' ? item.name : id)).sort()
  }

  #item(name: string): Item | undefined {
    const ofId = this.#items.find(({ id }) => id === name)
    return ofId ?? this.#items.find(({ item }) => item.name === name)
  }

  has(name: string): boolean {
    return this.#item(name) !== undefined
  }

  /** A playbook by its id or name. A Refusal when there is none, or it could not run; both say which and why. */
  find(name: string): { playbook: Playbook; graph: Graph } {
    const item = this.#item(name)
    if (!item) {
      const hint = didYouMean(name, this.names()) || '; /help playbook tells where they come from'
      throw new Unavailable(`There is no playbook "${name}"${hint}.`)
    }
    const known = this.#read.get(item.id)
    if (known) return known
    const playbook = readPlaybook(item)
    const read = { playbook, graph: graphOf(playbook) }
    this.#read.set(item.id, read)
    return read
  }
}
