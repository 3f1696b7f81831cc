import type { Json } from '../../../kit/wire.ts'
import type { Answer } from './client.ts'
import { CutList, notScim, ScimError } from './errors.ts'
import { type Resource, resource } from './resource.ts'
import type { Server } from './server.ts'

export type Kind = 'Users' | 'Groups'

export interface Query {
  readonly filter?: string
  /** The attributes that are needed, or those that are not; a server may give all of them all the same. */
  readonly attributes?: string
  readonly excludedAttributes?: string
  readonly count?: number
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
 * before its total throws CutList, for what it lacks would look like what is not there. Throws as `Client.get` does.
 */
export async function* pagesOf(server: Server, kind: Kind, query: Query = {}): AsyncGenerator<Page> {
  const count = await countOf(server, query)
  const seen = new Set<string>()
  for (let startIndex = 1; ; ) {
    const page = await pageAt(server, kind, query, startIndex, count)
    const fresh = page.resources.filter(({ id }) => !seen.has(id))
    for (const { id } of fresh) seen.add(id)
    if (fresh.length) yield { ...page, resources: fresh }
    if (isLast(page, fresh.length, seen.size, count)) {
      if (page.total !== undefined && seen.size < page.total) throw cut(kind, seen.size, page.total)
      const isAgain = fresh.length === 0 && page.length === count && seen.size === count
      if (isAgain && !(await startsElsewhere(server, kind, query, count, page))) throw unpaged(kind, count)
      return
    }
    startIndex += page.length
  }
}

/**
 * Whether a list begins where it is asked to. One that gives the same full page again may have wrapped around (scimmy), or may
 * be cut after it, whatever it says of its total (AWS).
 */
async function startsElsewhere(server: Server, kind: Kind, query: Query, count: number, page: Page) {
  if (count === 1) return true
  const { resources } = await pageAt(server, kind, query, 2, count)
  return resources[0]?.id !== page.resources[0]?.id
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

function cut(kind: Kind, came: number, total: number): CutList {
  const what = kind.toLowerCase()
  return new CutList(
    `The server says that there are ${total} ${what} (totalResults) and gives ${came}, so who is missing from the list may be there all the same; nothing was concluded from it. Run the command again; when it stays so, the server does not page its lists, or counts them wrongly.`,
    { totalResults: total, received: came },
  )
}

function unpaged(kind: Kind, count: number): CutList {
  return new CutList(
    `The server gives the same ${count} ${kind.toLowerCase()} whatever page is asked for, which may be all of them or the first ones only; nothing was concluded from it. Set Page size to a number that is not ${count}; when the server gives no more even then, it can only be asked by filters.`,
    { received: count },
  )
}
