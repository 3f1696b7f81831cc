import type { Json, JsonObject } from './wire.ts'

/** What demisto.searchIndicators takes, by name. */
export interface IndicatorSearch {
  query: string
  /** How many a page holds; 100 without it, 1000 at most. */
  size?: number
  /** Counts from 0. The platform's store refuses `page * size` beyond 10,000: a longer walk takes `searchAfter`. */
  page?: number
  /** Where the page before ended: what its answer had, untouched. */
  searchAfter?: Json
  /** The names of the fields that are wanted, separated by commas; all of them without it. */
  populateFields?: string
}

/** A page of what a search finds. `searchAfter` leads to the next page; there is none behind the last. */
export interface FoundIndicators {
  /** How many the search finds on all pages. */
  total: number
  iocs: JsonObject[]
  searchAfter?: Json[]
}

/** The answer to searchIndicators. The platform gives null for what it has not: indicators, a number, a next page. */
export function searchedBy(answer: Json): FoundIndicators {
  const { total, iocs, searchAfter } = (answer ?? {}) as { [member in keyof FoundIndicators]?: Json }
  return {
    total: Number(total ?? 0),
    iocs: (iocs ?? []) as JsonObject[],
    ...(Array.isArray(searchAfter) && searchAfter.length > 0 ? { searchAfter } : {}),
  }
}
