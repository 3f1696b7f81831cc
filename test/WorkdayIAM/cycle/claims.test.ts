import { describe, expect, it } from 'vitest'
import { type Claims, claimed, claimsOf, nameClaim } from '../../../Integrations/WorkdayIAM/cycle/claims.ts'
import type { MappedEntry } from '../../../Integrations/WorkdayIAM/cycle/mapped-entry.ts'
import type { Profile } from '../../../Integrations/WorkdayIAM/decide/person.ts'
import { profileOf } from '../decide/row.ts'

const texts = [{ place: 7, text: '{}', digest: 'd' }]
const claims = (recognised: [Profile, number][] = []): Claims =>
  claimsOf({ claimed: new Map(recognised), fromFirst: { texts, more: undefined } })

const anna = profileOf({ email: 'anna@x', employeeId: '1' })
const entry = (place: number, employeeId: string, email: string, displayName = '') =>
  ({ place, employeeId, email, displayName }) as MappedEntry
/** Claims in turn; gives for each the place of the other entry of the same person. */
const inTurn = (all: Claims, ...given: [MappedEntry, Parameters<typeof claimed>[1]][]) =>
  given.map(([one, found]) => claimed(one, found, all))

describe('the claims of a report', () => {
  it('begin with those whose entries were recognised', () => {
    const all = claims([[anna, 3]])
    expect([...all.profiles]).toEqual([[anna, 3]])
    expect(all).toMatchObject({ recognised: 1, others: texts, hasLastDays: false })
    expect(all.names.size).toBe(0)
  })

  it.each<[Partial<Profile>, boolean, boolean]>([
    [{ leaves: undefined, status: '' }, false, false],
    [{ leaves: 20_000, status: '' }, true, false],
    [{ leaves: undefined, status: 'active' }, false, true],
  ])('know by them which columns the report has: %j', (other, hasLastDays, hasStatuses) => {
    const all = claims([
      [profileOf({ status: '' }), 1],
      [profileOf(other), 2],
    ])
    expect(all).toMatchObject({ hasLastDays, hasStatuses })
  })

  it('are not those of the pass itself, which others read', () => {
    const recognised = new Map<Profile, number>()
    const all = claimsOf({ claimed: recognised, fromFirst: { texts, more: undefined } })
    claimed(entry(1, '1', 'anna@x'), { profile: anna }, all)
    expect(recognised.size).toBe(0)
  })
})

describe('an entry', () => {
  const nobody = {}
  it.each<[string, [MappedEntry, Parameters<typeof claimed>[1]][], (number | undefined)[]]>([
    [
      'of one employee id',
      [
        [entry(1, '1', 'a@x'), nobody],
        [entry(2, '1', 'b@x'), nobody],
      ],
      [undefined, 1],
    ],
    [
      'of one e-mail',
      [
        [entry(1, '1', 'a@x'), nobody],
        [entry(2, '2', 'a@x'), nobody],
      ],
      [undefined, 1],
    ],
    [
      'of one profile, by its id and by its e-mail',
      [
        [entry(1, '1', 'new@x'), { profile: anna }],
        [entry(2, '', 'anna@x'), { profile: anna }],
      ],
      [undefined, 1],
    ],
    [
      'that is looked at once more',
      [
        [entry(1, '1', 'a@x'), nobody],
        [entry(1, '1', 'a@x'), nobody],
      ],
      [undefined, undefined],
    ],
    [
      'that names nobody',
      [
        [entry(1, '', ''), nobody],
        [entry(2, '', ''), nobody],
      ],
      [undefined, undefined],
    ],
    [
      'whose id looks like another one’s e-mail',
      [
        [entry(1, 'a@x', ''), nobody],
        [entry(2, '', 'a@x'), nobody],
      ],
      [undefined, undefined],
    ],
    [
      'with a wrong e-mail, which takes nothing from its owner',
      [
        [entry(1, '1', 'bob@x'), { profile: anna, emailOwner: profileOf({ email: 'bob@x' }) }],
        [entry(2, '2', 'bob@x'), { profile: profileOf({ email: 'bob@x', employeeId: '2' }) }],
      ],
      [undefined, undefined],
    ],
    [
      'with another one’s e-mail and no profile of its own, which claims nothing, not even its id',
      [
        [entry(1, '9', 'anna@x'), { emailOwner: anna }],
        [entry(2, '9', 'n@x'), nobody],
      ],
      [undefined, undefined],
    ],
    [
      'that repeats another claims nothing more: the third is told of the first',
      [
        [entry(1, '1', 'a@x'), nobody],
        [entry(2, '1', 'b@x'), nobody],
        [entry(3, '3', 'b@x'), nobody],
        [entry(4, '1', 'c@x'), nobody],
      ],
      [undefined, 1, undefined, 1],
    ],
  ])('%s', (_, given, wanted) => {
    expect(inTurn(claims(), ...given)).toEqual(wanted)
  })

  it('of somebody whose entry was recognised is the second, wherever it stands', () => {
    expect(claimed(entry(1, '1', 'anna@x'), { profile: anna }, claims([[anna, 9]]))).toBe(9)
    expect(claimed(entry(9, '1', 'anna@x'), { profile: anna }, claims([[anna, 9]]))).toBeUndefined()
  })
})

it.each([
  ['Ann  LEE', 'name ann lee'],
  ['Jose\u0301', 'name jos\u00e9'],
  ['', 'name 4'],
  [' ', 'name 4'],
])('the name %j is claimed as %j', (displayName, key) => {
  expect(nameClaim(entry(4, '1', 'a@x', displayName))).toBe(key)
})
