import type { JsonObject } from '../../../kit/wire.ts'
import type { Client } from './client.ts'
import { ScimError } from './errors.ts'
import type { Kind } from './pages.ts'

/** What /ServiceProviderConfig says (RFC 7643 §5). */
export interface Features {
  readonly patch: boolean
  readonly filter: boolean
  /** The most that one page gives; undefined when the server does not say. */
  readonly maxResults: number | undefined
  readonly etag: boolean
  /** Whether the server has said so, or it is what most servers do. */
  readonly isSaid: boolean
}

/** What one server offers, and what its answers have taught since. */
export interface Knowledge {
  features: Features
  /** What it does not PATCH, although it did not say so. */
  readonly patchRefused: Set<Kind>
  /** Attributes by which it does not filter. */
  readonly refusedFilters: Set<string>
  /** Whether it takes `attributes` and `excludedAttributes`; undefined until it is known. */
  projects: boolean | undefined
  /** Whether a filter takes two comparisons joined by `or`; undefined until it was tried. */
  joins: boolean | undefined
  /** Whether a filter leaves the case of letters aside; undefined until it was tried. */
  foldsCase: boolean | undefined
  /** Groups that were made here and have had no members since. */
  readonly emptyGroups: Set<string>
}

/** Whether changes go by PATCH; else by PUT. */
export function patches({ features, patchRefused }: Knowledge, kind: Kind): boolean {
  return features.patch && !patchRefused.has(kind)
}

/** A server that does not describe itself is tried as if it could everything; what it refuses is then done without. */
const UNSAID: Features = { patch: true, filter: true, maxResults: undefined, etag: true, isSaid: false }
/** Some keep it for their administrators. */
const NOT_THERE = new Set([400, 403, 404, 405, 501])

/** Reads /ServiceProviderConfig. Throws as `Client.get` does, but for a server that has none. */
export async function readFeatures(client: Client): Promise<Features> {
  try {
    const { value } = await client.get('/ServiceProviderConfig')
    const saidOf = (name: 'patch' | 'filter' | 'etag') => {
      const { supported } = objectOf(value?.[name])
      return typeof supported === 'boolean' ? supported : undefined
    }
    const said = { patch: saidOf('patch'), filter: saidOf('filter'), etag: saidOf('etag') }
    const { maxResults } = objectOf(value?.filter)
    return {
      patch: said.patch ?? UNSAID.patch,
      filter: said.filter ?? UNSAID.filter,
      maxResults: typeof maxResults === 'number' && maxResults > 0 ? maxResults : undefined,
      etag: said.etag ?? UNSAID.etag,
      isSaid: Object.values(said).some(one => one !== undefined),
    }
  } catch (error) {
    if (error instanceof ScimError && error.status !== undefined && NOT_THERE.has(error.status)) return UNSAID
    throw error
  }
}

const KEPT_MILLISECONDS = 10 * 60 * 1000
const known = new Map<string, { readonly knowledge: Knowledge; readonly until: number }>()

/** What is known of the server, which a process asks for once in ten minutes. Throws as `readFeatures` does. */
export async function knowledgeOf(client: Client): Promise<Knowledge> {
  const { origin, path } = client.address
  const kept = known.get(origin + path)
  if (kept && kept.until > Date.now()) return kept.knowledge
  const knowledge: Knowledge = {
    features: await readFeatures(client),
    patchRefused: new Set(),
    refusedFilters: new Set(),
    projects: undefined,
    joins: undefined,
    foldsCase: undefined,
    emptyGroups: new Set(),
  }
  known.set(origin + path, { knowledge, until: Date.now() + KEPT_MILLISECONDS })
  return knowledge
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {}
}
