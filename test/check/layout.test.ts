import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import type { JsonObject } from '../../kit/wire.ts'
import { overlap, positionOf } from '../../scripts/check/playbook/view.ts'
import { laidOut } from '../../scripts/layout/write.ts'
import { playbook, task } from './samples.ts'

const linked = (keys: number[][]): JsonObject =>
  playbook(
    keys.map((next, key) =>
      task(
        key,
        key === 0 ? 'start' : 'title',
        next.length ? { nexttasks: { '#none#': next.map(String) } } : {},
      ),
    ),
  )

function positions(text: string): Record<string, { x: number; y: number }> {
  const tasks = Object.entries(parse(text).tasks) as [string, JsonObject][]
  return Object.fromEntries(
    tasks.flatMap(([key, one]) => {
      const place = positionOf(one)
      return place ? [[key, place]] : []
    }),
  )
}

describe('a layout', () => {
  it('runs down from the start, each task below those that lead to it', () => {
    const places = positions(laidOut(stringify(linked([[1, 2], [3], [3], []]))))
    const y = ['0', '1', '2', '3'].map(key => places[key]?.y)
    expect(y).toEqual([50, 225, 225, 400])
    expect(Math.abs((places['1']?.x ?? 0) - (places['2']?.x ?? 0))).toBeGreaterThanOrEqual(380)
  })

  it('leaves no two tasks over one another, also in loops, forks and pieces', () => {
    const links = fc.array(fc.array(fc.nat(11), { maxLength: 3 }), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(links, keys => {
        const places = Object.values(positions(laidOut(stringify(linked(keys)))))
        expect(places).toHaveLength(12)
        for (const [index, one] of places.entries())
          for (const other of places.slice(0, index)) expect(overlap(one, other)).toBe(false)
        for (const { x, y } of places) expect(Math.min(x, y)).toBeGreaterThanOrEqual(50)
      }),
      { numRuns: 40 },
    )
  })

  it('is the same for the same playbook, and changes the positions only', () => {
    const text = `# Kept.\n${stringify(linked([[1], [2], []]))}`
    const once = laidOut(text)
    expect(laidOut(once)).toBe(once)
    expect(once.startsWith('# Kept.\n')).toBe(true)
    const bare = (one: string): string => one.replace(/^(\s*view:).*$/gm, '$1')
    expect(bare(once)).toBe(bare(text))
  })

  it('the paper holds every task', () => {
    const { paper } = JSON.parse(parse(laidOut(stringify(linked([[1, 2], [], []])))).view)
    expect(paper.dimensions).toEqual({ x: 50, y: 50, width: 810, height: 270 })
  })

  it.each([
    ['no YAML', 'a: [', 'It is no YAML: '],
    ['no playbook', 'a: 1', 'It has no tasks; only playbooks can be laid out.'],
    ['tasks that are a list', 'tasks: []', 'It has no tasks; only playbooks can be laid out.'],
  ])('refuses %s', (_name, text, message) => {
    expect(() => laidOut(text)).toThrow(message)
  })
})

describe('the position in a view', () => {
  it.each([
    ['{"position":{"x":1,"y":2}}', { x: 1, y: 2 }],
    ['{\n  "position": {\n    "x": 1,\n    "y": -2.5\n  }\n}', { x: 1, y: -2.5 }],
    ['{"position":{"x":"1","y":2}}', undefined],
    ['{}', undefined],
    ['[]', undefined],
    ['null', undefined],
    ['not JSON', undefined],
    ['', undefined],
  ])('%s', (view, place) => expect(positionOf({ view })).toEqual(place))

  it.each([
    [379, 94, true],
    [380, 0, false],
    [0, 95, false],
    [-379, -94, true],
  ])('boxes %i beside and %i below each other overlap: %s', (x, y, expected) =>
    expect(overlap({ x: 0, y: 0 }, { x, y })).toBe(expected),
  )
})
