import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { createMapping, type Mapper } from '../../../warroom/mapping/index.ts'
import { language } from '../values/scene.ts'

const files = ['incoming', 'outgoing'].map(way => `Mappers/classifier-mapper-${way}-User_Profile_-_Okta.json`)
const fromRoot = (path: string) => new URL(`../../../${path}`, import.meta.url)
const readMapper = (path: string) => JSON.parse(readFileSync(fromRoot(path), 'utf8')) as Mapper & JsonObject
const mappers = files.map(readMapper)
// No automation is there: the mappers must do with the platform's built-ins.
const mapping = createMapping({ language, mappers })

const incoming = (user: JsonObject) =>
  mapping.mapObject(user, 'User Profile - Okta (Incoming)', 'User Profile')
const outgoing = (type: string, profile: JsonObject) =>
  mapping.mapObject(profile, 'User Profile - Okta (Outgoing)', type)

const USER: JsonObject = {
  id: '00u1a2b3c4D5E6F7g8h9',
  status: 'ACTIVE',
  created: '2024-03-01T09:00:00.000Z',
  activated: '2024-03-01T09:00:01.000Z',
  statusChanged: '2024-03-01T09:00:01.000Z',
  lastLogin: null,
  lastUpdated: '2024-03-02T09:00:00.000Z',
  passwordChanged: null,
  type: { id: 'oty1a2b3c4D5E6F7g8h9' },
  profile: {
    firstName: 'Ann',
    lastName: 'Lee',
    mobilePhone: '+1 555 0100',
    secondEmail: null,
    login: 'ann.lee@example.com',
    email: 'ann@example.com',
    city: 'Haifa',
    costCenter: '4711',
    department: 'Sales',
    displayName: 'Ann Lee',
    employeeNumber: '1001',
    manager: 'Bea Roe',
    managerId: '1000',
    organization: 'Example Ltd',
    state: 'HA',
    streetAddress: '1 Harbour Street',
    title: 'Account Executive',
    userType: 'Regular',
    zipCode: '31000',
    countryCode: 'IL',
    shoeSize: 38,
  },
  credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
  _links: { self: { href: 'https://example.okta.com/api/v1/users/00u1a2b3c4D5E6F7g8h9' } },
}

const PROFILE: JsonObject = {
  city: 'Haifa',
  costcenter: '4711',
  department: 'Sales',
  displayname: 'Ann Lee',
  email: 'ann@example.com',
  employeeid: '1001',
  employeetype: 'Regular',
  givenname: 'Ann',
  managername: 'Bea Roe',
  mobilephone: '+1 555 0100',
  organization: 'Example Ltd',
  state: 'HA',
  streetaddress: '1 Harbour Street',
  surname: 'Lee',
  title: 'Account Executive',
  username: 'ann.lee@example.com',
  zipcode: '31000',
}

const OKTA_PROFILE: JsonObject = {
  city: 'Haifa',
  costCenter: '4711',
  department: 'Sales',
  displayName: 'Ann Lee',
  email: 'ann@example.com',
  employeeNumber: '1001',
  firstName: 'Ann',
  lastName: 'Lee',
  login: 'ann.lee@example.com',
  manager: 'Bea Roe',
  mobilePhone: '+1 555 0100',
  organization: 'Example Ltd',
  state: 'HA',
  streetAddress: '1 Harbour Street',
  title: 'Account Executive',
  userType: 'Regular',
  zipCode: '31000',
}

describe('incoming: an Okta user becomes a user profile', () => {
  test('U13: the attributes are read where Okta has them, under profile, and the username is the login', () => {
    expect(incoming(USER)).toEqual(PROFILE)
  })

  test('what Okta does not say, or says null, is left out; empty text is kept', () => {
    const profile = { login: 'a@b.c', mobilePhone: null, title: '' }
    expect(incoming({ ...USER, profile })).toEqual({ username: 'a@b.c', title: '' })
  })

  test('the top level of the user object is not mistaken for the profile', () => {
    expect(incoming({ email: 'a@b.c', userName: 'ann', profile: {} })).toEqual({})
  })
})

