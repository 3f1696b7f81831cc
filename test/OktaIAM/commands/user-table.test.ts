import { describe, expect, it } from 'vitest'
import {
  ACCOUNT_OUTPUTS,
  accountOf,
  usersReadable,
} from '../../../Integrations/OktaIAM/commands/user-table.ts'
import type { User } from '../../../Integrations/OktaIAM/okta/users.ts'
import type { Table } from '../../../kit/command.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const ann: User = {
  id: '00u1',
  status: 'ACTIVE',
  created: '2026-01-01T00:00:00.000Z',
  activated: '2026-01-02T00:00:00.000Z',
  statusChanged: '2026-01-03T00:00:00.000Z',
  lastLogin: '2026-01-05T00:00:00.000Z',
  passwordChanged: '2026-01-04T00:00:00.000Z',
  group: 'Everyone',
  profile: {
    login: 'ann@example.com',
    email: 'ann.mail@example.com',
    firstName: 'Ann',
    lastName: 'Lee',
    mobilePhone: '+1 555 0100',
    manager: 'Mia',
    managerEmail: 'mia@example.com',
  },
}
const withProfile = (profile: JsonObject): User => ({ id: '1', status: 'STAGED', profile })

describe('accountOf', () => {
  it('has the members of the older pack', () => {
    expect(accountOf(ann)).toEqual({
      ID: '00u1',
      Username: 'ann@example.com',
      DisplayName: 'Ann Lee',
      Email: 'ann.mail@example.com',
      Status: 'ACTIVE',
      Type: 'Okta',
      Created: '2026-01-01T00:00:00.000Z',
      Activated: '2026-01-02T00:00:00.000Z',
      StatusChanged: '2026-01-03T00:00:00.000Z',
      PasswordChanged: '2026-01-04T00:00:00.000Z',
      Manager: 'Mia',
      ManagerEmail: 'mia@example.com',
      Group: 'Everyone',
    })
  })

  it.each<[string, User, JsonObject]>([
    ['null', { ...withProfile({ login: 'a', email: null }), activated: null }, { Username: 'a' }],
    ['absent', withProfile({ login: 'a' }), { Username: 'a' }],
    ['a first name only', withProfile({ firstName: 'Ann', lastName: null }), { DisplayName: 'Ann' }],
    ['a last name only', withProfile({ lastName: 'Lee' }), { DisplayName: 'Lee' }],
    ['an empty text is a value', withProfile({ manager: '' }), { Manager: '' }],
  ])('%s', (_, user, rest) => {
    expect(accountOf(user)).toEqual({ ID: '1', Status: 'STAGED', Type: 'Okta', ...rest })
  })

  it('every member is declared, but the group that few users have', () => {
    const declared = ACCOUNT_OUTPUTS.map(({ path }) => path.replace('Account.', ''))
    expect([...declared, 'Group'].sort()).toEqual(Object.keys(accountOf(ann)).sort())
  })
})

describe('usersReadable', () => {
  it('one short table', () => {
    expect(usersReadable('Users', [ann])).toEqual({
      title: 'Users',
      columns: [
        'ID',
        'Login',
        'First Name',
        'Last Name',
        'Mobile Phone',
        'Last Login',
        'Status',
        'Manager',
        'Manager Email',
      ],
      rows: [
        {
          ID: '00u1',
          Login: 'ann@example.com',
          'First Name': 'Ann',
          'Last Name': 'Lee',
          'Mobile Phone': '+1 555 0100',
          'Last Login': '2026-01-05T00:00:00.000Z',
          Status: 'ACTIVE',
          Manager: 'Mia',
          'Manager Email': 'mia@example.com',
        },
      ],
    })
  })

  it('a user who never signed in has an empty cell', () => {
    const { rows } = usersReadable('Users', [withProfile({ login: 'a' })]) as Table
    expect(rows).toMatchObject([{ Login: 'a', 'Last Login': null, Manager: null }])
  })

  it('verbose: a section per user, V13 with Status Changed', () => {
    const parts = usersReadable('Users', [ann, { ...ann, profile: { login: 'bob' } }], true) as (
      | string
      | Table
    )[]
    const titles = parts.map(part => (typeof part === 'string' ? part : part.title))
    expect(titles).toEqual([
      '### User:ann@example.com',
      'Profile',
      'Additional Data',
      '### User:bob',
      'Profile',
      'Additional Data',
    ])
    expect(parts[1]).toMatchObject({ rows: { 'First Name': 'Ann', 'Manager Email': 'mia@example.com' } })
    expect(parts[2]).toMatchObject({ rows: { ID: '00u1', 'Status Changed': '2026-01-03T00:00:00.000Z' } })
  })

  it('verbose of nobody is the empty table', () => {
    expect(usersReadable('Users', [], true)).toMatchObject({ title: 'Users', rows: [] })
  })

  it.each([
    ['firstName', 'First Name'],
    ['id', 'ID'],
    ['_links', '_links'],
    ['x509Cert', 'X509 Cert'],
    ['costCenter', 'Cost Center'],
  ])('the attribute %s is shown as %s', (name, shown) => {
    const [, profile] = usersReadable('', [withProfile({ [name]: 'v' })], true) as Table[]
    expect(profile?.columns).toEqual([shown])
  })
})
