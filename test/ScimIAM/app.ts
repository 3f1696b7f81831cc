import { readFileSync } from 'node:fs'
import type { Done, Json, JsonObject, Start } from '../../kit/wire.ts'
import type { Call } from '../../scim-server/context.ts'
import { type ScimOptions, type ScimServer, startScimServer } from '../../scim-server/server.ts'
import { createContextLanguage } from '../../warroom/context/index.ts'
import { createMapping } from '../../warroom/mapping/mapping.ts'
import type { Mapper } from '../../warroom/mapping/types.ts'
import { openSandbox } from '../../warroom/sandbox/index.ts'
import { startScimmy } from '../scim/scimmy.ts'
import { bundleFile, contextOf, openBundle } from '../wire/bundle.ts'

export const BRAND = 'SCIM IAM'
export const INSTANCE = 'CRM'

/** The built integration on a server, and what tests ask of both. */
export interface TestApp {
  readonly server: ScimServer
  /** Runs a command; gives the whole outcome. */
  command(name: string, args?: JsonObject, params?: JsonObject, start?: Partial<Start>): Promise<Done>
  /** Runs an iam-…-user command; gives IAM.Vendor. */
  iam(name: string, profile: JsonObject, args?: JsonObject, params?: JsonObject): Promise<JsonObject>
  /** Runs an iam-…-group command; gives its Contents. */
  group(name: string, scim: JsonObject, args?: JsonObject, params?: JsonObject): Promise<JsonObject>
  /** What was asked of the server since the last `forget`: method and path, without what /ServiceProviderConfig is asked. */
  requests(): string[]
  calls(): Call[]
  forget(): void
  close(): Promise<void>
}

/** The shipped mappers behind `mapObject`, and more of them. */
async function mappers(more: readonly Mapper[]): Promise<(values: Json[]) => Json> {
  const shipped = ['incoming', 'outgoing'].map(
    way =>
      JSON.parse(readFileSync(`Mappers/classifier-mapper-${way}-User_Profile_-_SCIM.json`, 'utf8')) as Mapper,
  )
  const language = createContextLanguage(await openSandbox())
  const mapping = createMapping({ mappers: [...shipped, ...more], language })
  return ([object, mapper, type]) => mapping.mapObject(object as JsonObject, String(mapper), String(type))
}

/** The bundle on a server that is there already; `close` ends both. */
export async function openApp(server: ScimServer, more: readonly Mapper[] = []): Promise<TestApp> {
  const mapObject = await mappers(more)
  const bundle = openBundle(bundleFile('ScimIAM'), (ask, values) => {
    if (ask !== 'mapObject') throw new Error(`unexpected ask ${ask}`)
    return mapObject(values)
  })
  let from = 0
  const command: TestApp['command'] = (name, args = {}, params = {}, start = {}) =>
    bundle.run({
      command: name,
      args,
      params: {
        url: server.url,
        api_token: { identifier: '', password: server.token },
        longest_wait: 0,
        ...params,
      },
      instance: { brand: BRAND, name: INSTANCE },
      ...start,
    })
  const calls = () =>
    server.calls.slice(from).filter(({ path }) => !path.startsWith('/ServiceProviderConfig'))
  return {
    server,
    command,
    iam: async (name, profile, args = {}, params = {}) =>
      contextOf(await command(name, { 'user-profile': profile, ...args }, params), 'IAM.Vendor'),
    group: async (name, scim, args = {}, params = {}) => {
      const { entries } = await command(name, { scim, ...args }, params)
      return entries[0]?.Contents as JsonObject
    },
    calls,
    requests: () => calls().map(({ method, path }) => `${method} ${decodeURIComponent(path)}`),
    forget: () => {
      from = server.calls.length
    },
    close: async () => {
      await bundle.end()
      await server.close()
    },
  }
}

/** Our own application with these switches. */
export async function openOwn(
  switches: ScimOptions['switches'] = {},
  more: readonly Mapper[] = [],
): Promise<TestApp & { readonly own: Awaited<ReturnType<typeof startScimServer>> }> {
  const own = await startScimServer({ switches })
  return { ...(await openApp(own, more)), own }
}

/** Every kind of server that the commands have to get along with. */
export const SERVERS: readonly (readonly [name: string, start: () => Promise<ScimServer>])[] = [
  ['own', () => startScimServer({ switches: { pageCap: 7 } })],
  [
    'own without PATCH, filter and paging',
    () => startScimServer({ switches: { patch: false, filter: false, paging: false } }),
  ],
  [
    'own with ETags, whole answers and members on demand',
    () =>
      startScimServer({
        switches: { etag: true, patchAnswer: 200, attributesNeeded: true, filter: 'ignored', pageCap: 3 },
      }),
  ],
  ['scimmy', startScimmy],
]
