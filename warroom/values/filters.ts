import { isDeepStrictEqual } from 'node:util'
import type { Json } from '../../kit/wire.ts'
import {
  asDecimal,
  asFlag,
  asInstant,
  asList,
  asText,
  asWhole,
  describe,
  elements,
  isNothing,
  sameItem,
  ValueError,
} from './cast.ts'
import { anyPair, type FilterOperator, listItems, not, texts } from './compare.ts'
import { compareNumbers } from './decimal.ts'
import { zeroAndFalseAreEmpty } from './decisions.ts'
import { compareInstants } from './instant.ts'
import { matches } from './match.ts'

const numbers = (test: (order: number) => boolean) =>
  anyPair(asDecimal, asDecimal, (left, right) => test(compareNumbers(left, right)))

const dates = (test: (order: number) => boolean) =>
  anyPair(asInstant, asInstant, (left, right) => test(compareInstants(left, right)))

const flag =
  (wanted: boolean): FilterOperator =>
  left =>
    elements(left)
      .map(asFlag)
      .some(value => value === wanted)

const isEqualString = texts((left, right) => left === right)

const isEqual: FilterOperator = (left, right, by) => {
  if (!isNothing(left) && !isNothing(right) && typeof left === 'object' && typeof right === 'object')
    return isDeepStrictEqual(left, right) || (Array.isArray(left) && isEqualElement(left, right))
  return isEqualString(left, right, by)
}

function isEqualElement(list: Json[], value: Json): boolean {
  return !Array.isArray(value) && list.some(element => isDeepStrictEqual(element, value))
}

const isEqualCase = anyPair(asText, asText, (left, right) => left === right)

function isEmptyValue(value: Json | undefined): boolean {
  if (isNothing(value) || value === '') return true
  if (value === 0 || value === false) return zeroAndFalseAreEmpty
  return typeof value === 'object' && Object.keys(value).length === 0
}

const contains = anyPair<Json>(
  value => value,
  value => value,
  (left, right, { ignoreCase }) => sameItem(left, right, ignoreCase),
)

const containsString = texts((left, right) => left.includes(right))

const containsGeneral: FilterOperator = (left, right, by) =>
  Array.isArray(left) ? contains(left, right, by) : containsString(left, right, by)

const isIn: FilterOperator = (left, right, { ignoreCase }) => {
  const items = listItems(right)
  return elements(left).some(value => items.some(item => sameItem(value, item, ignoreCase)))
}

const inList: FilterOperator = (left, right, by) =>
  isIn(
    left,
    elements(right).flatMap(value => listItems(asText(value))),
    by,
  )

const hasLength: FilterOperator = (left, right) => {
  const length = asList(left).length
  return elements(right)
    .map(asWhole)
    .some(wanted => wanted === length)
}

const preProcessOnly: FilterOperator = left => {
  throw new ValueError(`compares incidents in pre-process rules only, but was given ${describe(left)}`)
}

const startWith = texts((left, right) => left.startsWith(right))
const endWith = texts((left, right) => left.endsWith(right))
const isEqualNumber = numbers(order => order === 0)

/** The built-in filter operators (MP-48). */
export const FILTERS: ReadonlyMap<string, FilterOperator> = new Map(
  Object.entries({
    isEqualString,
    isNotEqualString: not(isEqualString),
    isEqual,
    isNotEqual: not(isEqual),
    isEqualCase,
    isNotEqualCase: not(isEqualCase),
    isEqualNumber,
    isNotEqualNumber: not(isEqualNumber),
    greaterThan: numbers(order => order > 0),
    greaterThanOrEqual: numbers(order => order >= 0),
    lessThan: numbers(order => order < 0),
    lessThanOrEqual: numbers(order => order <= 0),
    isSame: dates(order => order === 0),
    isBefore: dates(order => order < 0),
    isAfter: dates(order => order > 0),
    isTrue: flag(true),
    isFalse: flag(false),
    isExists: left => !isNothing(left),
    isNotExists: left => isNothing(left),
    isEmpty: left => isEmptyValue(left),
    isNotEmpty: left => !isEmptyValue(left),
    containsString,
    notContainsString: not(containsString),
    contains,
    notContains: not(contains),
    containsGeneral,
    notContainsGeneral: not(containsGeneral),
    in: isIn,
    notIn: not(isIn),
    inList,
    notInList: not(inList),
    startWith,
    notStartWith: not(startWith),
    endWith,
    notEndWith: not(endWith),
    match: anyPair(asText, asText, (left, right, { ignoreCase, language }) =>
      matches(left, ignoreCase ? `(?i)${right}` : right, language),
    ),
    stringHasLength: anyPair(asText, asWhole, (left, right) => [...left].length === right),
    hasLength,
    isIdenticalIncident: preProcessOnly,
    isNotIdenticalIncident: preProcessOnly,
  } satisfies Record<string, FilterOperator>),
)

/** Older files prefix a group, and for these names the group decides which operator is meant (MP-48). */
export const GROUPED: ReadonlyMap<string, string> = new Map([
  ['string.isEqual', 'isEqualString'],
  ['string.isNotEqual', 'isNotEqualString'],
  ['number.isEqual', 'isEqualNumber'],
  ['number.isNotEqual', 'isNotEqualNumber'],
  ['date.isEqual', 'isSame'],
  ['string.contains', 'containsString'],
  ['string.notContains', 'notContainsString'],
  ['string.hasLength', 'stringHasLength'],
  ['general.contains', 'containsGeneral'],
  ['general.notContains', 'notContainsGeneral'],
])
