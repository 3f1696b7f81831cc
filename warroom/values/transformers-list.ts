import type { Json } from '../../kit/wire.ts'
import { asFlag, asList, asText, asWhole, elements, isNothing, sameItem } from './cast.ts'
import { compareNumbers, DECIMAL } from './decimal.ts'
import { joinSeparator, sliceByItemIncludesTo } from './decisions.ts'
import { type Args, argument, listResult, perItem, type TransformerOperator } from './transform.ts'

/** Gets the list as a whole, a single value as a list of one (MP-54); nothing gives nothing (MP-53). */
const whole =
  (change: (list: Json[], args: Args) => Json | undefined): TransformerOperator =>
  (value, args) =>
    isNothing(value) ? undefined : change(asList(value), args)

const isNumeric = (item: Json) =>
  typeof item === 'number' || (typeof item === 'string' && DECIMAL.test(item.trim()))

function sort(all: Json[], args: Args): Json[] {
  const list = elements(all)
  const numeric = list.every(isNumeric)
  const order = numeric
    ? (a: Json, b: Json) =>
        compareNumbers(
          typeof a === 'number' ? a : asText(a).trim(),
          typeof b === 'number' ? b : asText(b).trim(),
        )
    : (a: Json, b: Json) => (asText(a) < asText(b) ? -1 : asText(a) > asText(b) ? 1 : 0)
  if (!numeric) list.forEach(asText)
  const direction = args.descending === '' ? false : argument(args, 'descending', asFlag)
  return [...list].sort((a, b) => (direction ? order(b, a) : order(a, b)))
}

/** Equal values have equal keys, whatever the order of an object's members. */
function keyOf(value: Json): string {
  return JSON.stringify(value, (_, part: Json) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))
      : part,
  )
}

function uniq(list: Json[]): Json[] {
  const seen = new Set<string>()
  return list.filter(item => {
    const key = `${Array.isArray(item) ? 'list' : typeof item} ${keyOf(item)}`
    return !seen.has(key) && seen.add(key)
  })
}

function atIndex(list: Json[], args: Args): Json | undefined {
  const index = argument(args, 'index', asWhole) ?? 0
  return index < 0 ? undefined : (list[index] ?? undefined)
}

function indexOf(list: Json[], args: Args): number {
  const item = argument(args, 'item', value => value)
  if (item === undefined) return -1
  const fromLast = args.fromLast === '' ? false : argument(args, 'fromLast', asFlag)
  const found = (value: Json) => sameItem(value, item)
  return fromLast ? list.findLastIndex(found) : list.findIndex(found)
}

function slice(list: Json[], args: Args): Json[] {
  const from = Math.max(0, argument(args, 'from', asWhole) ?? 0)
  const to = Math.max(0, argument(args, 'to', asWhole) ?? list.length)
  return list.slice(from, to)
}

function sliceByItem(list: Json[], args: Args): Json[] {
  const [from, to] = [argument(args, 'from', value => value), argument(args, 'to', value => value)]
  const start = from === undefined ? 0 : list.findIndex(item => sameItem(item, from))
  if (start < 0) return []
  const end = to === undefined ? -1 : list.findIndex((item, place) => place >= start && sameItem(item, to))
  return list.slice(start, end < 0 ? list.length : end + (sliceByItemIncludesTo ? 1 : 0))
}

function append(value: Json | undefined, args: Args): Json | undefined {
  const items = asList(argument(args, 'item', item => item))
  return items.length === 0 ? (value ?? undefined) : [...asList(value), ...items]
}

/** The built-in transformers of lists and of anything (MP-56). */
export const LIST_TRANSFORMERS: Record<string, TransformerOperator> = {
  getField: perItem((value, args, env) => {
    const field = argument(args, 'field', asText)
    return field === undefined ? value : (env.language.query(value, field) ?? undefined)
  }),
  sort: whole(sort),
  count: value => asList(value).length,
  atIndex: whole(atIndex),
  join: (value, args) =>
    elements(value)
      .map(asText)
      .join(argument(args, 'separator', asText) ?? joinSeparator),
  uniq: whole(list => listResult(uniq(list))),
  indexOf: whole(indexOf),
  slice: whole((list, args) => listResult(slice(list, args))),
  sliceByItem: whole((list, args) => listResult(sliceByItem(list, args))),
  append,
  Stringify: value => (isNothing(value) ? undefined : JSON.stringify(value)),
}
