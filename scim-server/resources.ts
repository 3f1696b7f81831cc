import { type App, type Application, baseOf, basePath, bodyOf, type RequestContext, scim } from './context.ts'
import { ScimError } from './errors.ts'
import type { Group } from './groups.ts'
import type { Json, JsonObject } from './json.ts'
import { type Listed, list } from './list.ts'
import { type Operation, readOperations } from './operations.ts'
import { chosen, versionOf, wantedOf } from './shown.ts'
import type { User } from './users.ts'

/** What the routes of a kind of resources need to know about it. */
export interface Kind<T extends User | Group> extends Omit<Listed<T>, 'choose' | 'show'> {
  readonly path: '/Users' | '/Groups'
  show(one: T, base: string): JsonObject
  get(id: string): T
  make(body: Json): T
  replace(one: T, body: Json): void
  patch(one: T, operations: readonly Operation[]): void
  remove(id: string): void
}

/** Serves a kind of resources: RFC 7644 §§3.3 to 3.6. */
export function resourceRoutes<T extends User | Group>(
  app: App,
  application: Application,
  kind: Kind<T>,
): void {
  const path = `${basePath}${kind.path}`
  const shown = (c: RequestContext, one: T) =>
    chosen(
      kind.show(one, baseOf(c)),
      wantedOf(name => c.req.query(name)),
      application.switches,
    )
  const answer = (c: RequestContext, one: T, status: 200 | 201) => {
    if (application.switches.etag) c.header('etag', versionOf(one))
    return scim(c, status, shown(c, one))
  }
  const present = (c: RequestContext) => {
    const one = kind.get(c.req.param('id') ?? '')
    refuseOtherVersion(c, application, one)
    return one
  }
  app.get(path, c => {
    const wanted = wantedOf(name => c.req.query(name))
    const listed = {
      ...kind,
      show: (one: T) => kind.show(one, baseOf(c)),
      choose: (resource: JsonObject) => chosen(resource, wanted, application.switches),
    }
    return scim(
      c,
      200,
      list(listed, name => c.req.query(name), application.switches),
    )
  })
  app.get(`${path}/:id`, c => answer(c, kind.get(c.req.param('id')), 200))
  app.post(path, async c => {
    const one = kind.make(await bodyOf(c))
    c.header('location', `${baseOf(c)}${kind.path}/${one.id}`)
    return answer(c, one, 201)
  })
  app.put(`${path}/:id`, async c => {
    const body = await bodyOf(c)
    const one = present(c)
    kind.replace(one, body)
    return answer(c, one, 200)
  })
  app.patch(`${path}/:id`, async c => {
    if (!application.switches.patch) throw new ScimError(501, 'PATCH is not supported')
    const removesByValue = application.switches.removeByValue && kind.path === '/Groups'
    const operations = readOperations(await bodyOf(c), removesByValue)
    const one = present(c)
    kind.patch(one, operations)
    // RFC 7644 §3.5.2: whoever asks for attributes gets them.
    const isSilent = application.switches.patchAnswer === 204 && c.req.query('attributes') === undefined
    if (!isSilent) return answer(c, one, 200)
    if (application.switches.etag) c.header('etag', versionOf(one))
    return c.body(null, 204)
  })
  app.delete(`${path}/:id`, c => {
    kind.remove(present(c).id)
    return c.body(null, 204)
  })
}

/** RFC 7644 §3.14: 412 when If-Match names none of the versions there are; without it everything goes. */
function refuseOtherVersion(c: RequestContext, { switches }: Application, one: User | Group): void {
  const wanted = c.req.header('if-match')
  if (!switches.etag || wanted === undefined || wanted.trim() === '*') return
  const versions = wanted.split(',').map(version => version.trim())
  if (!versions.includes(versionOf(one)))
    throw new ScimError(412, `the version is ${versionOf(one)}, not ${wanted}`)
}
