import type { AutomationHost } from '../../kit/automation.ts'
import { Refusal } from '../../kit/errors.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { quoted } from '../query.ts'
import { customFields, isTemporary, USER_PROFILE } from '../user-profile/search.ts'
import type { Person } from './events.ts'

const PAGE_SIZE = 1000
/** A query of so many people has four times as many terms; a store takes some hundreds. */
const BATCH = 50
/** From so many people on all profiles are read: that is fewer questions than one for every 50. */
const MANY = 500

const FIELDS = 'name,value,type,CustomFields,username,email,oktauserid,active,appprofiles'
const POPULATED = `${FIELDS},istemporaryuser,temporaryuserprofile`
const ALL = `type:${quoted(USER_PROFILE)}`

type Host = Pick<AutomationHost, 'searchIndicators'>

/** The User Profiles that may be those of the people, each once and none that is temporary: a few are asked for, many are read over. */
export async function profilesOf(host: Host, people: readonly Person[]): Promise<JsonObject[]> {
  const found = new Map<Json | undefined, JsonObject>()
  for (const query of queriesFor(people))
    for await (const iocs of pages(host, query))
      for (const one of iocs)
        if (one.indicator_type === USER_PROFILE && !isTemporary(one)) found.set(one.id ?? one.value, one)
  return [...found.values()]
}

function queriesFor(people: readonly Person[]): string[] {
  if (people.length > MANY) return [ALL]
  const batches = Array.from({ length: Math.ceil(people.length / BATCH) }, (_, at) =>
    people.slice(at * BATCH, (at + 1) * BATCH),
  )
  return batches.map(batch => `${ALL} and (${batch.flatMap(termsFor).join(' or ')})`)
}

function termsFor({ id, login }: Person): string[] {
  const byLogin = login === '' ? [] : ['value', 'username', 'email'].map(name => `${name}:${quoted(login)}`)
  return [...(id === '' ? [] : [`oktauserid:${quoted(id)}`]), ...byLogin]
}

/** Throws a Refusal when fewer came than there are: those who are left would count as nobody. Behind 10,000 a store pages by its own place only (kit/indicators.ts). */
async function* pages(host: Host, query: string): AsyncIterable<JsonObject[]> {
  let populateFields: string | undefined = POPULATED
  let searchAfter: Json | undefined
  for (let page = 0, seen = 0; ; page += 1) {
    const at = searchAfter === undefined ? { page } : { searchAfter }
    const fields = populateFields === undefined ? {} : { populateFields }
    const answer = await host.searchIndicators({ query, size: PAGE_SIZE, ...at, ...fields })
    if (page === 0 && populateFields !== undefined && answer.iocs.length > 0 && answer.iocs.every(isBare)) {
      // A store that knows no single custom fields gives none of them.
      populateFields = undefined
      page = -1
      continue
    }
    yield answer.iocs
    seen += answer.iocs.length
    const byPlace = searchAfter !== undefined
    searchAfter = answer.searchAfter
    if (seen >= answer.total) return
    if (answer.iocs.length === 0 || (byPlace && searchAfter === undefined))
      throw new Refusal(
        `The search for User Profiles gave ${seen} of ${answer.total}; nothing was changed. Run it again.`,
      )
  }
}

const isBare = (indicator: JsonObject): boolean => Object.keys(customFields(indicator)).length === 0
