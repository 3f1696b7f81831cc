import type { FoundIndicators, IndicatorSearch } from '../../../kit/indicators.ts'
import { searchedBy } from '../../../kit/indicators.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { askSearchIndicators } from '../../../warroom/indicators/asks.ts'
import { givenIndicators, openIndicatorFields, putIndicators } from '../../../warroom/indicators/edit.ts'
import { Indicators } from '../../../warroom/indicators/store.ts'
import { Content } from '../../../warroom/pack/content.ts'
import { NOW } from './people.ts'

/** User Profiles as the war room keeps and finds them. */
export class ProfileStore {
  readonly #store = new Indicators()
  /** Every search, and how many were created or changed at once. */
  readonly searches: IndicatorSearch[] = []
  readonly writes: number[] = []
  #n = 0

  search(search: IndicatorSearch): FoundIndicators {
    this.searches.push(search)
    const parts = { state: { room: { indicators: this.#store } } } as unknown as Parameters<
      typeof askSearchIndicators
    >[0]
    return searchedBy(askSearchIndicators(parts, [search as unknown as Json]))
  }

  create(list: JsonObject[]): void {
    this.writes.push(list.length)
    this.#put(list)
  }

  /** Makes or changes one as an analyst or a playbook does. */
  set(value: string, fields: JsonObject, type = 'User Profile'): void {
    this.#put([{ value, type, fields }])
  }

  remove(value: string): void {
    this.#apply(
      [],
      this.#store.withValue(value, 'User Profile').map(({ id }) => id),
    )
  }

  /** The custom fields of a profile; undefined when there is none. */
  fields(value: string): JsonObject | undefined {
    return this.#store.withValue(value, 'User Profile')[0]?.CustomFields
  }

  /** All profiles by value. */
  all(): Record<string, JsonObject> {
    const own = [...this.#store.all()].filter(one => one.indicator_type === 'User Profile')
    return Object.fromEntries(own.map(({ value, CustomFields }) => [value, CustomFields]))
  }

  #put(list: JsonObject[]): void {
    const read = openIndicatorFields(new Content())
    this.#apply(putIndicators(this.#store, givenIndicators(list), read, NOW), [])
  }

  #apply(...[put, removed]: [put: Parameters<Indicators['apply']>[1], removed: string[]]): void {
    this.#n += 1
    this.#store.apply(this.#n, put, removed)
  }
}
