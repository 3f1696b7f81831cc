import { Refusal } from '../../../kit/errors.ts'
import type { Host } from '../../../kit/integration.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

const TYPE = 'User Profile'
const PAGE_SIZE = 1000
/** A store may stop counting here: from this total on only an empty page is the end. */
const UNSURE = 10_000

/** An indicator of the type User Profile. */
export interface Indicator {
  readonly value: string
  readonly fields: JsonObject
}

/**
 * All User Profiles that a query finds, page by page, with only the wanted custom fields. Throws Refusal when the host gives
 * fewer than it says there are: a person whose profile is overlooked would be hired again.
 */
export async function* profilePages(
  host: Pick<Host, 'searchIndicators'>,
  query: string,
  wanted: readonly string[],
): AsyncIterable<Indicator[]> {
  // A store that knows no single custom fields gives all of them under this name.
  let populateFields = wanted.length
    ? ['name', 'value', 'type', 'CustomFields', ...wanted].join(',')
    : undefined
  const seen = new Set<string>()
  let searchAfter: Json | undefined
  let first: number | undefined
  for (let page = 0; ; page += 1) {
    const at = searchAfter === undefined ? { page } : { searchAfter }
    const answer = await host.searchIndicators({
      query,
      size: PAGE_SIZE,
      ...at,
      ...(populateFields !== undefined && { populateFields }),
    })
    const iocs = answer.iocs.filter(isProfile)
    if (page === 0 && populateFields !== undefined && iocs.length && iocs.every(isBare)) {
      populateFields = undefined
      page = -1
      continue
    }
    first ??= answer.total
    for (const { id, value } of answer.iocs) seen.add(String(id ?? value))
    yield iocs.map(({ value, CustomFields }) => ({ value: String(value), fields: objectOr(CustomFields) }))
    const byToken = searchAfter !== undefined
    searchAfter = answer.searchAfter
    const isLast = byToken && searchAfter === undefined
    if (answer.iocs.length && !isLast && (seen.size < answer.total || answer.total >= UNSURE)) continue
    // A page by its number hides somebody when another one before it is gone meanwhile.
    const wanted = byToken ? answer.total : Math.max(first, answer.total)
    if (seen.size < wanted) throw tooFew(seen.size, wanted)
    return
  }
}

/** The whole profiles with these values. */
export async function profilesNamed(
  host: Pick<Host, 'searchIndicators'>,
  values: readonly string[],
): Promise<Indicator[]> {
  const found: Indicator[] = []
  const names = new Set(values.map(value => value.toLowerCase()))
  for (let from = 0; from < values.length; from += BATCH) {
    const any = values.slice(from, from + BATCH).map(value => `value:${quoted(value)}`)
    // The platform's search may be wider than what was asked.
    for await (const page of profilePages(host, `${ALL_PROFILES} and (${any.join(' or ')})`, []))
      found.push(...page.filter(({ value }) => names.has(value.toLowerCase())))
  }
  return found
}

const BATCH = 50
export const ALL_PROFILES = `type:"${TYPE}"`

const quoted = (text: string) => `"${text.replace(/(["\\])/g, '\\$1')}"`

function isProfile(indicator: JsonObject): boolean {
  const type = indicator.indicator_type ?? indicator.type
  return type === undefined || type === TYPE
}

const isBare = ({ CustomFields }: JsonObject) => Object.keys(objectOr(CustomFields)).length === 0

function objectOr(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}

function tooFew(seen: number, total: number): Refusal {
  return new Refusal(
    `Only ${seen} of ${total} User Profiles could be read, so nothing was decided; the next fetch tries again.`,
  )
}
