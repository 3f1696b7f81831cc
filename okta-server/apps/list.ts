import { origin, type RequestContext } from '../context.ts'
import { invalid, OktaError } from '../errors.ts'
import { parse } from '../filter/parse.ts'
import { FilterError, type Literal } from '../filter/tokens.ts'
import type { JsonObject } from '../json.ts'
import type { Org } from '../org.ts'
import { pageById } from '../paging.ts'
import type { Application } from './app.ts'
import { appUserObject, listedApp } from './representation.ts'

// okta-api §18.5: a default that lets a small org have pages.
const page = { otherwise: 20, maximum: 200 }

interface Term {
  attribute: string
  value: Literal
}

/** The attributes `filter` takes, each with `eq` only (okta-api §6.2). */
const fits = new Map<string, (app: Application, value: Literal) => boolean>([
  ['id', (app, value) => app.id === value],
  ['status', (app, value) => app.status === value],
  ['name', (app, value) => app.name === value],
  ['user.id', (app, value) => app.users.has(String(value))],
  ['group.id', (app, value) => app.groups.has(String(value))],
  // No app here has a signing key or single logout.
  ['credentials.signing.kid', () => false],
  ['settings.slo.enabled', (_, value) => value === false],
])

/** `GET /api/v1/apps` with `q`, `filter`, both, and `expand=user/{id}` beside a filter for the same user. */
export function listApps(c: RequestContext, org: Org): Response {
  const filter = c.req.query('filter') || undefined
  const prefix = c.req.query('q')?.toLowerCase() ?? ''
  const term = filter === undefined ? undefined : termOf(filter)
  const expanded = expandedUser(c.req.query('expand') || undefined, term)
  const apps = [...org.apps.values()].filter(app => startsWith(app, prefix) && (!term || holds(app, term)))
  return c.json(
    pageById(c, org, apps, page).map(app => ({
      ...listedApp(app, org, origin(c)),
      ...(expanded !== undefined && embedded(app, expanded, org, origin(c))),
    })),
  )
}

/** One comparison with `eq`; anything else is 400 E0000031. */
function termOf(filter: string): Term {
  try {
    const expression = parse(filter)
    if (expression.kind === 'compare' && expression.operator === 'eq' && fits.has(expression.attribute))
      return expression
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
  }
  throw new OktaError('E0000031')
}

function holds(app: Application, { attribute, value }: Term): boolean {
  return fits.get(attribute)?.(app, value) ?? false
}

function startsWith({ name, label }: Application, prefix: string): boolean {
  return [name, label].some(text => text.toLowerCase().startsWith(prefix))
}

function expandedUser(expand: string | undefined, term: Term | undefined): string | undefined {
  if (expand === undefined) return undefined
  const [, userId] = /^user\/(.+)$/.exec(expand) ?? []
  if (userId === undefined || term?.attribute !== 'user.id' || term.value !== userId)
    throw invalid('expand', 'Expand query is malformed.')
  return userId
}

function embedded(app: Application, userId: string, org: Org, from: string): JsonObject {
  const assigned = app.users.get(userId)
  return assigned ? { _embedded: { user: appUserObject(app, assigned, org, from) } } : {}
}
