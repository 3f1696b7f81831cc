import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { OktaError } from './errors.ts'
import { isObject, type JsonObject } from './json.ts'
import type { Org } from './org.ts'
import { generatedPerson } from './people.ts'
import { addThings, type FindPerson } from './seeding/populate.ts'
import { readThings, type SeedThings } from './seeding/things.ts'
import { mergedProfile } from './users/profile.ts'
import { okta, type Status, statuses, type User } from './users/user.ts'

/** A person of a seed file: the shape of a user as Okta shows it, as far as it matters. */
export interface SeedPerson {
  status: Status
  created: string
  profile: JsonObject
}

export interface Seed {
  /** The login of the person whom the API token belongs to; the first ACTIVE one when absent. */
  tokenOwner?: string
  people: SeedPerson[]
  things?: SeedThings
}

const earliest = '2020-01-01T09:00:00.000Z'
// The build writes the people as JSON beside the program: parsing the YAML takes longer than starting everything else.
const [built, source] = ['./seed.json', './seed.yaml'].map(name => new URL(name, import.meta.url))
const builtIn = built && existsSync(built) ? built : source

/** Reads a seed file, the built-in one when no path is given; throws RangeError naming what is wrong. */
export function readSeed(path?: string): Seed {
  const name = path ?? 'the built-in seed'
  const file = path ?? builtIn ?? ''
  const text = readFileSync(file, 'utf8')
  const value: unknown = file === built ? JSON.parse(text) : parse(text)
  if (!isObject(value) || !Array.isArray(value.people))
    throw new RangeError(`${name}: expected a list 'people'`)
  return {
    ...(typeof value.tokenOwner === 'string' && { tokenOwner: value.tokenOwner }),
    people: value.people.map((person, at) => readPerson(person, `${name}: people[${at}]`)),
    things: readThings(value, name),
  }
}

function readPerson(person: unknown, where: string): SeedPerson {
  if (!isObject(person)) throw new RangeError(`${where} must be an object with a profile`)
  const status = statuses.find(known => known === (person.status ?? 'ACTIVE'))
  if (!status)
    throw new RangeError(
      `${where}.status must be one of ${statuses.join(', ')}, not ${String(person.status)}`,
    )
  const created = Date.parse(String(person.created ?? earliest))
  if (Number.isNaN(created))
    throw new RangeError(`${where}.created must be an instant, not ${String(person.created)}`)
  try {
    return {
      status,
      created: new Date(created).toISOString(),
      profile: mergedProfile({}, person.profile ?? null),
    }
  } catch (error) {
    if (error instanceof OktaError) throw new RangeError(`${where}: ${error.causes.join('; ')}`)
    throw error
  }
}

/** Fills an empty org: with the seed's people, or with `total` people, the seed's first, then generated ones. */
export function populate(org: Org, seed: Seed, total = seed.people.length): void {
  const wanted = Math.max(total, 1)
  for (const person of seed.people.slice(0, wanted)) org.users.put(seededUser(org, person))
  for (let n = 1; org.users.size < wanted; n += 1) org.users.put(seededUser(org, generatedPerson(n)))
  const owner = seed.tokenOwner === undefined ? firstActive(org) : org.users.byLogin(seed.tokenOwner)
  if (!owner)
    throw new RangeError(
      `the seed has no person for the token's owner ${seed.tokenOwner ?? '(an ACTIVE one)'}`,
    )
  org.ownerId = owner.id
  addThings(org, seed.things ?? {}, finder(org, seed))
  org.users.forgetWrites()
  org.groups.forgetWrites()
}

/** Finds people of the seed; a login that the seed does not have is a mistake, one that was left out is not. */
function finder(org: Org, seed: Seed): FindPerson {
  const known = new Set(seed.people.map(({ profile }) => String(profile.login).toLowerCase()))
  return login => {
    if (!known.has(login.toLowerCase()))
      throw new RangeError(`the seed has no person with the login ${login}`)
    return org.users.byLogin(login)
  }
}

function firstActive(org: Org): User | undefined {
  for (const user of org.users.after()) if (user.status === 'ACTIVE') return user
  return undefined
}

function seededUser(org: Org, { status, created, profile }: SeedPerson): User {
  if (org.users.byLogin(String(profile.login)))
    throw new RangeError(`the seed has two people with the login ${String(profile.login)}`)
  const fresh = status === 'STAGED'
  const hasPassword = !fresh && status !== 'PROVISIONED'
  return {
    id: org.ids.next('00u'),
    version: 1,
    status,
    created,
    activated: fresh ? null : created,
    statusChanged: created,
    lastLogin: null,
    lastUpdated: created,
    passwordChanged: hasPassword ? created : null,
    profile: profile as User['profile'],
    provider: okta,
    password: hasPassword ? seededPassword : null,
    formerPasswords: nothing,
    recovery: null,
  }
}

// Shared by all, so that a large org stays small.
const seededPassword = { kind: 'seed' } as const
const nothing: readonly never[] = []
