import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { openOrg } from '../../okta-server/org.ts'
import { generatedPerson } from '../../okta-server/people.ts'
import { populate, readSeed } from '../../okta-server/seed.ts'
import { mergedProfile } from '../../okta-server/users/profile.ts'
import { statuses } from '../../okta-server/users/user.ts'
import { seeded } from './people.ts'

const folder = mkdtempSync(join(tmpdir(), 'okta-seed-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the built-in seed', () => {
  const { people } = readSeed()
  const profiles = people.map(person => person.profile)
  const emails = profiles.map(profile => String(profile.email))

  it('has 200 people, mostly ACTIVE, and some of every other status', () => {
    const counts = statuses.map(status => people.filter(person => person.status === status).length)
    expect(people).toHaveLength(200)
    expect(people.filter(person => person.status === 'ACTIVE').length).toBeGreaterThan(140)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(3)
  })

  it('has the people that programs stumble over', () => {
    expect(profiles.filter(({ login, email }) => login !== email).length).toBeGreaterThanOrEqual(5)
    expect(profiles.some(({ login }) => String(login).includes("'"))).toBe(true)
    expect(profiles.some(({ login }) => String(login).includes('+'))).toBe(true)
    expect(emails.some(email => email !== email.toLowerCase())).toBe(true)
    expect(emails.length - new Set(emails).size).toBe(1)
  })

  it('lives in reserved domains only', () => {
    expect(emails.filter(email => !/\.example$/.test(email))).toEqual([])
  })

  it('names managers who exist', () => {
    const numbers = new Map(profiles.map(profile => [profile.employeeNumber, profile.displayName]))
    const wrong = profiles.filter(
      ({ managerId, manager }) => managerId !== undefined && numbers.get(managerId) !== manager,
    )
    expect(wrong).toEqual([])
  })
})

describe('populate', () => {
  it.each([
    [undefined, 200],
    [1, 1],
    [50, 50],
    [250, 250],
  ])('with %s people fills the org with %i', (total, size) => {
    const org = openOrg()
    populate(org, readSeed(), total)
    expect(org.users.size).toBe(size)
    expect(org.users.get(org.ownerId)?.profile.login).toBe('rosalind.achterberg@northwind.example')
  })

  it('takes the first ACTIVE person as the owner when the seed names none', () => {
    const org = openOrg()
    populate(org, { people: [seeded('staged@a.example', 'STAGED'), seeded('active@a.example')] })
    expect(org.users.get(org.ownerId)?.profile.login).toBe('active@a.example')
  })

  test.each<[string, Parameters<typeof populate>[1], RegExp]>([
    [
      'nobody',
      { people: [seeded('a@a.example', 'STAGED')] },
      /no person for the token's owner \(an ACTIVE one\)/,
    ],
    [
      'an owner who is not there',
      { tokenOwner: 'x@a.example', people: [seeded('a@a.example')] },
      /token's owner x@a.example/,
    ],
    [
      'a login twice',
      { people: [seeded('a@a.example'), seeded('A@a.example')] },
      /two people with the login A@a.example/,
    ],
  ])('refuses %s', (_, seed, message) => {
    expect(() => populate(openOrg(), seed)).toThrow(message)
  })
})

describe('generated people', () => {
  it('are valid, different, and the same every time', () => {
    const people = Array.from({ length: 5_000 }, (_, at) => generatedPerson(at + 1))
    expect(new Set(people.map(({ profile }) => profile.login)).size).toBe(5_000)
    expect(people.map(({ profile }) => mergedProfile({}, profile))).toEqual(
      people.map(({ profile }) => profile),
    )
    expect(generatedPerson(77)).toEqual(people[76])
    expect(new Set(people.map(({ status }) => status))).toEqual(new Set(statuses))
  })
})

describe('a seed file', () => {
  const read = (text: string) => {
    const path = join(folder, 'seed.yaml')
    writeFileSync(path, text)
    return readSeed(path)
  }

  it('may be YAML or JSON, with defaults for status and creation', () => {
    const profile = { login: 'a@a.example', email: 'a@a.example', firstName: 'A', lastName: 'B' }
    const expected = { people: [{ status: 'ACTIVE', created: '2020-01-01T09:00:00.000Z', profile }] }
    expect(read(JSON.stringify({ people: [{ profile }] }))).toMatchObject(expected)
    expect(
      read('people:\n- profile: {login: a@a.example, email: a@a.example, firstName: A, lastName: B}'),
    ).toMatchObject(expected)
  })

  test.each([
    ['[]', /expected a list 'people'/],
    ['people: [7]', /people\[0\] must be an object with a profile/],
    ['people: [{}]', /people\[0\]: profile: The field cannot be left blank/],
    ['people: [{status: ASLEEP, profile: {}}]', /people\[0\].status must be one of STAGED.*, not ASLEEP/],
    ['people: [{created: soon, profile: {}}]', /people\[0\].created must be an instant, not soon/],
    ['people: [{profile: {login: x}}]', /people\[0\]: firstName: The field cannot be left blank/],
  ])('%s is refused', (text, message) => {
    expect(() => read(text)).toThrow(message)
  })
})
