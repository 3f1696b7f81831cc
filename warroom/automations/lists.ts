import type { Json } from '../../kit/wire.ts'
import { jsonIn } from '../json.ts'
import { isEmpty, isOn, listOf, textOf } from './arguments.ts'
import { argument, type BuiltInAutomation, computed } from './automation.ts'

const TRANSFORMER = ['transformer']
const WHOLE_LIST = ['transformer', 'entirelist']

const value = argument('value', 'The value to work on.', { default: true, isArray: true })

const firstArrayElement = computed({
  name: 'FirstArrayElement',
  description: 'The first element of a list; a single value is itself, an empty list nothing.',
  tags: WHOLE_LIST,
  args: [value],
  compute: ({ value }) => (Array.isArray(value) ? value[0] : value),
})

const lastArrayElement = computed({
  name: 'LastArrayElement',
  description: 'The last element of a list; a single value is itself, an empty list nothing.',
  tags: WHOLE_LIST,
  args: [value],
  compute: ({ value }) => (Array.isArray(value) ? value.at(-1) : value),
})

const reverseList = computed({
  name: 'ReverseList',
  description: 'A list from its end to its start; a single value is itself.',
  tags: WHOLE_LIST,
  args: [value],
  compute: ({ value }) => (Array.isArray(value) ? value.toReversed() : value),
})

/** What SetIfEmpty takes for empty when `applyIfEmpty` is true (mapping.md §3.2). */
function countsAsEmpty(value: Json | undefined): boolean {
  return isEmpty(value) || ['none', 'null'].includes(textOf(value).trim().toLowerCase())
}

const setIfEmpty = computed({
  name: 'SetIfEmpty',
  description: 'The default value in place of nothing and, with applyIfEmpty, of an empty value.',
  tags: WHOLE_LIST,
  args: [
    value,
    argument('defaultValue', 'What stands in its place.', { required: true }),
    argument('applyIfEmpty', 'Whether "", none and null count as well.', { defaultValue: 'false' }),
  ],
  compute({ value, ...args }) {
    const apply = isOn(args, 'applyIfEmpty') ? countsAsEmpty(value) : value === undefined || value === null
    return apply ? args.defaultValue : value
  },
})

const appendIfNotEmpty = computed({
  name: 'AppendIfNotEmpty',
  description: 'The value and the items behind it; what is empty is left out.',
  tags: WHOLE_LIST,
  args: [
    value,
    argument('item', 'What to append.', { isArray: true }),
    argument('raw', 'Whether the item is not split at commas.', { defaultValue: 'false' }),
  ],
  compute({ value, item, ...args }) {
    const items = isOn(args, 'raw') ? [item ?? null].flat() : listOf(item)
    const all = [...[value ?? null].flat(), ...items].filter(one => !isEmpty(one))
    return all.length > 0 ? all : undefined
  },
})

const joinIfSingleElementOnly = computed({
  name: 'JoinIfSingleElementOnly',
  description: 'The element of a list of one; anything else is itself.',
  tags: WHOLE_LIST,
  args: [value],
  compute: ({ value }) => (Array.isArray(value) && value.length === 1 ? value[0] : value),
})

const dt = computed({
  name: 'DT',
  description: 'What a context query gives on the value.',
  tags: TRANSFORMER,
  args: [value, argument('dt', 'The query.', { required: true })],
  compute: ({ value, dt }, query) => query(value ?? null, textOf(dt)),
})

const parseJson = computed({
  name: 'ParseJSON',
  description: 'The value of a JSON text; a text that is none gives an object that says so.',
  tags: TRANSFORMER,
  args: [argument('value', 'The JSON text.', { required: true, default: true })],
  compute({ value }) {
    if (typeof value !== 'string') return value
    const parsed = jsonIn(value)
    // An object and no failure (MP-61): a mapper goes on with its other fields.
    return parsed === undefined ? { error: `The text is no JSON: ${value.slice(0, 80)}` } : parsed
  },
})

const removeEmpty = computed({
  name: 'RemoveEmpty',
  description: 'A list without nothing, "", [], {} and the values given.',
  tags: WHOLE_LIST,
  args: [value, argument('empty_values', 'More texts that count as empty.', { isArray: true })],
  compute({ value, empty_values }) {
    const empty = listOf(empty_values).map(textOf)
    return [value ?? null].flat().filter(one => !isEmpty(one) && !empty.includes(textOf(one)))
  },
})

const stringifyArray = computed({
  name: 'StringifyArray',
  description: 'A list as one JSON text.',
  tags: WHOLE_LIST,
  args: [value],
  compute: ({ value }) => JSON.stringify([value ?? null].flat()),
})

export const LIST_AUTOMATIONS: readonly BuiltInAutomation[] = [
  firstArrayElement,
  lastArrayElement,
  reverseList,
  setIfEmpty,
  appendIfNotEmpty,
  joinIfSingleElementOnly,
  removeEmpty,
  stringifyArray,
  dt,
  parseJson,
]
