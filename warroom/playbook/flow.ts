import type { TaskRecord } from '../investigation/run.ts'
import { skippedEndsBranch } from './decisions.ts'
import type { Edge, Graph } from './graph.ts'

/** The label under which an ended task goes on; undefined when it leads nowhere, null when it holds up what is behind it. */
export function labelOf({ state, label }: TaskRecord): string | undefined | null {
  if (state === 'Completed' || state === 'Error') return label ?? null
  if (state === 'Skipped') return skippedEndsBranch ? undefined : '#none#'
  return null
}

/**
 * Which tasks of a playbook may start (PB-10 to PB-13): a task starts once, when every way to it is decided and at least one
 * was taken. Ways of branches that were not taken are dead, and so are those behind them.
 */
export class Flow {
  readonly #graph: Graph
  readonly #open: Map<string, number>
  readonly #taken = new Set<string>()
  readonly skipped = new Set<string>()

  constructor(graph: Graph) {
    this.#graph = graph
    this.#open = new Map(graph.incoming)
  }

  /** Decides the ways out of a task that ended, and gives those that may start; without a label no way is taken. */
  ended(task: string, label: string | undefined): string[] {
    const ready: string[] = []
    const dead: string[] = []
    this.#decide(task, edge => edge.label === label, ready, dead)
    // A list and no recursion: a dead chain may be as long as the playbook.
    for (let id = dead.pop(); id !== undefined; id = dead.pop()) {
      this.skipped.add(id)
      this.#decide(id, () => false, ready, dead)
    }
    return ready
  }

  #decide(task: string, isTaken: (edge: Edge) => boolean, ready: string[], dead: string[]): void {
    for (const edge of this.#graph.out.get(task) ?? []) {
      const { to, back } = edge
      if (back) continue
      if (isTaken(edge)) this.#taken.add(to)
      const left = (this.#open.get(to) ?? 1) - 1
      this.#open.set(to, left)
      if (left > 0) continue
      if (this.#taken.has(to)) ready.push(to)
      else dead.push(to)
    }
  }
}

/**
 * The flow of a playbook as its records say, and the tasks that may start now: those that no record has, or one that says
 * New, or that they are to go on.
 */
export function flowOf(
  graph: Graph,
  start: string,
  records: ReadonlyMap<string, TaskRecord>,
): { flow: Flow; ready: string[] } {
  const flow = new Flow(graph)
  const ready: string[] = []
  const reached = [start]
  for (let id = reached.shift(); id !== undefined; id = reached.shift()) {
    const record = records.get(id)
    const label = record === undefined ? null : labelOf(record)
    if (label === null) {
      if (record === undefined || record.state === 'New' || record.state === 'InProgress') ready.push(id)
    } else reached.push(...flow.ended(id, label))
  }
  return { flow, ready }
}
