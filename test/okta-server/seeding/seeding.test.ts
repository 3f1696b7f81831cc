import { describe, expect, it, test } from 'vitest'
import { openOrg } from '../../../okta-server/org.ts'
import { populate, readSeed } from '../../../okta-server/seed.ts'
import { readThings, type SeedThings } from '../../../okta-server/seeding/things.ts'
import { seeded } from '../people.ts'

const people = [seeded('owner@org.example', 'ACTIVE', { department: 'Lab' }), seeded('ann@org.example')]

function filled(things: object, total = people.length) {
  const org = openOrg()
  populate(org, { people, things: readThings(things as never, 'a seed') }, total)
  return org
}

describe('what every org has', () => {
  it('is Everyone and the four zones, also without a seed for more', () => {
    const org = openOrg()
    populate(org, { people })
    expect([...org.groups.values()].map(({ type, profile }) => [type, profile.name])).toEqual([
      ['BUILT_IN', 'Everyone'],
    ])
    expect(org.zones.size).toBe(4)
  })
})

describe('the built-in seed', () => {
  const org = openOrg()
  populate(org, readSeed(), 300)
  const groups = [...org.groups.values()]
  const apps = [...org.apps.values()]

  it('has groups of every type, one with the name of another, and an empty one', () => {
    expect(new Set(groups.map(({ type }) => type))).toEqual(new Set(['BUILT_IN', 'OKTA_GROUP', 'APP_GROUP']))
    expect(groups.filter(({ profile }) => profile.name === 'Engineering')).toHaveLength(2)
    expect(groups.some(({ type, members }) => type === 'OKTA_GROUP' && members.size === 0)).toBe(true)
  })

  it('has every department as a group, with all its people, generated ones too', () => {
    const engineers = [...org.users.after()].filter(({ profile }) => profile.department === 'Engineering')
    const group = groups.find(({ profile }) => profile.name === 'Engineering')
    expect([...(group?.members ?? [])]).toEqual(engineers.map(({ id }) => id))
    expect(engineers.length).toBeGreaterThan(45)
  })

  it('has applications with direct assignments, assignments by groups, and an inactive one', () => {
    const scopes = apps.flatMap(({ users }) => [...users.values()].map(({ scope }) => scope))
    expect(new Set(scopes)).toEqual(new Set(['USER', 'GROUP']))
    expect(apps.filter(({ status }) => status === 'INACTIVE')).toHaveLength(1)
  })

  it('assigns active applications to nobody DEPROVISIONED', () => {
    const gone = apps.flatMap(({ users }) =>
      [...users.keys()].filter(id => org.users.get(id)?.status === 'DEPROVISIONED'),
    )
    expect(gone).toEqual([])
  })

  it('has administrators, factors of many types and two identity providers, one with a secret', () => {
    expect(org.roles.get(org.ownerId)?.map(({ type }) => type)).toEqual(['SUPER_ADMIN'])
    expect(
      new Set([...org.factors.values()].flat().map(({ factorType }) => factorType)).size,
    ).toBeGreaterThan(7)
    expect(org.idps.size).toBe(2)
    expect(JSON.stringify([...org.idps.values()])).toContain('client_secret')
  })

  it('writes no events, and leaves those out who are not in a smaller org', () => {
    expect(org.logs.last).toBe(0)
    const small = openOrg()
    populate(small, readSeed(), 1)
    expect([small.users.size, small.roles.size, small.factors.size]).toEqual([1, 1, 1])
    expect(small.groups.size).toBe(groups.length)
  })
})

describe('things of a seed', () => {
  it('have defaults', () => {
    const { groups, apps } = readThings(
      { groups: [{ name: 'G' }], apps: [{ name: 'a', label: 'A', signOnMode: 'BOOKMARK' }] },
      'a seed',
    )
    expect(groups).toEqual([{ name: 'G', description: null, type: 'OKTA_GROUP', members: [] }])
    expect(apps).toMatchObject([{ status: 'ACTIVE', hidden: false, groups: [], users: [] }])
    const nothing: SeedThings = {
      groups: [],
      apps: [],
      admins: [],
      factors: [],
      serviceApps: [],
      identityProviders: [],
    }
    expect(readThings({}, 'a seed')).toEqual(nothing)
  })

  it('name people without minding the case', () => {
    const org = filled({ admins: [{ login: 'ANN@org.example', roles: ['USER_ADMIN'] }] })
    expect(org.roles.size).toBe(1)
  })

  test.each<[object, RegExp]>([
    [{ groups: 'Lab' }, /^a seed: groups must be a list$/],
    [{ groups: ['Lab'] }, /^a seed: groups\[0\] must be an object$/],
    [{ groups: [{}] }, /groups\[0\]\.name must be a text, not null/],
    [
      { groups: [{ name: 'G', type: 'CLUB' }] },
      /groups\[0\]\.type must be one of OKTA_GROUP, APP_GROUP, not "CLUB"/,
    ],
    [{ groups: [{ name: 'G', members: [7] }] }, /groups\[0\]\.members must be a list of texts/],
    [{ groups: [{ name: 'G', members: ['x@x.example'] }] }, /no person with the login x@x\.example/],
    [{ groups: [{ name: 'G', source: 'AD' }] }, /no app with the label 'AD'/],
    [
      { apps: [{ name: 'a', label: 'A', signOnMode: 'MAGIC' }] },
      /apps\[0\]\.signOnMode must be one of SAML_2_0/,
    ],
    [
      { apps: [{ name: 'a', label: 'A', signOnMode: 'BOOKMARK', groups: ['G'] }] },
      /assigns the app 'A' to a group 'G' that it does not have/,
    ],
    [
      { admins: [{ login: 'ann@org.example', roles: ['KING'] }] },
      /roles of ann@org\.example: type: must be one of/,
    ],
    [
      { factors: [{ login: 'ann@org.example', factorType: 'eye' }] },
      /factors\[0\]\.factorType must be one of push/,
    ],
    [{ identityProviders: [{ name: 'I', type: 'SAML2', protocol: 7 }] }, /protocol must be an object/],
  ])('%o is refused', (things, message) => {
    expect(() => filled(things)).toThrow(message)
  })
})
