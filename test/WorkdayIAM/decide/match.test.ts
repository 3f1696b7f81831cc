import { describe, expect, it } from 'vitest'
import { match, nameKey } from '../../../Integrations/WorkdayIAM/decide/match.ts'
import type { Person, Profile } from '../../../Integrations/WorkdayIAM/decide/person.ts'
import { entryOf, profileOf, profilesIn } from './row.ts'

const fox = { email: 'fox@example.com', employeeId: '2002', displayName: 'Anna Fox' }

interface Case {
  readonly name: string
  readonly person?: Partial<Person>
  /** Profiles; each is named by its value. */
  readonly profiles: readonly (Partial<Profile> & { value: string })[]
  readonly found: { profile?: string; emailOwner?: string; nameOwner?: string }
}

const CASES: readonly Case[] = [
  { name: 'nobody', profiles: [{ value: 'a', ...fox }], found: {} },
  {
    name: 'by the employee id',
    profiles: [{ value: 'a', email: 'old@example.com' }],
    found: { profile: 'a' },
  },
  {
    name: 'by the e-mail, the profile has no employee id',
    profiles: [{ value: 'a', employeeId: '' }],
    found: { profile: 'a' },
  },
  {
    name: 'by the employee id before the e-mail',
    profiles: [
      { value: 'a', employeeId: '' },
      { value: 'b', email: 'old@example.com' },
    ],
    found: { profile: 'b', emailOwner: 'a', nameOwner: 'a' },
  },
  {
    name: 'not by the e-mail of another employee id',
    profiles: [{ value: 'a', employeeId: '2002', displayName: 'Anna Fox' }],
    found: { emailOwner: 'a' },
  },
  {
    name: 'own profile by employee id, and another person has the e-mail',
    profiles: [
      { value: 'a', employeeId: '2002', displayName: 'Anna Fox' },
      { value: 'b', email: 'old@example.com' },
    ],
    found: { profile: 'b', emailOwner: 'a' },
  },
  {
    name: 'the real one of two with one employee id, the temporary one first',
    profiles: [
      { value: 'temporary', isTemporary: true },
      { value: 'real', email: 'old@example.com' },
    ],
    found: { profile: 'real' },
  },
  {
    name: 'the real one of two with one employee id, the temporary one last',
    profiles: [
      { value: 'real', email: 'old@example.com' },
      { value: 'temporary', isTemporary: true },
    ],
    found: { profile: 'real' },
  },
  {
    name: 'the temporary one when it is alone',
    profiles: [{ value: 'a', isTemporary: true }],
    found: { profile: 'a' },
  },
  {
    name: 'the one who is there of two with one employee id',
    profiles: [
      { value: 'left', account: 'disabled' },
      { value: 'there', email: 'old@example.com' },
    ],
    found: { profile: 'there' },
  },
  {
    name: "the one with the entry's e-mail of two alike",
    profiles: [{ value: 'old', email: 'old@example.com' }, { value: 'new' }],
    found: { profile: 'new' },
  },
  {
    name: 'a name owner who is there before one who has left',
    profiles: [
      { value: 'left', ...fox, displayName: 'anna  bell', account: 'disabled' },
      { value: 'there', ...fox, employeeId: '3003', displayName: 'ANNA BELL' },
    ],
    found: { nameOwner: 'there' },
  },
  {
    name: 'oneself is no owner of name or e-mail, a second profile neither',
    profiles: [{ value: 'a' }, { value: 'b', isTemporary: true }],
    found: { profile: 'a' },
  },
  {
    name: 'without an employee id, by the e-mail',
    person: { employeeId: '' },
    profiles: [{ value: 'a', employeeId: '2002' }],
    found: { profile: 'a' },
  },
  {
    name: 'empty is nothing to be found by',
    person: { employeeId: '', email: '', displayName: '' },
    profiles: [{ value: 'a', employeeId: '', email: '', displayName: '' }],
    found: {},
  },
]

describe('match (ilm.md §2.3 step 3)', () => {
  it.each(CASES)('finds $name', ({ person, profiles, found }) => {
    const { profile, emailOwner, nameOwner } = match(
      entryOf({ entry: person ?? {} }),
      profilesIn(profiles.map(profileOf)),
    )
    expect({
      profile: profile?.value,
      emailOwner: emailOwner?.value,
      nameOwner: nameOwner?.value,
    }).toEqual(found)
  })

  it('leaves the lists it is given in their order', () => {
    const profiles = Object.freeze([profileOf({ isTemporary: true }), profileOf({ value: 'real' })])
    const found = match(entryOf({}), {
      byEmployeeId: () => profiles,
      byEmail: () => profiles,
      byDisplayName: () => profiles,
    })
    expect(found.profile?.value).toBe('real')
  })

  it.each([
    [' Anna\t Bell ', 'anna bell'],
    ['ANNA BELL', 'anna bell'],
    ['Änne  Øre', 'änne øre'],
    ['', ''],
  ])('looks the name %j up as %j', (name, key) => expect(nameKey(name)).toBe(key))
})
