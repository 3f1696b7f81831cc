import { describe, expect, it } from 'vitest'
import { changesOf } from '../../../Integrations/WorkdayIAM/decide/changes.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const SAME: readonly [string, JsonObject, JsonObject][] = [
  ['equal text', { title: 'Lead' }, { title: 'Lead' }],
  ['blanks around it', { title: ' Lead ' }, { title: 'Lead' }],
  ['empty and absent', { title: '' }, {}],
  ['null and empty', { title: null }, { title: '' }],
  ['a number and its text', { costcentercode: 4711 }, { costcentercode: '4711' }],
  ['a flag and its text', { prehireflag: true }, { prehireflag: 'true' }],
  ['a field that the report does not have', {}, { title: 'Lead', city: 'Cork' }],
  ["an ISO date and the public pack's", { hiredate: '2026-11-22T00:00:00Z' }, { hiredate: '11/22/2026' }],
  [
    'an ISO date with and without time',
    { lastdayofwork: '2026-11-22' },
    { lastdayofwork: '2026-11-22T00:00:00Z' },
  ],
  ['an e-mail in another case', { email: 'anna@example.com' }, { email: 'Anna@Example.com' }],
  ['a username in another case', { username: 'ANNA' }, { username: 'anna' }],
  [
    "the manager's e-mail in another case",
    { manageremailaddress: 'B@x.org' },
    { manageremailaddress: 'b@x.org' },
  ],
  ['equal objects', { location: { city: 'Cork' } }, { location: { city: 'Cork' } }],
  ['a key of the prototype, absent', { constructor: '' }, {}],
]

const OTHER: readonly [string, JsonObject, JsonObject, string, string][] = [
  ['another text', { title: 'Lead' }, { title: 'Engineer' }, 'Engineer', 'Lead'],
  ['text that came', { title: 'Lead' }, {}, '', 'Lead'],
  ['text that went', { title: '' }, { title: 'Lead' }, 'Lead', ''],
  ['null for a text', { title: null }, { title: 'Lead' }, 'Lead', ''],
  ['a title in another case', { title: 'LEAD' }, { title: 'Lead' }, 'Lead', 'LEAD'],
  [
    'a name in another case',
    { displayname: 'Anna BELL' },
    { displayname: 'Anna Bell' },
    'Anna Bell',
    'Anna BELL',
  ],
  ['another day', { hiredate: '2026-11-23' }, { hiredate: '11/22/2026' }, '11/22/2026', '2026-11-23'],
  ['a date that was text', { hiredate: '2026-11-23' }, { hiredate: 'soon' }, 'soon', '2026-11-23'],
  [
    'a date in a field that is no date',
    { note: '2026-11-22' },
    { note: '11/22/2026' },
    '11/22/2026',
    '2026-11-22',
  ],
  ['zero and empty', { level: 0 }, { level: '' }, '', '0'],
  ['false and empty', { prehireflag: false }, {}, '', 'false'],
  [
    'another object',
    { location: { city: 'Cork' } },
    { location: { city: 'Kerry' } },
    '{"city":"Kerry"}',
    '{"city":"Cork"}',
  ],
  ['a key of the prototype', { constructor: 'x' }, {}, '', 'x'],
]

describe('changesOf (ilm.md §2.4 IAM - Update User)', () => {
  it.each(SAME)('finds no change in %s', (_, reported, profile) => {
    expect(changesOf(reported, profile)).toEqual([])
  })

  it.each(OTHER)('finds %s', (_, reported, profile, from, to) => {
    expect(changesOf(reported, profile)).toEqual([{ field: Object.keys(reported)[0], from, to }])
  })

  it('names every field that changes, in the order of the report', () => {
    const reported = { title: 'Lead', city: 'Cork', email: 'a@x.org' }
    expect(changesOf(reported, { city: 'Cork', email: 'b@x.org' }).map(({ field }) => field)).toEqual([
      'title',
      'email',
    ])
  })

  it('takes __proto__ for a field like all the others', () => {
    const reported: JsonObject = JSON.parse('{"__proto__": "x"}')
    expect(changesOf(reported, {})).toEqual([{ field: '__proto__', from: '', to: 'x' }])
  })
})
