import { describe, expect, it } from 'vitest'
import { readPlace, writePlace } from '../../../Integrations/WorkdayIAM/cycle/place.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const DIGEST = 'abcdefghijklmnopqrstuv'
const FIRST = { cycle: 0, offset: 0, digest: '', warned: '' }
const ANEW = { ...FIRST, cycle: 1 }

describe('the place of a last run', () => {
  it.each<[string, JsonObject, boolean, object]>([
    ['nothing yet, with a first sync', {}, true, FIRST],
    ['nothing yet, without', {}, false, ANEW],
    ['samples of the public pack and nothing else', { fetched_samples: true }, true, FIRST],
    ['samples of the public pack, without a first sync', { fetched_samples: true }, false, ANEW],
    [
      'the public pack, which has synced',
      { synced_users: true, events: [{ name: 'x', rawJSON: '{}' }] },
      true,
      ANEW,
    ],
    ['the public pack, whole', { synced_users: true, fetched_samples: true, events: [] }, true, ANEW],
    ['a later version', { v: 2, cycle: 3, offset: 4, reportDigest: DIGEST }, true, ANEW],
    ['no version', { cycle: 3, offset: 4, reportDigest: DIGEST }, true, ANEW],
    ['a cycle below 0', { v: 1, cycle: -1, offset: 4, reportDigest: DIGEST }, true, ANEW],
    ['half an offset', { v: 1, cycle: 1, offset: 0.5, reportDigest: DIGEST }, true, ANEW],
    ['an offset as text', { v: 1, cycle: 1, offset: '4', reportDigest: DIGEST }, true, ANEW],
    ['no digest', { v: 1, cycle: 1, offset: 4 }, true, ANEW],
    [
      'one of ours',
      { v: 1, cycle: 3, offset: 4, reportDigest: DIGEST },
      true,
      { cycle: 3, offset: 4, digest: DIGEST, warned: '' },
    ],
    [
      'one of ours in the first sync, the box being off meanwhile',
      { v: 1, cycle: 0, offset: 4, reportDigest: DIGEST },
      false,
      { cycle: 0, offset: 4, digest: DIGEST, warned: '' },
    ],
    [
      'one of ours with a member that is not known',
      { v: 1, cycle: 1, offset: 0, reportDigest: `${DIGEST} ww`, more: [] },
      true,
      { cycle: 1, offset: 0, digest: DIGEST, warned: 'ww' },
    ],
  ])('of %s', (_, lastRun, firstSync, place) => {
    expect(readPlace(lastRun, firstSync)).toEqual(place)
  })
})

describe('a place that is written', () => {
  it.each([
    [{ cycle: 0, offset: 0, digest: '', warned: '' }],
    [{ cycle: 7, offset: 99_999, digest: DIGEST, warned: '' }],
    [{ cycle: 7, offset: 0, digest: DIGEST, warned: 'vvvvvvvvvvvvvvvvvvvvvv' }],
    [{ cycle: 1, offset: 3, digest: '', warned: 'vvvvvvvvvvvvvvvvvvvvvv' }],
  ])('%j is read as it was', place => {
    expect(readPlace(writePlace(place), true)).toEqual(place)
  })

  it('has four members and less than a kilobyte, however far it is', () => {
    const most = Number.MAX_SAFE_INTEGER
    const written = writePlace({ cycle: most, offset: most, digest: DIGEST, warned: DIGEST })
    expect(Object.keys(written)).toEqual(['v', 'cycle', 'offset', 'reportDigest'])
    expect(JSON.stringify(written).length).toBeLessThan(1024)
  })
})
