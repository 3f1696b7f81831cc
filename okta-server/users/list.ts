import { origin, type RequestContext } from '../context.ts'
import { OktaError } from '../errors.ts'
import { compile } from '../filter/compile.ts'
import { isObject, type Json } from '../json.ts'
import type { Org } from '../org.ts'
import { cursorOf, limitOf, type Page, pageOf, sendLinks } from '../paging.ts'
import { sorted } from '../sort.ts'
import { filterDialect, searchDialect } from './attributes.ts'
import { omitter, projection } from './parts.ts'
import { listedUser } from './representation.ts'
import type { User } from './user.ts'

const largestPage = 200
const prefixDefault = 10

/** `GET /api/v1/users`: at most one of `q`, `filter` and `search`, each with its own rules (okta-api §6.2). */
export function listUsers(c: RequestContext, org: Org): Response {
  const search = c.req.query('search') || undefined
  const filter = c.req.query('filter') || undefined
  const prefix = c.req.query('q') || undefined
  if (search !== undefined && filter !== undefined) throw new OktaError('E0000033')
  // okta-api §6.2 infers that `q` is combined with nothing.
  if (prefix !== undefined && (search ?? filter) !== undefined) throw new OktaError('E0000031')
  const maximum = prefix === undefined ? Math.min(largestPage, org.pageCap) : largestPage
  const limit = limitOf(c, prefix === undefined ? largestPage : prefixDefault, maximum)
  const page =
    prefix === undefined ? selected(c, org, limit, search, filter) : startingWith(org, prefix, limit)
  sendLinks(c, org, limit, page.next)
  const fields = c.req.query('fields') || undefined
  const project = fields === undefined ? omitter(c) : projection(fields)
  return c.json(page.items.map(user => project(listedUser(user, org, origin(c)))))
}

function selected(c: RequestContext, org: Org, limit: number, search?: string, filter?: string): Page<User> {
  const position = cursorOf(c, org)
  if (search !== undefined) return searched(c, org, limit, search, position)
  const fits = filter === undefined ? isListed : compile(filter, filterDialect)
  const rest = org.users.after(typeof position === 'string' ? position : '')
  return pageOf(only(rest, fits), limit, user => user.id)
}

function searched(c: RequestContext, org: Org, limit: number, search: string, position?: Json): Page<User> {
  const dialect = searchDialect(org.typeId)
  const fits = compile(search, dialect, ['Invalid search syntax.'])
  const sortBy = c.req.query('sortBy') || undefined
  const lag = org.choices.searchLag
  if (sortBy === undefined) {
    const rest = org.users.indexedAfter(typeof position === 'string' ? position : '', lag)
    return pageOf(only(rest, fits), limit, user => user.id)
  }
  const attribute = dialect.find(sortBy)
  if (!attribute) throw new OktaError('E0000031')
  const descending = c.req.query('sortOrder')?.toLowerCase() === 'desc'
  const order = sorted(only(org.users.indexedAfter('', lag), fits), attribute.read, descending)
  return order.page(limit, isObject(position) ? position : undefined)
}

/** `q`: people whose first name, last name or e-mail starts so; one page, no DEPROVISIONED ones. */
function startingWith(org: Org, prefix: string, limit: number): Page<User> {
  const start = prefix.toLowerCase()
  const fits = (user: User) =>
    isListed(user) &&
    [user.profile.firstName, user.profile.lastName, user.profile.email].some(text =>
      text.toLowerCase().startsWith(start),
    )
  return { items: pageOf(only(org.users.after(), fits), limit, user => user.id).items, next: undefined }
}

function isListed(user: User): boolean {
  return user.status !== 'DEPROVISIONED'
}

function* only<T>(list: Iterable<T>, fits: (item: T) => boolean): Generator<T> {
  for (const item of list) if (fits(item)) yield item
}
