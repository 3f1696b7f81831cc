import { Refusal } from '../refusal.ts'
import { calledFirst, type Playbook } from './task.ts'

/** One way from a task to another, taken when the first ends with this label. */
export interface Edge {
  from: string
  label: string
  to: string
  /** It leads to a task through which every way to it goes: a cycle, which no join waits for (PB-14). */
  back: boolean
}

export interface Graph {
  out: ReadonlyMap<string, Edge[]>
  /** How many ways that are no cycle lead to a task from tasks that can be reached at all. */
  incoming: ReadonlyMap<string, number>
  /** The ways to a task. */
  into: ReadonlyMap<string, Edge[]>
}

/** The tasks one after the other as a walk in depth leaves them; `back` are the edges to a task it is still in. */
function walked({ start, tasks }: Playbook): { order: string[]; back: Set<string> } {
  const order: string[] = []
  const back = new Set<string>()
  const open = new Set<string>([start])
  const seen = new Set<string>([start])
  const targets = (id: string) => [...(tasks.get(id)?.next.values() ?? [])].flat()[Symbol.iterator]()
  const stack = [{ id: start, rest: targets(start) }]
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const { value: to, done } = top.rest.next()
    if (done) {
      stack.pop()
      open.delete(top.id)
      order.push(top.id)
    } else if (open.has(to)) back.add(`${top.id} ${to}`)
    else if (!seen.has(to)) {
      seen.add(to)
      open.add(to)
      stack.push({ id: to, rest: targets(to) })
    }
  }
  return { order, back }
}

/** The ways through a playbook from its start. */
export function graphOf(playbook: Playbook): Graph {
  const { order, back } = walked(playbook)
  const out = new Map<string, Edge[]>()
  const incoming = new Map<string, number>()
  const into = new Map<string, Edge[]>()
  for (const from of order) {
    const next = playbook.tasks.get(from)?.next ?? new Map<string, string[]>()
    const edges = [...next].flatMap(([label, ids]) =>
      [...new Set(ids)].map(to => ({ from, label, to, back: back.has(`${from} ${to}`) })),
    )
    out.set(from, edges)
    for (const edge of edges) {
      const ways = into.get(edge.to) ?? []
      ways.push(edge)
      into.set(edge.to, ways)
      if (!edge.back) incoming.set(edge.to, (incoming.get(edge.to) ?? 0) + 1)
    }
  }
  return { out, incoming, into }
}

/** The tasks that can be reached from some, these included; over cycles too unless `forward`. */
export function reachable({ out }: Graph, from: Iterable<string>, forward = false): Set<string> {
  const found = new Set(from)
  for (const id of found) {
    for (const { to, back } of out.get(id) ?? []) if (!(forward && back)) found.add(to)
  }
  return found
}

/** Whether a task ends a path: it leads nowhere. */
function isEnd(graph: Graph, id: string): boolean {
  return (graph.out.get(id) ?? []).length === 0
}

function checkCycles(playbook: Playbook, graph: Graph): void {
  const cyclic = [...graph.out.values()].flat().filter(({ back }) => back)
  for (const { from, to } of cyclic) {
    const within = reachable(graph, [to])
    if ([...within].some(id => isEnd(graph, id))) continue
    const ids = [...within].filter(id => reachable(graph, [id]).has(from)).join(', ')
    throw new Refusal(
      `${calledFirst(playbook, to)}: tasks ${ids} are a cycle without exit; let one of them lead out of it (PB-14).`,
    )
  }
}

/** A Refusal with file, task and rule when the start is missing, a task leads nowhere, or a cycle has no exit. */
export function checkGraph(playbook: Playbook): void {
  const { name, file, start, tasks } = playbook
  if (!tasks.has(start))
    throw new Refusal(
      `Playbook "${name}" (${file}) starts with task "${start}", which it does not have (starttaskid, playbook.md §1).`,
    )
  for (const [id, { next }] of tasks) {
    for (const [label, ids] of next) {
      const missing = ids.find(to => !tasks.has(to))
      if (missing === undefined) continue
      const task = calledFirst(playbook, id)
      throw new Refusal(`${task} leads to task "${missing}" under ${label}, which is not there (PB-10).`)
    }
  }
  checkCycles(playbook, graphOf(playbook))
}
