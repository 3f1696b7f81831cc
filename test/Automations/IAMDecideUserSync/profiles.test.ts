import { describe, expect, test } from 'vitest'
import { type Met, nameKey, profilesMet } from '../../../Automations/IAMDecideUserSync/profiles.ts'
import type { Wanted } from '../../../Automations/IAMDecideUserSync/wanted.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { matchesQuery } from '../../../warroom/indicators/matches-query.ts'
import { parseQuery } from '../../../warroom/indicators/query.ts'
import { wanted } from './people.ts'
import { indicator, platformWith } from './platform.ts'

const valuesOf = (met: Met) =>
  Object.fromEntries(
    Object.entries(met).flatMap(([name, some]) =>
      some.length ? [[name, some.map(({ value }: { value: string }) => value)]] : [],
    ),
  )
const values = async (one: Partial<Wanted>, all: JsonObject[]) =>
  valuesOf(await profilesMet(platformWith(all), wanted(one)))

const ANN = indicator('ann@a.b', { employeeid: 'E1', email: 'Ann@A.b', displayname: 'Ann Lee' })
const TEMPORARY = indicator('new@a.b', { employeeid: 'E1', istemporaryuser: true, displayname: 'Ann Lee' })
const BOB = indicator('bob@a.b', {
  employeeid: 'E2',
  username: 'Bob',
  displayname: 'Bob',
  oktauserid: '00uB',
})
const NOBODYS = indicator('kim@a.b', { username: 'kim', displayname: 'Ann  LEE' })
const MOVED = indicator('moved@a.b', {
  employeeid: 'E5',
  formeridentity: '{"email":"New@a.b","username":"bob"}',
})
const UNKNOWN: Partial<Wanted> = { email: '', username: '', employeeId: '', displayName: '' }
const ALL = [
  BOB,
  NOBODYS,
  ANN,
  TEMPORARY,
  MOVED,
  { ...ANN, indicator_type: 'Email', id: '9', value: 'of another type' },
]

describe('who has to do with an incident, of a search that finds everything', () => {
  test.each<[string, Partial<Wanted>, Record<string, string[]>]>([
    ['nobody', { ...UNKNOWN, employeeId: 'E9', email: 'x@a.b' }, {}],
    ['by the employee id, real or temporary', { displayName: '' }, { own: ['ann@a.b', 'new@a.b'] }],
    ['an employee id in another case is another one', { ...UNKNOWN, employeeId: 'e1' }, {}],
    ['by value or e-mail, whatever the case', { ...UNKNOWN, email: 'ann@a.b' }, { own: ['ann@a.b'] }],
    ['by the username', { ...UNKNOWN, username: 'bob' }, { own: ['bob@a.b'] }],
    ['by the former e-mail', { ...UNKNOWN, email: 'x@a.b', old: { email: 'KIM@a.b' } }, { own: ['kim@a.b'] }],
    [
      'by the former username',
      { ...UNKNOWN, email: 'x@a.b', old: { username: 'Kim' } },
      { own: ['kim@a.b'] },
    ],
    [
      'by the Okta id, before the login',
      { ...UNKNOWN, username: 'ann@a.b', userId: '00uB' },
      { own: ['bob@a.b'], emailOwners: ['ann@a.b'] },
    ],
    ['an Okta id of a person with another employee id', { ...UNKNOWN, employeeId: 'E9', userId: '00uB' }, {}],
    ['an Okta id in another case is another one', { ...UNKNOWN, userId: '00ub' }, {}],
    [
      'by the login when nobody has the Okta id',
      { ...UNKNOWN, username: 'kim', userId: '00uX' },
      { own: ['kim@a.b'] },
    ],
    [
      'a profile without an employee id may be the person’s',
      { employeeId: 'E9', email: 'kim@a.b', displayName: '' },
      { own: ['kim@a.b'] },
    ],
    [
      'but not when another has the id',
      { email: 'kim@a.b', displayName: '' },
      { own: ['ann@a.b', 'new@a.b'], emailOwners: ['kim@a.b'] },
    ],
    [
      'the e-mail of another person',
      { employeeId: 'E9', email: 'bob@a.b', displayName: '' },
      { emailOwners: ['bob@a.b'] },
    ],
    [
      'the username of another person',
      { username: 'bob', displayName: '' },
      { own: ['ann@a.b', 'new@a.b'], emailOwners: ['bob@a.b'] },
    ],
    [
      'the e-mail that waits in another one’s temporary profile',
      { employeeId: 'E9', email: 'new@a.b', displayName: '' },
      { emailOwners: ['new@a.b'] },
    ],
    [
      'a former e-mail that another person has by now',
      { displayName: '', old: { email: 'bob@a.b' } },
      { own: ['ann@a.b', 'new@a.b'], oldEmailOwners: ['bob@a.b'] },
    ],
    [
      'a former e-mail of the profile that another person has by now, or waits for',
      { employeeId: 'E5', displayName: '' },
      { own: ['moved@a.b'], emailOwners: ['ann@a.b'], oldEmailOwners: ['bob@a.b', 'new@a.b'] },
    ],
    [
      'the display name of another one',
      { displayName: 'bob' },
      { own: ['ann@a.b', 'new@a.b'], nameOwners: ['bob@a.b'] },
    ],
    [
      'a display name in other blanks and case; a temporary profile has none',
      { employeeId: 'E9', email: 'x@a.b', username: '' },
      { nameOwners: ['kim@a.b', 'ann@a.b'] },
    ],
  ])('%s', async (_, one, expected) => {
    expect(await values({ username: '', ...one }, ALL)).toEqual(expected)
  })

  test('all pages are read', async () => {
    const many = Array.from({ length: 250 }, (_, at) => indicator(`p${at}@a.b`, { displayname: 'X' }))
    const asked: string[] = []
    const found = await profilesMet(platformWith([...many, ANN], {}, asked), wanted())
    expect(valuesOf(found)).toEqual({ own: ['ann@a.b'] })
    expect(asked).toHaveLength(9)
  })

  test('nobody is asked for what the incident does not say', async () => {
    const asked: string[] = []
    await profilesMet(platformWith([], {}, asked), wanted(UNKNOWN))
    expect(asked).toEqual([])
  })
})

