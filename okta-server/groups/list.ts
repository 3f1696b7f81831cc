import { origin, type RequestContext } from '../context.ts'
import { OktaError } from '../errors.ts'
import { compile } from '../filter/compile.ts'
import { isObject, type JsonObject } from '../json.ts'
import type { Org } from '../org.ts'
import { cursorOf, limitOf, pageById, sendLinks } from '../paging.ts'
import { sorted } from '../sort.ts'
import { groupFilter, groupSearch } from './attributes.ts'
import type { Group } from './group.ts'
import { groupObject } from './representation.ts'

// okta-api §18.5: live orgs answer 10,000 at once, the documentation says 200, which lets a small org have pages.
const defaultPage = 200
const largestPage = 10_000
const prefixDefault = 300

/** `GET /api/v1/groups`: at most one of `q`, `filter` and `search` (okta-api §6.2). */
export function listGroups(c: RequestContext, org: Org): Response {
  const search = c.req.query('search') || undefined
  const filter = c.req.query('filter') || undefined
  const prefix = c.req.query('q') || undefined
  if (search !== undefined && filter !== undefined) throw new OktaError('E0000033')
  if (prefix !== undefined && (search ?? filter) !== undefined) throw new OktaError('E0000031')
  return c.json(selected(c, org, { search, filter, prefix }).map(group => groupObject(group, origin(c))))
}

interface Wanted {
  search: string | undefined
  filter: string | undefined
  prefix: string | undefined
}

function selected(c: RequestContext, org: Org, { search, filter, prefix }: Wanted): Group[] {
  const all = [...org.groups.values()]
  if (prefix !== undefined) return startingWith(all, prefix, limitOf(c, prefixDefault, largestPage))
  if (search !== undefined) return searched(c, org, search)
  const fits = filter === undefined ? () => true : compile(filter, groupFilter)
  return pageById(c, org, all.filter(fits), { otherwise: defaultPage, maximum: largestPage })
}

/** `q` has no pages and, alone among the lists, no Link header at all (okta-api §5). */
function startingWith(groups: Group[], prefix: string, limit: number): Group[] {
  const start = prefix.toLowerCase()
  return groups.filter(({ profile }) => profile.name.toLowerCase().startsWith(start)).slice(0, limit)
}

function searched(c: RequestContext, org: Org, search: string): Group[] {
  const groups = [...org.groups.indexed(org.choices.searchLag)]
  const found = groups.filter(compile(search, groupSearch, ['Invalid search syntax.']))
  const sortBy = c.req.query('sortBy') || undefined
  if (sortBy === undefined) return pageById(c, org, found, { otherwise: defaultPage, maximum: largestPage })
  const attribute = groupSearch.find(sortBy)
  if (!attribute) throw new OktaError('E0000031')
  const limit = limitOf(c, defaultPage, Math.min(largestPage, org.pageCap))
  const order = sorted(found, attribute.read, c.req.query('sortOrder')?.toLowerCase() === 'desc')
  const page = order.page(limit, positionOf(c, org))
  sendLinks(c, org, limit, page.next)
  return page.items
}

function positionOf(c: RequestContext, org: Org): JsonObject | undefined {
  const position = cursorOf(c, org)
  return isObject(position) ? position : undefined
}
