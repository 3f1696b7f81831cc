import { describe, expect, it } from 'vitest'
import {
  beginning,
  mappingOf,
  mappingsIn,
  NO_MAPPING,
  seenOf,
} from '../../../Automations/IAMAppProvisioningSyncGroup/mapping.ts'
import type { Json } from '../../../kit/wire.ts'

const NOW = new Date('2026-03-02T08:00:00Z')
const at = (lastSynced: string, id = 'g1') => beginning({ ...NO_MAPPING, id, lastSynced }, NOW)

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
      { CRM: { id: 'g1', seen: 'u1', waiting: [null, { login: 'ann' }] } },
      { ...NO_MAPPING, id: 'g1', waiting: [{ id: '', login: 'ann' }] },
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
    ['', 'g1', 'the last sync did not come to its end'],
    ['2026-03-02T07:00:00.000Z', '', 'it was never synced'],
    ['yesterday', 'g1', 'lastSynced is "yesterday", which is no time'],
    ['2026-03-03T08:00:00.000Z', 'g1', 'lastSynced is 2026-03-03T08:00:00.000Z, which is still to come'],
    ['2025-12-02T08:00:00.000Z', 'g1', "Okta's log does not go back to 2025-12-02T08:00:00.000Z"],
  ])('%s %s: nowhere', (last, id, reason) => expect(at(last, id)).toEqual({ reason }))
})

describe('the events of the overlap', () => {
  const minute = (n: number): [string, string] => [
    `u${n}`,
    new Date(NOW.getTime() + n * 60_000).toISOString(),
  ]
  it('are those that the next reading finds again', () => {
    expect(seenOf([minute(-3), minute(-2), minute(-1), minute(1)], NOW)).toEqual(['u-2', 'u-1', 'u1'])
  })
  it('are the newest two thousand', () => {
    const many = Array.from({ length: 2500 }, (_, index): [string, string] => [
      `u${index}`,
      NOW.toISOString(),
    ])
    expect(seenOf(many, NOW)).toHaveLength(2000)
    expect(seenOf(many, NOW).at(-1)).toBe('u2499')
  })
  it('have an id', () => expect(seenOf([['', NOW.toISOString()]], NOW)).toEqual([]))
})