describe.each(['User Profile', 'User Profile - Create', 'User Profile - Update'])('outgoing: %s', type => {
  test('a user profile becomes the profile of an Okta user', () => {
    expect(outgoing(type, PROFILE)).toEqual(OKTA_PROFILE)
  })

  test('what came in goes out again', () => {
    expect(outgoing(type, incoming(USER))).toEqual(OKTA_PROFILE)
  })

  test('absent stays absent, empty text stays empty text, other fields do not go out', () => {
    const profile = {
      username: 'ann',
      department: '',
      title: null,
      sourceoftruth: 'Workday',
      olduserdata: { title: 'x' },
    }
    expect(outgoing(type, profile)).toEqual({ login: 'ann', department: '' })
  })
})

describe.each(['User Profile', 'User Profile - Create'])('login of %s (U14)', type => {
  test.each([
    ['the username', { username: 'ann', email: 'a@b.c' }, 'ann'],
    ['the e-mail address without a username', { email: 'a@b.c' }, 'a@b.c'],
    ['the e-mail address for an empty username', { username: '', email: 'a@b.c' }, 'a@b.c'],
    ['the e-mail address for a username of null', { username: null, email: 'a@b.c' }, 'a@b.c'],
    ['the username without an e-mail address', { username: 'ann' }, 'ann'],
    ['absent without either', { givenname: 'Ann' }, undefined],
    ['absent with an empty username alone', { username: '' }, undefined],
  ] as [string, JsonObject, string | undefined][])('%s', (_, profile, login) => {
    expect(outgoing(type, profile).login).toBe(login)
  })
})

describe('login of User Profile - Update', () => {
  // An update names what changes. Were the e-mail address to stand in for an absent username, a change of the
  // address alone would change what the person signs in with.
  test.each([
    ['the username', { username: 'ann', email: 'a@b.c' }, 'ann'],
    ['absent without a username', { email: 'a@b.c' }, undefined],
  ] as [string, JsonObject, string | undefined][])('%s', (_, profile, login) => {
    expect(outgoing('User Profile - Update', profile).login).toBe(login)
  })
})

describe('the files', () => {
  test('have the ids and settings that existing instances name', () => {
    const settings = mappers.map(({ id, name, type, version, fromVersion, mapping: types }) => ({
      id,
      name,
      type,
      version,
      fromVersion,
      labels: Object.entries(types ?? {}).map(([incidentType, one]) => [
        incidentType,
        one?.dontMapEventToLabels,
      ]),
    }))
    expect(settings).toEqual([
      {
        id: 'User Profile - Okta (Incoming)',
        name: 'User Profile - Okta (Incoming)',
        type: 'mapping-incoming',
        version: -1,
        fromVersion: '6.10.0',
        labels: [['User Profile', false]],
      },
      {
        id: 'User Profile - Okta (Outgoing)',
        name: 'User Profile - Okta (Outgoing)',
        type: 'mapping-outgoing',
        version: -1,
        fromVersion: '6.10.0',
        labels: [
          ['User Profile', true],
          ['User Profile - Create', true],
          ['User Profile - Update', true],
        ],
      },
    ])
  })

  test('every outgoing type maps the same 17 attributes', () => {
    for (const type of Object.values(mappers[1]?.mapping ?? {}))
      expect(Object.keys(type?.internalMapping ?? {}).sort()).toEqual(Object.keys(OKTA_PROFILE).sort())
  })

  test('are valid for the platform', () => {
    const schema = fromRoot('../shared/platform/schemas/mapper.schema.json')
    if (!existsSync(schema))
      return console.info('../shared/platform/schemas is absent: the mappers are not validated')
    const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(schema, 'utf8')))
    for (const mapper of mappers) expect(validate(mapper), JSON.stringify(validate.errors)).toBe(true)
  })
})
