import { describe, expect, test } from 'vitest'
import { createContextLanguage, openContext } from '../../../warroom/context/index.ts'
import { oneChange, without } from '../../../warroom/fetch/one-change.ts'
import type { Indicator } from '../../../warroom/indicators/indicator.ts'
import type { Change } from '../../../warroom/investigation/change.ts'
import { Room } from '../../../warroom/investigation/room.ts'
import { openSandbox } from '../../../warroom/sandbox/index.ts'

const language = createContextLanguage(await openSandbox())
const entry = (ID: string) => ({ ID, Type: 1, ContentsFormat: 'text' as const, Contents: ID })
const indicator = (id: string, score: number): Indicator =>
  ({ id, value: `v${id}`, indicator_type: 'IP', score }) as unknown as Indicator

/** Steps that write everything that can be written, several times. */
const STEPS: Change[] = [
  { instance: { name: 'a', brand: 'A', integrationContext: { x: 1, y: 1 }, lastRun: { from: 1 } } },
  { incidents: [{ id: '1', name: 'first' }], lists: [{ name: 'l', data: '1' }] },
  { edits: [{ id: '1', set: 'K', value: 1 }], elsewhere: [{ id: '2', entries: [entry('1@2')] }] },
  { instance: { name: 'b', brand: 'B', integrationContext: { z: 1 } } },
  { instance: { name: 'a', brand: 'A', integrationContext: { x: null, w: 2 } } },
  { indicators: [indicator('1', 0), indicator('2', 0)], marks: [{ entry: '1@2', note: true }] },
  { indicators: [indicator('1', 3)], removedIndicators: ['2'] },
  { edits: [{ id: '1', set: 'K', value: 2 }], incidents: [{ id: '1', name: 'later' }] },
  { lists: [{ name: 'l', data: '2' }], investigation: { id: '1', entries: [entry('1@1')] } },
]

function held(...changes: Change[]) {
  const room = new Room(initial => openContext(language, initial))
  for (const [index, change] of changes.entries()) room.apply(index + 1, structuredClone(change))
  const investigations = ['1', '2'].map(id => room.investigation(id))
  return {
    investigations: investigations.map(({ incident, entries, context }) => [
      incident,
      entries,
      context.value,
    ]),
    instances: ['a', 'b'].map(name => {
      const { integrationContext, lastRun } = room.memory(name, name.toUpperCase())
      return [integrationContext, lastRun]
    }),
    lists: room.lists.get('l')?.data,
    indicators: [...room.indicators.all()],
  }
}

describe('changes as one', () => {
  test('leave the room as they do one after the other', () => {
    const one = held(oneChange(STEPS))
    expect(one).toEqual(held(...STEPS))
    expect(one).toMatchObject({
      instances: [
        [{ y: 1, w: 2 }, { from: 1 }],
        [{ z: 1 }, {}],
      ],
      lists: '2',
      indicators: [{ id: '1', score: 3 }],
    })
  })

  test('hold no empty members', () => {
    expect(oneChange([{ incidents: [], edits: [] }, {}])).toEqual({})
  })

  test('without an investigation leave the others', () => {
    const rest = oneChange(STEPS.map(step => without(step, '1')))
    expect(held(rest).investigations).toEqual([[undefined, [], {}], held(...STEPS).investigations[1]])
    expect(oneChange(STEPS.map(step => without(step, '2'))).elsewhere).toMatchObject([{ id: '1' }])
  })
})
