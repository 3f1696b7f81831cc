import { InputError } from '../../../kit/errors.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { type App, appsOf } from '../okta/apps.ts'
import { thing } from '../okta/thing.ts'
import type { Session } from '../session.ts'
import { type Listed, readList } from './listing.ts'

/** The list of applications and the most on a page of it. */
export const APPS = { path: '/api/v1/apps', pageSize: 200 }

/**
 * The applications that are asked for. One page of `limit` things needs everything before it, but no more calls than
 * Okta's pages of 200 need (quirk G8).
 * Throws InputError for a page that cannot be counted.
 */
export async function listApps(
  {
    query,
    page,
    limit,
    after: from,
  }: { query?: string | undefined; page: number; limit: number; after?: string | undefined },
  { client }: Session,
): Promise<Listed<App>> {
  if (page && from !== undefined)
    throw new InputError(
      '"page" counts from the beginning of the list and cannot go with "after"; give one of them.',
    )
  if (page && !Number.isFinite(limit)) throw new InputError('With limit=all there is only page 0.')
  const request = { ...APPS, query: { q: query }, after: from, limit: page ? (page + 1) * limit : limit }
  const listed = await readList(client, request, thing)
  if (page && listed.failure) throw listed.failure
  if (!listed.things.length && !page && query && APP_ID.test(query)) return byId(query, client)
  return page ? { ...listed, things: listed.things.slice(page * limit) } : listed
}

// Okta's `q` does not know ids, but the playbook IAM - Configuration asks by one.
const APP_ID = /^0oa[A-Za-z0-9]{17}$/

async function byId(id: string, client: Session['client']): Promise<Listed<App>> {
  const app = await appsOf(client).get(id)
  return { things: app ? [app] : [], tag: null }
}

/** What every list of applications writes of one. */
export function applicationOf({ id, name, label }: App): JsonObject {
  return { ID: id, Name: name ?? null, Label: label ?? null }
}

/** Its first logo as Markdown, as the older pack wrote it, and as a plain address; nothing when it has none. */
export function logoOf({ _links }: App): JsonObject {
  const [logo] = (_links as { logo?: { href?: string }[] } | undefined)?.logo ?? []
  return logo?.href ? { Logo: `![](${logo.href})`, LogoURL: logo.href } : {}
}
