import dagre from '@dagrejs/dagre'
import type { Item } from '../check/item.ts'
import { nextOf, tasksOf } from '../check/playbook/task.ts'
import { BOX, type Position } from '../check/playbook/view.ts'

/** Between neighbours and between rows: together with the box what exported playbooks have. */
const GAP = { beside: 50, below: 80 }
/** Where the platform's editor puts the first task. */
const ORIGIN = 50

/** A place for each task of a playbook, in rows from the start down, none over another. The same for the same playbook. */
export function placesOf(playbook: Item): Map<string, Position> {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: GAP.beside, ranksep: GAP.below })
  graph.setDefaultEdgeLabel(() => ({}))
  const tasks = tasksOf(playbook)
  const keys = new Set(tasks.map(({ key }) => key))
  for (const key of keys) graph.setNode(key, { ...BOX })
  for (const task of tasks)
    for (const [, ids] of nextOf(task)) for (const id of ids) if (keys.has(id)) graph.setEdge(task.key, id)
  dagre.layout(graph)
  return new Map(
    [...keys].map(key => {
      const { x, y } = graph.node(key)
      return [key, { x: Math.round(x - BOX.width / 2) + ORIGIN, y: Math.round(y - BOX.height / 2) + ORIGIN }]
    }),
  )
}

/** The `view` of a playbook as a whole: the paper that holds all tasks. */
export function paperOf(places: Iterable<Position>): string {
  const all = [...places]
  const width = Math.max(...all.map(({ x }) => x), 0) + BOX.width - ORIGIN
  const height = Math.max(...all.map(({ y }) => y), 0) + BOX.height - ORIGIN
  const dimensions = { height, width, x: ORIGIN, y: ORIGIN }
  return JSON.stringify({ linkLabelsPosition: {}, paper: { dimensions } })
}
