import type { Json } from '../../../kit/wire.ts'
import type { Answer } from './client.ts'
import { cut, shrunk, unpaged } from './cut-lists.ts'
import { notScim, ScimError } from './errors.ts'
import { type Resource, resource } from './resource.ts'
import type { Server } from './server.ts'

export type Kind = 'Users' | 'Groups'

export interface Query {
  readonly filter?: string
  /** The attributes that are needed, or those that are not; a server may give all of them all the same. */
  readonly attributes?: string
  readonly excludedAttributes?: string
  readonly count?: number
  /** A single page that is not full is not believed to be all before it was asked what is behind it. */
  readonly isDoubted?: boolean
}

/** Resources that no page before had; `total` is what the server last said of all of them, where that was a number. */
export interface Page {
  readonly resources: Resource[]
  readonly total: number | undefined
  /** How many this page had, those of earlier pages counted. */
  readonly length: number
}

/**
 * The pages of a list (RFC 7644 §3.4.2.4), by the number of resources that really come, for a server may give fewer than are
 * asked for, or all of them whatever is asked for. Totals are not believed when more comes than they say; a list that ends
 * before its total throws CutList, for what it lacks would look like what is not there. When somebody is deleted meanwhile, the
 * others move up past what was read, so it is read again. Throws as `Client.get` does.
 */
export async function* pagesOf(server: Server, kind: Kind, query: Query = {}): AsyncGenerator<Page> {
  const count = await countOf(server, query)
  const told = new Set<string>()
  for (let readings = 1; ; readings += 1) {
    let hasShrunk = false
    for await (const page of reading(server, kind, query, count)) {
      hasShrunk = page === 'shrunk'
      if (page === 'shrunk') break
      const resources = page.resources.filter(({ id }) => !told.has(id))
      for (const { id } of resources) told.add(id)
      if (resources.length) yield { ...page, resources }
    }
    if (!hasShrunk) return
    if (readings === MOST_READINGS) throw shrunk(kind, readings)
  }
}

const MOST_READINGS = 3

/** One reading from the first page to the last; ends with 'shrunk' when the total fell while there was more to come. */
async function* reading(
  server: Server,
  kind: Kind,
  query: Query,
  count: number,
): AsyncGenerator<Page | 'shrunk'> {
  const seen = new Set<string>()
  for (let startIndex = 1, promised = 0; ; ) {
    const page = await pageAt(server, kind, query, startIndex, count)
    if (page.total !== undefined && page.total < promised && promised > seen.size) return yield 'shrunk'
    promised = page.total ?? 0
    const fresh = page.resources.filter(({ id }) => !seen.has(id))
    for (const { id } of fresh) seen.add(id)
    if (fresh.length) yield { ...page, resources: fresh }
    const isOnly = query.isDoubted === true && startIndex === 1 && page.length < count
    if (isLast(page, fresh.length, seen.size, count) && !(isOnly && fresh.length)) {
      const isAgain = fresh.length === 0 && page.length > 0
      if (page.total !== undefined && seen.size < page.total) throw cut(kind, seen.size, page.total, isAgain)
      if (isAgain && seen.size === page.length && !(await isAll(server, kind, query, count, page)))
        throw unpaged(kind, page.length)
      return
    }
    startIndex += page.length
  }
}

/**
 * Whether a page that comes again is the whole list. It may have wrapped around (scimmy), or be cut after it, whatever it says
 * of its total (AWS). One that is not full is all there is when its total stays as it is for a smaller page, or when the server
 * minds neither where to begin nor how many to give.
 */
async function isAll(server: Server, kind: Kind, query: Query, count: number, page: Page): Promise<boolean> {
  if (count === 1 || page.length > count) return true
  const second = await pageAt(server, kind, query, 2, count)
  if (second.resources[0]?.id !== page.resources[0]?.id) return true
  if (page.length === count || page.length === 1) return page.length !== count
  const smaller = await pageAt(server, kind, query, 1, 1)
  return smaller.total === page.total || smaller.length === page.length
}

/** A page is the last that brings nothing new, or that completes the total without being full. */
function isLast({ total, length }: Page, fresh: number, seen: number, count: number): boolean {
  return fresh === 0 || (total === seen && length !== count)
}

async function countOf({ knowledge, pageSize }: Server, { count }: Query): Promise<number> {
  if (count !== undefined) return count
  const { maxResults } = (await knowledge()).features
  return Math.max(1, Math.min(pageSize, maxResults ?? pageSize))
}

async function pageAt(
  server: Server,
  kind: Kind,
  query: Query,
  startIndex: number,
  count: number,
): Promise<Page> {
  const { filter, attributes, excludedAttributes } = query
  const plain = { ...(filter && { filter }), startIndex: String(startIndex), count: String(count) }
  const less = { ...(attributes && { attributes }), ...(excludedAttributes && { excludedAttributes }) }
  return readPage(await getLess(server, `/${kind}`, plain, less))
}

/** Asks for less than everything, where the server takes that (RFC 7644 §3.9); one that refuses it is asked for all. */
export async function getLess(
  { client, knowledge }: Server,
  path: string,
  query: Readonly<Record<string, string>>,
  less: Readonly<Record<string, string>>,
): Promise<Answer> {
  const known = await knowledge()
  if (known.projects === false || !Object.keys(less).length) return client.get(path, query)
  try {
    const answer = await client.get(path, { ...query, ...less })
    known.projects = true
    return answer
  } catch (error) {
    if (known.projects || !(error instanceof ScimError) || error.status !== 400) throw error
    const answer = await client.get(path, query)
    known.projects = false
    return answer
  }
}

function readPage({ value, place }: Answer): Page {
  const { Resources: listed, totalResults } = value ?? {}
  const isList = Array.isArray(listed) || (listed === undefined && totalResults !== undefined)
  if (!value || !isList) throw notScim(place, value ? JSON.stringify(value) : '')
  const resources = (listed ?? []) as Json[]
  return {
    resources: resources.map(one => resource(one, place)),
    length: resources.length,
    total: typeof totalResults === 'number' && totalResults >= 0 ? totalResults : undefined,
  }
}
