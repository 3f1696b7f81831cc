import { createServer, type Server } from 'node:http'
import express from 'express'
import SCIMMY from 'scimmy'
import SCIMMYRouters from 'scimmy-routers'
import type { Call } from '../../scim-server/context.ts'
import type { ScimServer } from '../../scim-server/server.ts'
import { Store } from './store.ts'

type User = SCIMMY.Schemas.User
type Group = SCIMMY.Schemas.Group

const token = 'scimmy-token'

/**
 * SCIM by others: `scimmy` with `scimmy-routers`, over a store in memory, with the face of our own server.
 *
 * What it does otherwise than RFC 7644, or than our own server where the RFC leaves a choice:
 * - A list without `count` is a page of 20; `itemsPerPage` is what was asked for, not what came; a page behind the last one is
 *   the first page again (ListResponse slices only when startIndex lies within): whoever pages must stop at totalResults.
 * - `userName eq` and `displayName eq` compare with case, although the schema says they do not.
 * - PATCH answers 200 with the whole resource, 204 when nothing has changed. It forgets a password that it is not told anew.
 * - With `attributes` an answer has no `schemas`. A PATCH with `attributes` or `excludedAttributes` reads the resource without what
 *   they leave out, and writes it back so: the members of a group are gone.
 * - A `value` of remove is taken as the list of what goes; our own server refuses it, since RFC 7644 knows none.
 * - Unknown attributes and whether the members exist are the store's business; the store refuses unknown members as ours does.
 * - 401 has no WWW-Authenticate. There are no switches and faults.
 */
export async function startScimmy(): Promise<ScimServer> {
  declareOnce()
  const store = new Store()
  const calls: Call[] = []
  const app = express()
  app.use('/scim/v2', express.json({ type: ['application/scim+json', 'application/json'], limit: '20mb' }))
  app.use('/scim/v2', (request, _, next) => {
    const { method, url: path, query, body } = request
    calls.push({ method, path, ...(body !== undefined && { body }) })
    // scimmy-routers makes numbers of startIndex and count in request.query, which Express 5 reads anew each time.
    Object.defineProperty(request, 'query', { value: query })
    next()
  })
  let origin = ''
  const routers = new SCIMMYRouters({
    type: 'bearer',
    handler: request => {
      if (request.header('authorization') === `Bearer ${token}`) return 'tests'
      throw new Error('Authorization failure')
    },
    context: () => store,
    baseUri: () => origin,
  })
  app.use('/scim/v2', routers)
  const server = createServer(app)
  origin = `http://127.0.0.1:${await listen(server)}`
  return { url: `${origin}/scim/v2`, token, calls, ...store.face(), close: () => end(server) }
}

/**
 * Resources are declared once for the whole process and keep their handlers; the store comes with each request, so that servers
 * side by side do not see each other. Only the addresses in `meta.location` are those of the server that was asked last.
 */
function declareOnce(): void {
  if (SCIMMY.Resources.declared('User')) return
  SCIMMY.Resources.declare(SCIMMY.Resources.User)
    .extend(SCIMMY.Schemas.EnterpriseUser, false)
    .ingress(({ id }, user, store: Store) => as<User>(store.writeUser(id, plain(user))))
    .egress(({ id, filter }, store: Store) => found<User>(id, store.readUsers(id), filter))
    .degress(({ id }, store: Store) => store.removeUser(id ?? ''))
  SCIMMY.Resources.declare(SCIMMY.Resources.Group)
    .ingress(({ id }, group, store: Store) => as<Group>(store.writeGroup(id, plain(group))))
    .egress(({ id, filter }, store: Store) => found<Group>(id, store.readGroups(id), filter))
    .degress(({ id }, store: Store) => store.removeGroup(id ?? ''))
}

/** The data of a scimmy resource, without its schema's traps. */
function plain(resource: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(resource))
}

/** One resource by its id, or those that fit; `readUsers` has refused an id that nobody has. */
function found<T>(
  id: string | undefined,
  all: Record<string, unknown>[],
  filter: SCIMMY.Types.Filter | undefined,
) {
  if (id !== undefined) return as<T>(all[0] ?? {})
  return (filter ? filter.match(all) : all).map(one => as<T>(one))
}

/** scimmy makes an instance of its schema of whatever it is given; its types want one beforehand. */
function as<T>(data: object): T {
  return data as T
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

function end(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
