import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TaskRecord } from '../../../warroom/investigation/run.ts'
import { Flow, flowOf } from '../../../warroom/playbook/flow.ts'
import { graphOf, reachable } from '../../../warroom/playbook/graph.ts'
import { readPlaybook } from '../../../warroom/playbook/read-playbook.ts'
import { playbook, task } from './room.ts'

type Ways = Record<string, Record<string, string[]>>

function graphed(ways: Ways) {
  const tasks = Object.entries(ways).map(([id, next]) => task(id, 'condition', next))
  const own = readPlaybook({
    id: 'p',
    item: playbook('P', Object.keys(ways).slice(0, 1), tasks),
    file: 'p.yml',
  })
  return graphOf(own)
}

/** Walks from the start with the label that each task takes; gives the tasks in the order in which they ran. */
function walked(ways: Ways, labels: Record<string, string>): { ran: string[]; skipped: string[] } {
  const flow = new Flow(graphed(ways))
  const ran = ['0']
  for (const id of ran) ran.push(...flow.ended(id, id === '0' ? '#none#' : labels[id]))
  return { ran: ran.slice(1), skipped: [...flow.skipped].sort() }
}

const DIAMOND: Ways = {
  a: { '#none#': ['b', 'c'] },
  b: { yes: ['d'], no: ['e'] },
  c: { '#none#': ['d'] },
  d: {},
  e: {},
}

describe('a join (PB-12, PB-13)', () => {
  test.each<[Ways, Record<string, string>, string[], string[]]>([
    [DIAMOND, { a: '#none#', b: 'yes', c: '#none#' }, ['a', 'b', 'c', 'd'], ['e']],
    [DIAMOND, { a: '#none#', b: 'no', c: '#none#' }, ['a', 'b', 'c', 'e', 'd'], []],
    [DIAMOND, { a: '#none#', b: 'neither', c: 'neither' }, ['a', 'b', 'c'], ['d', 'e']],
    // One way twice, under two labels.
    [{ a: { yes: ['b'], no: ['b'] }, b: {} }, { a: 'no' }, ['a', 'b'], []],
    // A target named twice under one label.
    [{ a: { yes: ['b', 'b'] }, b: {} }, { a: 'yes' }, ['a', 'b'], []],
  ])('%j with %j runs %j', (ways, labels, ran, skipped) => {
    expect(walked(ways, labels)).toEqual({ ran, skipped })
  })

  test('of 200 branches runs once, behind the last', () => {
    const ids = Array.from({ length: 200 }, (_, index) => `b${index}`)
    const branches = Object.fromEntries(ids.map(id => [id, { '#none#': ['end'] }]))
    const labels = Object.fromEntries(['a', ...ids].map(id => [id, '#none#']))
    const { ran } = walked({ a: { '#none#': ids }, ...branches, end: {} }, labels)
    expect(ran).toEqual(['a', ...ids, 'end'])
  })

  test('a dead chain of 10,000 tasks is skipped without a deep stack', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, n) => [`t${n}`, { '#none#': [`t${n + 1}`] }]),
    )
    const { ran, skipped } = walked({ a: { yes: ['t0'], no: ['t10000'] }, ...chain, t10000: {} }, { a: 'no' })
    expect(ran).toEqual(['a', 't10000'])
    expect(skipped).toHaveLength(10_000)
  })
})

/** Graphs without a cycle: a task leads to later ones only. */
const acyclic = fc.integer({ min: 1, max: 9 }).chain(size => {
  const target = (from: number) =>
    fc.subarray(Array.from({ length: size - from - 1 }, (_, k) => `n${from + 1 + k}`))
  const ways = Array.from({ length: size }, (_, from) =>
    fc.record({ yes: target(from), no: target(from) }).map(next => [`n${from}`, next] as const),
  )
  return fc.tuple(
    fc.tuple(...ways).map(pairs => Object.fromEntries(pairs) as Ways),
    fc.array(fc.boolean(), { minLength: size, maxLength: size }),
  )
})

test('each task runs at most once, after all that lead to it, and only if one of them took the way (property)', () => {
  fc.assert(
    fc.property(acyclic, ([ways, choices]) => {
      const labels = Object.fromEntries(Object.keys(ways).map((id, at) => [id, choices[at] ? 'yes' : 'no']))
      const { ran, skipped } = walked(ways, labels)
      expect(new Set(ran).size).toBe(ran.length)
      const graph = graphed(ways)
      for (const id of ran.slice(1)) {
        const before = (graph.into.get(id) ?? []).map(({ from }) => from)
        const taken = before.filter(
          from => ran.includes(from) && ways[from]?.[labels[from] ?? '']?.includes(id),
        )
        expect(taken.length).toBeGreaterThan(0)
        for (const from of before) expect([...skipped, ...ran.slice(0, ran.indexOf(id))]).toContain(from)
      }
      expect([...ran, ...skipped].sort()).toEqual([...reachable(graph, ['n0'])].sort())
    }),
  )
})

test('a flow that is rebuilt from the records goes on where the first one was (property)', () => {
  fc.assert(
    fc.property(acyclic, fc.nat(), ([ways, choices], stop) => {
      const labels = Object.fromEntries(Object.keys(ways).map((id, at) => [id, choices[at] ? 'yes' : 'no']))
      const { ran } = walked(ways, labels)
      const done = ran.slice(0, stop % (ran.length + 1))
      const records = new Map<string, TaskRecord>([['0', { state: 'Completed', label: '#none#' }]])
      for (const id of done) records.set(id, { state: 'Completed', label: labels[id] ?? '' })
      const { ready } = flowOf(graphed(ways), '0', records)
      const [next] = ran.slice(done.length)
      if (next === undefined) expect(ready).toEqual([])
      else expect(ready).toContain(next)
      for (const id of ready) expect(ran.slice(done.length)).toContain(id)
    }),
  )
})

describe('what records say (PB-15, PB-40)', () => {
  const graph = graphed({ a: { '#none#': ['b'] }, b: {} })
  test.each<[TaskRecord, string[]]>([
    [{ state: 'New' }, ['a']],
    [{ state: 'InProgress' }, ['a']],
    [{ state: 'Waiting' }, []],
    [{ state: 'Error' }, []],
    [{ state: 'Error', label: '#none#' }, ['b']],
    [{ state: 'Completed', label: '#none#' }, ['b']],
    [{ state: 'Skipped' }, []],
  ])('%j: %j may start', (record, ready) => {
    const records = new Map<string, TaskRecord>([
      ['0', { state: 'Completed', label: '#none#' }],
      ['a', record],
    ])
    expect(flowOf(graph, '0', records).ready).toEqual(ready)
  })
})
