import { describe, expect, it } from 'vitest'
import {
  beginning,
  mappingOf,
  mappingsIn,
  NO_MAPPING,
  nextReading,
} from '../../../Automations/IAMAppProvisioningSyncGroup/mapping.ts'
import type { Json } from '../../../kit/wire.ts'

const NOW = new Date('2026-03-02T08:00:00Z')
const at = (lastSynced: string, id = 'g1', since = '') =>
  beginning({ ...NO_MAPPING, id, lastSynced, since }, 'Sales', NOW)

describe('groupmappings', () => {
  it.each<[Json | undefined, object]>([
    [undefined, {}],
    [null, {}],
    ['', {}],
    ['{"CRM":{"id":"g1"}}', { CRM: { id: 'g1' } }],
    [{ CRM: { id: 'g1' } }, { CRM: { id: 'g1' } }],
  ])('%j', (stored, expected) => expect(mappingsIn(stored, '00g')).toEqual(expected))

  it.each<[Json]>([['{'], ['[]'], [[1]], ['"text"']])('%j is not written over', stored => {
    expect(() => mappingsIn(stored, '00g')).toThrow(
      /field "groupmappings" of the Group Profile "00g" holds .*Nothing was changed/,
    )
  })

  it.each<[string, Json, object]>([
    ['is not there', {}, NO_MAPPING],
    ['is no object', { CRM: 'g1' }, NO_MAPPING],
    [
      'has the id alone, as the older packs wrote it',
      { CRM: { id: 'g1', displayName: 'Sales' } },
      { ...NO_MAPPING, id: 'g1', displayName: 'Sales' },
    ],
    [
      'has wrong members',
      { CRM: { id: 'g1', seen: 'u1', waiting: [null, { login: 'ann' }, { login: 'bob', what: 'remove' }] } },
      {
        ...{ ...NO_MAPPING, id: 'g1' },
        waiting: [
          { person: { id: '', login: 'ann' }, direction: 'add' },
          { person: { id: '', login: 'bob' }, direction: 'remove' },
        ],
      },
    ],
  ])('one that %s', (_, mappings, expected) => {
    expect(mappingOf(mappings as Record<string, Json>, 'CRM')).toEqual(expected)
  })

  it('of an instance that is called as a member of every object is not there', () => {
    expect(mappingOf({}, '__proto__')).toEqual(NO_MAPPING)
    expect(mappingOf({}, 'constructor')).toEqual(NO_MAPPING)
  })
})

describe('where the log is read from', () => {
  it.each<[string, string]>([
    ['2026-03-02T07:00:00.000Z', '2026-03-02T06:58:00.000Z'],
    // Our clock has been put back a minute.
    ['2026-03-02T08:01:00.000Z', '2026-03-02T07:59:00.000Z'],
    ['2025-12-04T00:00:00.000Z', '2025-12-03T23:58:00.000Z'],
  ])('%s: two minutes before', (last, since) => expect(at(last)).toEqual({ since: new Date(since) }))

  it.each<[string, string, string]>([
    ['before the last sync where that is later', '2026-03-02T07:59:00.000Z', '2026-03-02T06:58:00.000Z'],
    ['where the last reading said', '2026-03-02T06:00:00.000Z', '2026-03-02T06:00:00.000Z'],
    ['before the last sync where it says no time', 'soon', '2026-03-02T06:58:00.000Z'],
    ['as far back as the log goes', '2025-01-01T00:00:00.000Z', '2025-12-03T08:00:00.000Z'],
  ])('%s', (_, since, expected) => {
    expect(at('2026-03-02T07:00:00.000Z', 'g1', since)).toEqual({ since: new Date(expected) })
  })

  it.each<[string, string, string]>([
    ['', 'g1', 'the last sync did not come to its end'],
    ['2026-03-02T07:00:00.000Z', '', 'it was never synced'],
    ['yesterday', 'g1', 'lastSynced is "yesterday", which is no time'],
    ['2026-03-03T08:00:00.000Z', 'g1', 'lastSynced is 2026-03-03T08:00:00.000Z, which is still to come'],
    ['2025-12-02T08:00:00.000Z', 'g1', "Okta's log does not go back to 2025-12-02T08:00:00.000Z"],
  ])('%s %s: nowhere', (last, id, reason) => expect(at(last, id)).toEqual({ reason }))

  it('nowhere when the settings have another name than before', () => {
    const mapping = { ...NO_MAPPING, id: 'g1', displayName: 'Buyers', lastSynced: '2026-03-02T07:00:00.000Z' }
    expect(beginning(mapping, 'Sales', NOW)).toEqual({ reason: 'the settings called it "Buyers" before' })
    expect(beginning(mapping, 'Buyers', NOW)).toHaveProperty('since')
  })
})

describe('the next reading', () => {
  const time = (n: number) => new Date(NOW.getTime() + n * 60_000)
  const minute = (n: number): [string, string] => [`u${n}`, time(n).toISOString()]
  it.each<[string, number[], number, string[]]>([
    ['begins before the newest event', [-30, -22, -21, -20], -22, ['u-22', 'u-21', 'u-20']],
    ['begins where this one began when there was none', [], -60, []],
    ['never begins before this one', [-59], -60, ['u-59']],
    ['begins before now when an event is ahead of it', [-1, 1], -2, ['u-1', 'u1']],
  ])('%s', (_, events, since, seen) => {
    expect(nextReading(events.map(minute), time(-60), NOW)).toEqual({
      since: time(since).toISOString(),
      seen,
    })
  })
  it('finds the newest two thousand again, and no other', () => {
    const many = Array.from({ length: 2500 }, (_, index): [string, string] => [
      `u${index}`,
      new Date(NOW.getTime() - 2500 + index).toISOString(),
    ])
    const { since, seen } = nextReading(many, time(-60), NOW)
    expect([seen.length, seen.at(-1)]).toEqual([2000, 'u2499'])
    expect(many.filter(([, published]) => published >= since).map(([uuid]) => uuid)).toEqual(seen)
  })
  it('knows nothing of an event without an id', () => {
    expect(nextReading([['', NOW.toISOString()]], NOW, NOW).seen).toEqual([])
  })
})
