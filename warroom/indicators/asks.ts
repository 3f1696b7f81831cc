import type { Json, JsonObject } from '../../kit/wire.ts'
import { listOf, textOf } from '../automations/arguments.ts'
import type { Parts } from '../engine/parts.ts'
import { Refusal } from '../refusal.ts'
import { givenIndicators, openIndicatorFields, putIndicators } from './edit.ts'
import type { Indicator } from './indicator.ts'
import { searchIndicators } from './search.ts'

/** How many indicators a page holds at most, and without a size. */
const LARGEST_PAGE = 1000
const PAGE_SIZE = 100

/** An indicator with only the named members and custom fields; without names it is whole. */
function only(indicator: Indicator, names: string[]): JsonObject {
  if (names.length === 0) return indicator
  const wanted = new Set(names.map(name => name.toLowerCase()).concat('id', 'value', 'indicator_type'))
  const pick = (object: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(object).filter(([name]) => wanted.has(name.toLowerCase())))
  return { ...pick(indicator), CustomFields: pick(indicator.CustomFields) }
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

/** demisto.searchIndicators: one page of what a query finds, `{iocs, total}`; pages count from 0. */
export function askSearchIndicators({ state }: Pick<Parts, 'state'>, args: Json[]): Json {
  const { query, value, size, page, fields, populateFields } = named(args)
  const { indicators } = state.room
  const wanted = textOf(value)
  const found = searchIndicators(indicators, textOf(query)).filter(
    each => wanted === '' || each.value.toLowerCase() === wanted.toLowerCase(),
  )
  const length = Math.min(whole(size, 'size', PAGE_SIZE), LARGEST_PAGE)
  const from = whole(page, 'page', 0) * length
  const names = listOf(fields ?? populateFields).map(textOf)
  const iocs = found.slice(from, from + length).map(indicator => only(indicator, names))
  return { iocs, total: found.length }
}

/** demisto.createIndicators: makes or changes indicators, all of the list in one step. */
export function askCreateIndicators({ state, content, clock }: Parts, [list]: Json[]): Json {
  const given = givenIndicators(list ?? null)
  const indicators = putIndicators(state.room.indicators, given, openIndicatorFields(content), clock.now())
  if (indicators.length > 0) state.commit({ indicators })
  return null
}
