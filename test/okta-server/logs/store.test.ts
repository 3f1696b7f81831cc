import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { EventType } from '../../../okta-server/logs/catalogue.ts'
import type { LogEvent } from '../../../okta-server/logs/event.ts'
import { logLimit, periodOf, retained } from '../../../okta-server/logs/period.ts'
import { LogStore } from '../../../okta-server/logs/store.ts'

const event = (uuid: string, eventType: EventType = 'user.lifecycle.create') =>
  ({ uuid, eventType, published: '', targets: [] }) as unknown as LogEvent
const ids = (store: LogStore, sequence = 0) => store.after(sequence).map(({ event }) => event.uuid)

describe('the log store', () => {
  it('counts what it persists', () => {
    const store = new LogStore()
    store.add(event('a'))
    store.add(event('b'))
    expect([ids(store), ids(store, 1), ids(store, 2), ids(store, 7), store.last]).toEqual([
      ['a', 'b'],
      ['b'],
      [],
      [],
      2,
    ])
  })

  it('holds back a kind of events until told otherwise', () => {
    const store = new LogStore()
    store.hold('group.')
    store.add(event('late', 'group.lifecycle.create'))
    store.add(event('soon'))
    expect(ids(store)).toEqual(['soon'])
    store.hold('user.')
    expect(ids(store)).toEqual(['soon', 'late'])
    store.add(event('held'))
    store.hold(null)
    expect(ids(store)).toEqual(['soon', 'late', 'held'])
  })

  it('loses nothing, whatever is held when', () => {
    const step = fc.oneof(
      fc.constantFrom<EventType>('user.lifecycle.create', 'group.lifecycle.create', 'zone.create'),
      fc.constantFrom(null, '', 'user.', 'zone.').map(held => ({ held })),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        const store = new LogStore()
        let seen: string[] = []
        for (const [at, one] of steps.entries()) {
          if (typeof one === 'object') store.hold(one.held)
          else store.add(event(String(at), one))
          seen = [...seen, ...ids(store, seen.length)]
        }
        store.hold(null)
        seen = [...seen, ...ids(store, seen.length)]
        const written = steps.flatMap((one, at) => (typeof one === 'object' ? [] : [String(at)]))
        expect([...seen].sort()).toEqual([...written].sort())
      }),
    )
  })

  it('keeps a bounded number', () => {
    const store = new LogStore()
    for (let at = 1; at <= 200_001; at += 1) store.add(event(String(at)))
    expect([ids(store).length, ids(store)[0], ids(store, 200_000), store.last]).toEqual([
      100_000,
      '100002',
      ['200001'],
      200_001,
    ])
  })
})

describe('the period', () => {
  const now = '2026-05-01T10:00:00.000Z'
  test.each<[string | undefined, string | undefined, string, string]>([
    [undefined, undefined, '2026-04-24T10:00:00.000Z', now],
    [undefined, '2026-04-10T00:00:00Z', '2026-04-03T00:00:00.000Z', '2026-04-10T00:00:00.000Z'],
    ['2026-04-10', undefined, '2026-04-10T00:00:00.000Z', now],
    ['2026-04-10T02:00:00+02:00', undefined, '2026-04-10T00:00:00.000Z', now],
    ['2025-12-01T00:00:00Z', undefined, '2026-01-31T10:00:00.000Z', now],
  ])('from %s until %s', (since, until, begin, end) => {
    expect(periodOf(since, until, now)).toEqual({ since: begin, until: end })
  })

  it('begins no earlier than the retention', () => {
    expect(retained('2026-04-30T00:00:00.000Z', now)).toBe('2026-04-30T00:00:00.000Z')
    expect(retained('2020-01-01T00:00:00.000Z', now)).toBe('2026-01-31T10:00:00.000Z')
  })

  test.each([
    [undefined, 100],
    ['', 100],
    ['0', 0],
    ['1000', 1000],
  ])('the limit %s means %i', (text, limit) => {
    expect(logLimit(text)).toBe(limit)
  })
})