const NAMES: [wanted: string, held: string, are: boolean][] = [
  ['Jos\u00e9 Garc\u00eda', 'Jose\u0301 Garci\u0301a', true],
  ['Jose\u0301 Garci\u0301a', 'JOS\u00c9 GARC\u00cdA', true],
  ['Ann Lee', ' ann   LEE', true],
  ['Ann\u00a0Lee', 'Ann Lee', true],
  ['\u674e \u96f7', '\u674e \u96f7', true],
  ['\u00d6', 'O\u0308', true],
  ['O\'Neil "Kit" *', 'o\'neil "kit" *', true],
  ['Jos\u00e9', 'Jose', false],
  ['Ann Lee', 'Ann Leeds', false],
  ['Ann Lee', 'AnnLee', false],
]

describe('display names', () => {
  test.each(NAMES)('%j and %j are one: %s', (name, held, are) => {
    expect(nameKey(name) === nameKey(held)).toBe(are)
  })

  test.each(NAMES)(
    '%j is looked for so that the war room finds %j, if it is one: %s',
    async (displayName, held, are) => {
      const one = indicator('x@a.b', { displayname: held })
      const subject = {
        field: (name: string) =>
          name === 'type' ? 'User Profile' : name === 'displayname' ? held : undefined,
        texts: () => [],
      }
      const host = platformWith([one])
      const met = await profilesMet(
        {
          ...host,
          searchIndicators: async search =>
            matchesQuery(parseQuery(search.query ?? ''), subject)
              ? host.searchIndicators(search)
              : { total: 0, iocs: [] },
        },
        wanted({ ...UNKNOWN, displayName }),
      )
      expect(met.nameOwners).toHaveLength(are ? 1 : 0)
    },
  )

  test('a name of few plain letters is looked for as it is', async () => {
    const asked: string[] = []
    await profilesMet(platformWith([], {}, asked), wanted({ ...UNKNOWN, displayName: '\u00d6 A' }))
    expect(asked).toEqual(['type:"User Profile" and (displayname:"\u00d6 A" or displayname:"O\u0308 A")'])
  })
})
