import type { Json, JsonObject } from '../../kit/wire.ts'
import { listOf, textOf } from '../automations/arguments.ts'
import { openFields } from '../mapping/field-names.ts'
import type { Field } from '../mapping/index.ts'
import type { Content } from '../pack/content.ts'
import { Refusal } from '../refusal.ts'
import { type Indicator, scoreOf, systemMember } from './indicator.ts'
import type { Indicators } from './store.ts'

/** The type of an indicator that is made without one. */
const NO_TYPE = 'Unknown'

/** Members that the store keeps itself. */
const KEPT = new Set(['id', 'value', 'timestamp', 'modified', 'investigationIDs'])

interface Fields {
  members: JsonObject
  custom: JsonObject
}

/** Sorts fields into members of an indicator and custom fields by cliName. */
export type IndicatorFieldReader = (given: JsonObject) => Fields

/** What a name that is given means: a member of an indicator, or without one this custom field. */
interface Meant {
  member: string | undefined
  field: string
  isList: boolean
}

function score(value: Json): number {
  const found = scoreOf(value)
  if (found !== undefined) return found
  throw new Refusal(
    `The verdict must be Unknown, Benign, Suspicious, Malicious or 0 to 3, not ${JSON.stringify(value)}.`,
  )
}

/** Types of fields that hold a list; the platform's own `tags` is such a field, too. */
const LISTS = new Set(['multiSelect', 'tagsSelect'])

/**
 * Opens the indicator fields of the packs. A field that none defines is kept under the name it came with; a field of a
 * list type has text split at commas.
 */
export function openIndicatorFields(content: Content): IndicatorFieldReader {
  const definitions = content.of('indicator field').map(({ item }) => item as unknown as Field)
  const defined = new Set(definitions.map(({ cliName }) => cliName))
  const fieldNamed = openFields(definitions)
  const meant = (name: string): Meant => {
    const member = name.toLowerCase() === 'verdict' ? 'score' : systemMember(name)
    const { cliName, type = '' } = fieldNamed(name)
    const isList = cliName === 'tags' || LISTS.has(type)
    return { member, field: defined.has(cliName) ? cliName : name, isList }
  }
  // A list of indicators has the same few names a thousand times.
  const known = new Map<string, Meant>()
  const meaning = (name: string): Meant => {
    const found = known.get(name) ?? meant(name)
    if (!known.has(name)) known.set(name, found)
    return found
  }
  return given => {
    const members: [string, Json][] = []
    const custom: [string, Json][] = []
    for (const [name, value] of Object.entries(given)) {
      const { member, field, isList } = meaning(name)
      if (member === 'score') members.push(['score', score(value)])
      else if (member === undefined) custom.push([field, isList ? listOf(value) : value])
      else if (!KEPT.has(member)) members.push([member, value])
    }
    return { members: Object.fromEntries(members), custom: Object.fromEntries(custom) }
  }
}

/** An indicator with fields set, at a time; null removes a custom field. */
export function changedIndicator(indicator: Indicator, { members, custom }: Fields, now: string): Indicator {
  const gone = new Set(Object.keys(custom).filter(name => custom[name] === null))
  const fields = { ...indicator.CustomFields, ...custom }
  const CustomFields =
    gone.size === 0 ? fields : Object.fromEntries(Object.entries(fields).filter(([name]) => !gone.has(name)))
  return { ...indicator, ...members, modified: now, CustomFields }
}

function newIndicator(id: number, value: string, type: string, now: string): Indicator {
  return {
    id: String(id),
    value,
    indicator_type: type,
    score: 0,
    timestamp: now,
    modified: now,
    investigationIDs: [],
    CustomFields: {},
  }
}

export interface GivenIndicator {
  value: string
  /** Absent: whatever type the one with this value has. */
  type?: string
  fields: JsonObject
}

/**
 * The indicators that `given` makes or changes: one with the same value and type is changed, others are new. One that is
 * given twice is one, with the fields of both.
 */
export function putIndicators(
  store: Indicators,
  given: readonly GivenIndicator[],
  read: IndicatorFieldReader,
  now: string,
): Indicator[] {
  const put = new Map<string, Indicator>()
  let next = store.next()
  for (const { value, type, fields } of given) {
    if (value === '') throw new Refusal('An indicator needs a value; it is empty.')
    const key = JSON.stringify([value.toLowerCase(), type?.toLowerCase() ?? NO_TYPE.toLowerCase()])
    let indicator = put.get(key) ?? store.withValue(value, type)[0]
    if (!indicator) {
      indicator = newIndicator(next, value, type ?? NO_TYPE, now)
      next += 1
    }
    put.set(key, changedIndicator(indicator, read(fields), now))
  }
  return [...put.values()]
}

/** The indicators of createIndicators: `{value, type, fields, …}` each (CSP, the feed's form). */
export function givenIndicators(list: Json): GivenIndicator[] {
  if (!Array.isArray(list)) throw new Refusal('createIndicators takes a list of indicators.')
  return list.map((item, index) => {
    if (item === null || typeof item !== 'object' || Array.isArray(item))
      throw new Refusal(`Indicator ${index + 1} of createIndicators is no object.`)
    const { value, type, fields, rawJSON: _, ...members } = item
    const custom = fields !== null && typeof fields === 'object' && !Array.isArray(fields) ? fields : {}
    const named = textOf(type)
    return {
      value: textOf(value),
      ...(named === '' ? {} : { type: named }),
      fields: { ...members, ...custom },
    }
  })
}
