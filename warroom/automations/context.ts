import type { Json, JsonObject } from '../../kit/wire.ts'
import { jsonIn } from '../json.ts'
import { isEmpty, isOn, listOf, textOf } from './arguments.ts'
import { type AutomationHost, argument, automation, type BuiltInAutomation } from './automation.ts'
import { deleteContext } from './delete-context.ts'
import { AutomationError } from './error.ts'

/** The value that Set stores (playbook.md §10): digits are a number, JSON text its value, other text itself. */
export function storedValue(value: Json | undefined, stringify: boolean): Json {
  if (stringify) return textOf(value)
  if (typeof value !== 'string') return value ?? ''
  if (!/^\d+$/.test(value)) return jsonIn(value) ?? value
  // A number that a double does not hold exactly stays exact as text; the filters compare such texts as numbers.
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

function entry(text: string, contents: Json, context?: JsonObject): JsonObject {
  return {
    Type: 1,
    Contents: contents,
    ContentsFormat: 'json',
    HumanReadable: text,
    ReadableContentsFormat: 'markdown',
    ...(context ? { EntryContext: context } : {}),
  }
}

const switches = [
  argument('append', 'Whether the value is added to what is there; otherwise it replaces it.', {
    defaultValue: 'false',
    predefined: ['true', 'false'],
  }),
  argument('stringify', 'Whether the value is stored as text.', {
    defaultValue: 'false',
    predefined: ['true', 'false'],
  }),
]

/** Appending goes through the entry's context, where a key may hold a selector; replacing goes through setContext (HC-81). */
async function store(
  host: AutomationHost,
  values: readonly (readonly [string, Json])[],
  append: boolean,
): Promise<Json[]> {
  if (!append) for (const [key, value] of values) await host.setContext(key, value)
  return values.map(([key, value]) =>
    entry(`Key ${key} set`, value, append ? Object.fromEntries([[key, value]]) : undefined),
  )
}

const set = automation({
  name: 'Set',
  description: 'Sets a value in the context under a key.',
  args: [
    argument('key', 'The path to set; with append it may hold a selector.', { required: true }),
    argument('value', 'The value, or a list of values.', { required: true, isArray: true }),
    ...switches,
  ],
  run: (args, host) =>
    store(host, [[textOf(args.key), storedValue(args.value, isOn(args, 'stringify'))]], isOn(args, 'append')),
})

const setAndHandleEmpty = automation({
  name: 'SetAndHandleEmpty',
  description:
    'Sets a value in the context under a key; an empty value changes nothing, unless force is given.',
  args: [
    argument('key', 'The paths to set.', { required: true, isArray: true }),
    argument('value', 'The value, or a list of values.', { isArray: true }),
    ...switches,
    argument('force', 'Whether an empty value is set as well.', {
      defaultValue: 'false',
      predefined: ['true', 'false'],
    }),
  ],
  async run(args, host) {
    const value = storedValue(args.value, isOn(args, 'stringify'))
    if ((isEmpty(args.value) || isEmpty(value)) && !isOn(args, 'force'))
      return 'Nothing was set: the value is empty.'
    return store(
      host,
      listOf(args.key).map(key => [textOf(key), value] as const),
      isOn(args, 'append'),
    )
  },
})

const setMultipleValues = automation({
  name: 'SetMultipleValues',
  description: 'Sets several keys below one parent key.',
  args: [
    argument('parent', 'The key above them.', { required: true }),
    argument('keys', 'The keys, in the order of the values.', { required: true, isArray: true }),
    argument('values', 'The values, in the order of the keys.', { required: true, isArray: true }),
  ],
  async run(args) {
    const [keys, values] = [listOf(args.keys), listOf(args.values)]
    if (keys.length !== values.length)
      throw new AutomationError(
        `There are ${keys.length} keys and ${values.length} values; give as many of both.`,
      )
    const members = Object.fromEntries(keys.map((key, index) => [textOf(key), values[index] ?? null]))
    return entry('Keys set', members, Object.fromEntries([[textOf(args.parent), members]]))
  },
})

export const CONTEXT_AUTOMATIONS: readonly BuiltInAutomation[] = [
  set,
  setAndHandleEmpty,
  setMultipleValues,
  deleteContext,
]
