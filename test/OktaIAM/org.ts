import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Done, Json, JsonObject, Start } from '../../kit/wire.ts'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { createContextLanguage } from '../../warroom/context/index.ts'
import { createMapping } from '../../warroom/mapping/mapping.ts'
import type { Mapper } from '../../warroom/mapping/types.ts'
import { openSandbox } from '../../warroom/sandbox/index.ts'
import { bundleFile, contextOf, openBundle, type RunningBundle } from '../wire/bundle.ts'

export const DEFAULT_PARAMS: JsonObject = {
  'mapper-in': 'User Profile - Okta (Incoming)',
  'mapper-out': 'User Profile - Okta (Outgoing)',
}

/** The shipped mappers behind `mapObject`, and more of them when a test needs some. */
export async function shippedMappers(more: readonly Mapper[] = []): Promise<(values: Json[]) => Json> {
  const mappers = readdirSync('Mappers').map(
    name => JSON.parse(readFileSync(`Mappers/${name}`, 'utf8')) as Mapper,
  )
  const language = createContextLanguage(await openSandbox())
  const mapping = createMapping({ mappers: [...mappers, ...more], language })
  return ([object, mapper, type]) => mapping.mapObject(object as JsonObject, String(mapper), String(type))
}

/** The built integration and an embedded Okta with pages of 7, and what tests ask of both. */
export interface TestOrg {
  readonly okta: RunningOkta
  readonly bundle: RunningBundle
  /** A new process of the bundle, which knows nothing of what the answers to the old one told (rate limits). */
  restart(): Promise<void>
  /** Runs a command with a profile; gives the whole outcome. */
  command(name: string, args?: JsonObject, params?: JsonObject, start?: Partial<Start>): Promise<Done>
  /** Runs an IAM command with a profile; gives IAM.Vendor. */
  iam(name: string, profile: JsonObject, args?: JsonObject, params?: JsonObject): Promise<JsonObject>
  /** The user as the org has it, undefined when it has none. */
  user(idOrLogin: string): Promise<{ id: string; status: string; profile: JsonObject } | undefined>
  /** One call to the org with the right token. */
  call(method: string, path: string, body?: Json): Promise<Response>
  /** Creates a user and brings it into a status. */
  person(login: string, status: string, profile?: JsonObject): Promise<string>
  /** Method and path of every request since the last `forget`. */
  requests(): Promise<string[]>
  forget(): Promise<void>
  faults(...faults: Json[]): Promise<void>
  /** Resolves when every fault has been met. */
  faultsUsed(): Promise<void>
  close(): Promise<void>
}

export async function openTestOrg(more: readonly Mapper[] = []): Promise<TestOrg> {
  const okta = await startOkta({ pageCap: 7 })
  const mapObject = await shippedMappers(more)
  const file = bundleFile('OktaIAM')
  const open = () =>
    openBundle(file, (ask, values) => {
      if (ask !== 'mapObject') throw new Error(`unexpected ask ${ask}`)
      return mapObject(values)
    })
  let bundle = open()
  const call: TestOrg['call'] = (method, path, body) =>
    fetch(okta.url + path, {
      method,
      headers: {
        authorization: `SSWS ${okta.token}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const command: TestOrg['command'] = (name, args = {}, params = {}, start = {}) => {
    const own = {
      url: okta.url,
      credentials: { identifier: '', password: okta.token },
      ...DEFAULT_PARAMS,
      ...params,
    }
    return bundle.run({ command: name, args, params: own, ...start })
  }
  return {
    okta,
    get bundle() {
      return bundle
    },
    restart: async () => {
      await bundle.end()
      bundle = open()
    },
    call,
    command,
    iam: async (name, profile, args = {}, params = {}) =>
      contextOf(await command(name, { 'user-profile': profile, ...args }, params), 'IAM.Vendor'),
    user: async idOrLogin => {
      const answer = await call('GET', `/api/v1/users/${encodeURIComponent(idOrLogin)}`)
      return answer.ok ? ((await answer.json()) as Awaited<ReturnType<TestOrg['user']>>) : undefined
    },
    person: (login, status, profile) => person(call, login, status, profile),
    requests: async () => {
      const log = (await (await fetch(`${okta.url}/_test/requests`)).json()) as {
        method: string
        path: string
      }[]
      return log.map(({ method, path }) => `${method} ${path}`)
    },
    forget: async () => void (await fetch(`${okta.url}/_test/requests`, { method: 'DELETE' })),
    faults: async (...faults) =>
      void (await fetch(`${okta.url}/_test/faults`, {
        method: 'POST',
        body: JSON.stringify(faults),
        headers: { 'content-type': 'application/json' },
      })),
    faultsUsed: async () => {
      while (((await (await fetch(`${okta.url}/_test/faults`)).json()) as Json[]).length) await setTimeout(5)
    },
    close: async () => {
      await bundle.end()
      await okta.close()
    },
  }
}

/** The calls that bring a new user into each status (Okta: user lifecycle); LOCKED_OUT comes only from the seed. */
const INTO: Record<string, { create: string; password?: boolean; calls: string[] }> = {
  STAGED: { create: 'activate=false', calls: [] },
  PROVISIONED: { create: 'activate=true', calls: [] },
  ACTIVE: { create: 'activate=true', password: true, calls: [] },
  PASSWORD_EXPIRED: { create: 'activate=true&nextLogin=changePassword', password: true, calls: [] },
  RECOVERY: { create: 'activate=true', password: true, calls: ['reset_password?sendEmail=false'] },
  SUSPENDED: { create: 'activate=true', password: true, calls: ['suspend'] },
  DEPROVISIONED: { create: 'activate=true', calls: ['deactivate'] },
}

async function person(
  call: TestOrg['call'],
  login: string,
  status: string,
  profile: JsonObject = {},
): Promise<string> {
  if (status === 'LOCKED_OUT') return lockedOut(call, login, profile)
  const way = INTO[status]
  if (!way) throw new Error(`no way into ${status}`)
  const answer = await call('POST', `/api/v1/users?${way.create}`, {
    profile: { firstName: 'Test', lastName: 'Person', login, email: login, ...profile },
    ...(way.password && { credentials: { password: { value: 'Tr0ub4dor&3x' } } }),
  })
  const user = (await answer.json()) as { id: string }
  if (!answer.ok) throw new Error(JSON.stringify(user))
  for (const operation of way.calls) await call('POST', `/api/v1/users/${user.id}/lifecycle/${operation}`)
  return user.id
}

/** A seeded LOCKED_OUT user under another login: nothing but failed sign-ins locks one. */
async function lockedOut(call: TestOrg['call'], login: string, profile: JsonObject): Promise<string> {
  const filter = encodeURIComponent('status eq "LOCKED_OUT"')
  const [user] = (await (await call('GET', `/api/v1/users?filter=${filter}`)).json()) as { id: string }[]
  if (!user) throw new Error('the seed has nobody who is LOCKED_OUT')
  const own = {
    firstName: 'Test',
    lastName: 'Person',
    title: null,
    department: null,
    login,
    email: login,
    ...profile,
  }
  await call('POST', `/api/v1/users/${user.id}`, { profile: own })
  return user.id
}
