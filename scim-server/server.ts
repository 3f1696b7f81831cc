import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApp } from './app.ts'
import { type Credentials, Doorkeeper } from './auth.ts'
import { type Application, basePath, type Call } from './context.ts'
import { Directory } from './directory.ts'
import type { JsonObject } from './json.ts'
import { enterpriseUrn, groupUrn, userUrn } from './schemas.ts'
import { defaultSwitches, type Switches, withSwitches } from './switches.ts'
import { type Fault, Faults, type WantedFault } from './testing/faults.ts'

export const defaultCredentials: Credentials = {
  token: 'embedded-scim-token',
  username: 'scim',
  password: 'embedded-scim-password',
  clientId: 'embedded-scim-client',
  clientSecret: 'embedded-scim-secret',
}

export interface ScimOptions extends Partial<Credentials> {
  /** 0, the default, takes a free port. */
  readonly port?: number
  readonly switches?: Partial<Switches>
  /** What `meta` says; the clock when absent. */
  readonly now?: () => Date
}

export interface ScimUser {
  readonly id: string
  readonly userName: string
  readonly active: boolean
  readonly [attribute: string]: unknown
}

export interface ScimGroup {
  readonly id: string
  readonly displayName: string
  /** Their ids. */
  readonly members: readonly string[]
}

/** What every SCIM server of the tests can do. */
export interface ScimServer {
  /** The base of the resources; ends in /scim/v2. */
  readonly url: string
  readonly token: string
  /** What came below the base since the start, also without the right token. */
  readonly calls: Call[]
  users(): ScimUser[]
  groups(): ScimGroup[]
  /** Makes a user as a POST does, and gives its id; `schemas` is filled in. */
  addUser(resource: { readonly userName: string } & JsonObject): string
  /** Makes a group as a POST does, and gives its id. */
  addGroup(group: { readonly displayName: string; readonly members?: readonly string[] }): string
  removeUser(id: string): void
  /** Ends the server, also its open connections. */
  close(): Promise<void>
}

export interface RunningScimServer extends ScimServer {
  readonly credentials: Credentials
  /** Where client credentials get tokens. */
  readonly tokenUrl: string
  /** Changes switches. Throws RangeError naming what is wrong. */
  set(switches: Partial<Switches>): void
  /** Replaces all faults by these; none removes them. Throws RangeError naming what is wrong. */
  fault(...faults: readonly WantedFault[]): void
  /** The faults that are not used up. */
  faults(): readonly Fault[]
}

/** Starts a SCIM application on 127.0.0.1. Throws RangeError for switches that there are not. */
export async function startScimServer(options: ScimOptions = {}): Promise<RunningScimServer> {
  const { port = 0, switches = {}, now = () => new Date(), ...given } = options
  const credentials = { ...defaultCredentials, ...given }
  const application: Application = {
    ...{
      directory: new Directory(now),
      doorkeeper: new Doorkeeper(credentials),
      faults: new Faults(),
      calls: [],
    },
    switches: withSwitches(defaultSwitches, switches),
  }
  const server = createServer(
    getRequestListener(createApp(application).fetch, { overrideGlobalObjects: false }),
  )
  const origin = `http://127.0.0.1:${await listen(server, port)}`
  return {
    ...{
      url: `${origin}${basePath}`,
      tokenUrl: `${origin}/oauth/token`,
      credentials,
      token: credentials.token,
    },
    ...inProcess(application),
    set(changed) {
      application.switches = withSwitches(application.switches, changed)
    },
    fault: (...faults) => application.faults.set(faults),
    faults: () => application.faults.all(),
    close: () => end(server),
  }
}

/** What a test may look at and do without HTTP. */
function inProcess({ directory, calls }: Application) {
  return {
    calls,
    users: () =>
      [...directory.users.all()].map(({ id, attributes }) => ({
        ...attributes,
        ...{ id, userName: attributes.userName, active: attributes.active === true },
      })),
    groups: () =>
      [...directory.groups.all()].map(({ id, displayName, members }) => ({
        ...{ id, displayName, members: [...members] },
      })),
    addUser: (resource: JsonObject) => {
      const schemas = Object.hasOwn(resource, enterpriseUrn) ? [userUrn, enterpriseUrn] : [userUrn]
      return directory.users.add({ schemas, ...resource }).id
    },
    addGroup: ({ displayName, members = [] }: { displayName: string; members?: readonly string[] }) =>
      directory.groups.add({ schemas: [groupUrn], displayName, members: members.map(value => ({ value })) })
        .id,
    removeUser: (id: string) => directory.removeUser(id),
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function end(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
