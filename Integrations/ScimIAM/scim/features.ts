import type { JsonObject } from '../../../kit/wire.ts'
import type { Client } from './client.ts'
import { ScimError } from './errors.ts'

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
  /** It has refused a PATCH although it did not say that it has none. */
  patchRefused: boolean
  /** Attributes by which it does not filter. */
  readonly refusedFilters: Set<string>
  /** Whether it takes `attributes` and `excludedAttributes`; undefined until it is known. */
  projects: boolean | undefined
}

/** From here on changes go by PUT. */
export function withoutPatch(knowledge: Knowledge): void {
  knowledge.features = { ...knowledge.features, patch: false }
  knowledge.patchRefused = true
}

/** A server that does not describe itself is tried as if it could everything; what it refuses is then done without. */
const UNSAID: Features = { patch: true, filter: true, maxResults: undefined, etag: true, isSaid: false }
const NOT_THERE = new Set([404, 405, 501])

/** Reads /ServiceProviderConfig. Throws as `Client.get` does, but for a server that has none. */
export async function readFeatures(client: Client): Promise<Features> {
  try {
    const { value } = await client.get('/ServiceProviderConfig')
    const supported = (name: string) => objectOf(value?.[name]).supported === true
    const { maxResults } = objectOf(value?.filter)
    return {
      patch: supported('patch'),
      filter: supported('filter'),
      maxResults: typeof maxResults === 'number' && maxResults > 0 ? maxResults : undefined,
      etag: supported('etag'),
      isSaid: true,
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
    patchRefused: false,
    refusedFilters: new Set(),
    projects: undefined,
  }
  known.set(origin + path, { knowledge, until: Date.now() + KEPT_MILLISECONDS })
  return knowledge
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {}
}
