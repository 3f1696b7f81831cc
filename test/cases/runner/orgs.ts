import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { JsonObject } from '../../../kit/wire.ts'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import type { Case, GivenOrg } from './case.ts'
import { namesIn } from './names.ts'

export type Orgs = ReadonlyMap<string, RunningOkta>

/** Who the token of an org belongs to; an administrator of no flow. */
const OWNER = 'owner@okta.example'

/** An org as a seed of the embedded Okta; of a person only what is peculiar has to be said. */
function seedOf({ users, groups, apps }: GivenOrg): JsonObject {
  const people = Object.entries(users).map(([login, { status = 'ACTIVE', ...profile }]) => {
    const { first, last } = namesIn(login)
    return {
      status,
      profile: { login, email: login, firstName: first, lastName: last, ...profile },
    }
  })
  const owner = { profile: { login: OWNER, email: OWNER, firstName: 'Org', lastName: 'Owner' } }
  return {
    tokenOwner: OWNER,
    people: [owner, ...people],
    groups: Object.entries(groups).map(([name, members]) => ({ name, members })),
    apps: Object.entries(apps).map(([label, assigned]) => ({
      ...{ name: label.toLowerCase(), label, signOnMode: 'SAML_2_0', ...assigned },
    })),
  }
}

/** Starts the orgs of a case: the same case gives the same ids. */
export async function startOrgs({ given }: Case, folder: string): Promise<Orgs> {
  const orgs = new Map<string, RunningOkta>()
  for (const [index, [name, org]] of Object.entries(given.okta).entries()) {
    const seed = path.join(folder, `${name}.seed.json`)
    writeFileSync(seed, JSON.stringify(seedOf(org)))
    // Other ids in each org: one that is sent to the wrong org must be a stranger there.
    orgs.set(name, await startOkta({ seed, now: given.clock, seedNumber: index + 1 }))
  }
  return orgs
}

export async function closeOrgs(orgs: Orgs): Promise<void> {
  for (const okta of orgs.values()) await okta.close()
}

/** The org of a name; an Error says which there are. */
export function orgNamed(orgs: Orgs, name: string): RunningOkta {
  const okta = orgs.get(name)
  if (okta) return okta
  throw new Error(`There is no org "${name}"; the case has ${[...orgs.keys()].join(', ')}.`)
}

/** The id of a person (login or short name), an application (label) or a group (name). */
export function idOf({ org }: RunningOkta, kind: string, name: string): string {
  const found =
    kind === 'user'
      ? org.users.find(name)?.id
      : kind === 'app'
        ? [...org.apps.values()].find(({ label }) => label === name)?.id
        : [...org.groups.values()].find(({ profile }) => profile.name === name)?.id
  if (found !== undefined) return found
  throw new Error(`There is no ${kind} "${name}" in the org.`)
}

/** What an org holds, as cases say it: people by login, members of groups and users of applications as sorted logins. */
export function stateOfOrg({ org }: RunningOkta): JsonObject {
  const login = (id: string) => String(org.users.get(id)?.profile.login ?? id)
  const users = [...org.users.after()].map(({ status, profile }): [string, JsonObject] => [
    String(profile.login),
    { status, profile: { ...profile } as JsonObject },
  ])
  const groups = [...org.groups.values()]
    .filter(({ type }) => type !== 'BUILT_IN')
    .map(({ profile, members }): [string, string[]] => [profile.name, [...members].map(login).sort()])
  const apps = [...org.apps.values()].map(({ label, users: assigned }): [string, string[]] => [
    label,
    [...assigned.keys()].map(login).sort(),
  ])
  return {
    users: Object.fromEntries(users),
    groups: Object.fromEntries(groups),
    apps: Object.fromEntries(apps),
  }
}
