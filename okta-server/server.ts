import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApp } from './app.ts'
import { type Org, type OrgOptions, openOrg } from './org.ts'
import { populate, readSeed, type Seed } from './seed.ts'
import { loadState, saveState } from './state.ts'
import { type Observe, recordTo } from './testing/observation.ts'

export interface OktaOptions extends OrgOptions {
  /** 0, the default, takes a free port. */
  port?: number
  /** A seed file or a seed; the built-in one when absent. */
  seed?: string | Seed
  /** How many people in all: the seed's first, then generated ones. */
  people?: number
  /** A folder from which the org is loaded, and to which `close` saves it. */
  state?: string
  /** Gets every exchange; by default they are recorded when OKTA_EXCHANGES names a folder. */
  observe?: Observe
}

export interface RunningOkta {
  url: string
  token: string
  org: Org
  /** Ends the server, also its open connections, and saves the state. */
  close(): Promise<void>
}

/** Starts an embedded Okta on 127.0.0.1. Throws RangeError when the seed or the saved state cannot be used. */
export async function startOkta(options: OktaOptions = {}): Promise<RunningOkta> {
  const org = (options.state !== undefined && loadState(options.state, options)) || seededOrg(options)
  const folder = process.env.OKTA_EXCHANGES
  const observe = options.observe ?? (folder ? recordTo(folder) : undefined)
  const app = createApp(org, observe)
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  const port = await listen(server, options.port ?? 0)
  return {
    url: `http://127.0.0.1:${port}`,
    token: org.token,
    org,
    async close() {
      await end(server)
      if (options.state !== undefined) saveState(org, options.state)
    },
  }
}

function seededOrg({ seed, people, ...options }: OktaOptions): Org {
  const org = openOrg(options)
  populate(org, typeof seed === 'object' ? seed : readSeed(seed), people)
  return org
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
