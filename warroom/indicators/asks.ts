import type { Json, JsonObject } from '../../kit/wire.ts'
import { isEmpty, listOf, textOf } from '../automations/arguments.ts'
import type { Parts } from '../engine/parts.ts'
import { Refusal } from '../refusal.ts'
import { givenIndicators, openIndicatorFields, putIndicators } from './edit.ts'
import type { Indicator } from './indicator.ts'
import { searchIndicators } from './search.ts'

/** How many indicators a page holds at most, and without a size. */
const LARGEST_PAGE = 1000
const PAGE_SIZE = 100

/** Gives indicators only the named members and custom fields, whatever the case of the names; without names all. */
function withOnly(names: string[]): (indicator: Indicator) => JsonObject {
  if (names.length === 0) return indicator => indicator
  const wanted = new Set(names.map(name => name.toLowerCase()).concat('id', 'value', 'indicator_type'))
  // A page has the same few names a thousand times.
  const known = new Map<string, boolean>()
  const isWanted = (name: string): boolean => {
    const found = known.get(name)
    if (found === undefined) known.set(name, wanted.has(name.toLowerCase()))
    return found ?? isWanted(name)
  }
  const pick = (object: JsonObject): (readonly [string, Json])[] =>
    Object.keys(object)
      .filter(isWanted)
      .map(name => [name, object[name] ?? null] as const)
  return indicator =>
    Object.fromEntries([
      ...pick(indicator),
      ['CustomFields', Object.fromEntries(pick(indicator.CustomFields))],
    ])
}

/** By name in one object, or in the order query, size, page, fields. */
function named([first, size, page, fields]: Json[]): JsonObject {
  if (first !== null && typeof first === 'object' && !Array.isArray(first)) return first
  return Object.fromEntries(
    Object.entries({ query: first, size, page, fields }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
}

function whole(value: Json | undefined, name: string, otherwise: number): number {
  if (value === undefined || value === null || value === '') return otherwise
  const number = Number(value)
  if (Number.isInteger(number) && number >= 0) return number
  throw new Refusal(`searchIndicators takes a whole number as its ${name}, not ${JSON.stringify(value)}.`)
}

/** How many of the indicators were made before a page that follows the one whose answer had this `searchAfter`. */
function placeAfter(found: readonly Indicator[], searchAfter: Json | undefined): number {
  const [id] = Array.isArray(searchAfter) ? searchAfter : []
  if (typeof id !== 'string' || !/^\d+$/.test(id))
    throw new Refusal(
      `searchIndicators takes as its searchAfter what the answer before had, not ${JSON.stringify(searchAfter)}.`,
    )
  let [from, to] = [0, found.length]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (Number(found[middle]?.id) <= Number(id)) from = middle + 1
    else to = middle
  }
  return from
}

/**
 * demisto.searchIndicators: one page of what a query finds, `{iocs, total, searchAfter?}`. The next page is found by that
 * searchAfter, which is stable while indicators come and go, or else by its number, counted from 0.
 */
export function askSearchIndicators({ state }: Pick<Parts, 'state'>, args: Json[]): Json {
  const { query, value, size, page, searchAfter, fields, populateFields } = named(args)
  const found = searchIndicators(state.room.indicators, textOf(query), textOf(value) || undefined)
  const length = Math.min(whole(size, 'size', PAGE_SIZE), LARGEST_PAGE)
  const from = isEmpty(searchAfter) ? whole(page, 'page', 0) * length : placeAfter(found, searchAfter)
  const shown = found.slice(from, from + length)
  const iocs = shown.map(withOnly(listOf(fields ?? populateFields).map(textOf)))
  const last = from + length < found.length ? shown.at(-1) : undefined
  return { iocs, total: found.length, ...(last ? { searchAfter: [last.id] } : {}) }
}

/** demisto.createIndicators: makes or changes indicators, all of the list in one step. */
export function askCreateIndicators({ state, content, clock }: Parts, [list]: Json[]): Json {
  const given = givenIndicators(list ?? null)
  const indicators = putIndicators(state.room.indicators, given, openIndicatorFields(content), clock.now())
  if (indicators.length > 0) state.commit({ indicators })
  return null
}
