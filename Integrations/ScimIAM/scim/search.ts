import { CutList, ScimError } from './errors.ts'
import { type Kind, pagesOf, type Query } from './pages.ts'
import { isSame, quote, type Resource } from './resource.ts'
import type { Server } from './server.ts'

/** By what resources are looked for: attributes of which one has the value, and whether a resource really has it. */
export interface Wanted {
  readonly kind: Kind
  readonly attributes: readonly string[]
  readonly value: string
  readonly fits: (found: Resource) => boolean
  /** Values that differ in the case of letters alone are different. */
  readonly caseExact?: boolean
  /** No two resources have the same value, so a hit is enough. */
  readonly unique?: boolean
}

/** How servers say that they do not filter, or not by this: RFC 7644 §3.12 invalidFilter, and what is seen instead. */
const FILTER_REFUSED = new Set([400, 403, 404, 405, 501])

/** Whether users are found by a filter on this attribute, as far as is known. Throws as `Client.get` does. */
export async function filtersBy({ knowledge }: Server, attribute: string): Promise<boolean> {
  const { features, refusedFilters } = await knowledge()
  return features.filter && !refusedFilters.has(`Users ${attribute}`)
}

/**
 * The resources that have the value: by a filter where the server has one, else by its pages. What comes is compared again,
 * for a server that ignores the filter gives everything. Throws as `pagesOf` does.
 */
export async function search(server: Server, wanted: Wanted, query: Query = {}): Promise<Resource[]> {
  const found = await searchByFilter(server, wanted, query)
  if (found && (found.length || wanted.caseExact || (await server.knowledge()).foldsCase !== false))
    return found
  return collect(server, wanted, query)
}

/**
 * The same by the filter alone; undefined when the server has none for these attributes, or gave less than it counts. Throws as
 * `pagesOf` does.
 */
export async function searchByFilter(
  server: Server,
  wanted: Wanted,
  query: Query = {},
): Promise<Resource[] | undefined> {
  const { features, refusedFilters } = await server.knowledge()
  const name = `${wanted.kind} ${wanted.attributes.join(' or ')}`
  if (!features.filter || refusedFilters.has(name)) return undefined
  try {
    return await filtered(server, wanted, query)
  } catch (error) {
    // A count that does not fit may be that of all of them: the whole list tells.
    if (error instanceof CutList) return undefined
    if (!isFilterRefused(error)) throw error
    refusedFilters.add(name)
    return undefined
  }
}

/** Servers differ in whether a filter minds the case of letters, so a value with capitals is asked for in both ways. */
async function filtered(server: Server, wanted: Wanted, query: Query): Promise<Resource[]> {
  const { attributes, value, caseExact, unique } = wanted
  const isOneWay = caseExact || (await server.knowledge()).foldsCase === true
  const found: Resource[] = []
  for (const spelling of new Set([value, isOneWay ? value : value.toLowerCase()])) {
    const filter = attributes.map(attribute => `${attribute} eq ${quote(spelling)}`).join(' or ')
    found.push(...(await collect(server, wanted, { ...query, filter })))
    if (unique && found.length) break
  }
  return found
}

/** The same by the pages alone, for a server whose filter has overlooked somebody. Throws as `pagesOf` does. */
export async function collect(
  server: Server,
  { kind, fits, unique }: Wanted,
  query: Query,
): Promise<Resource[]> {
  const found: Resource[] = []
  try {
    for await (const { resources } of pagesOf(server, kind, query)) found.push(...resources.filter(fits))
  } catch (error) {
    if (!(error instanceof CutList && unique && found.length)) throw error
  }
  return found
}

/** Whether the server says by this that it does not filter so. */
export function isFilterRefused(error: unknown): boolean {
  return error instanceof ScimError && error.status !== undefined && FILTER_REFUSED.has(error.status)
}

/** Whether a user has the userName, in any case. */
export const hasUserName =
  (login: string) =>
  ({ userName }: Resource) =>
    isSame(userName, login)
