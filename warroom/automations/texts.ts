import type { Json, JsonObject } from '../../kit/wire.ts'
import { jsonIn } from '../json.ts'
import { parseInstant } from '../values/instant.ts'
import { listOf, numberOf, textOf } from './arguments.ts'
import { argument, type BuiltInAutomation, computed } from './automation.ts'
import { AutomationError } from './error.ts'

const TRANSFORMER = ['transformer']
const value = argument('value', 'The value to work on.', { default: true, required: true })

/** A transformer of one text. */
function ofText(
  name: string,
  description: string,
  change: (text: string, args: JsonObject) => Json | undefined,
  args: BuiltInAutomation['declaration']['arguments'] = [],
): BuiltInAutomation {
  return computed({
    name,
    description,
    tags: TRANSFORMER,
    args: [value, ...args],
    compute: args => (args.value === undefined ? undefined : change(textOf(args.value), args)),
  })
}

/** No date before 1973 is written in milliseconds, and no date of this millennium's first 1,000 years in seconds so large. */
const MILLISECONDS_FROM = 1e11

function timeStampToDate(_: string, args: JsonObject): string {
  const time = numberOf(args, 'value')
  const date = new Date(Math.abs(time) < MILLISECONDS_FROM ? time * 1000 : time)
  if (Number.isNaN(date.getTime()))
    throw new AutomationError(`${time} lies beyond the years a date can have.`)
  return date.toISOString()
}

function dateStringToIso(text: string): string {
  const instant = parseInstant(text)
  // As the platform's script does: what is no date stays as it is.
  return instant ? new Date(instant.seconds * 1000 + instant.nanos / 1e6).toISOString() : text
}

function urlDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new AutomationError(
      `"${text}" is no text of a URL: a percent sign must stand before two hexadecimal digits.`,
    )
  }
}

function cut(text: string, args: JsonObject): string {
  const delimiter = textOf(args.delimiter) || '-'
  const parts = text.split(delimiter)
  return listOf(args.fields)
    .map(field => parts[Number(textOf(field)) - 1])
    .filter(part => part !== undefined)
    .join(delimiter)
}

function mapped(text: string, args: JsonObject): Json {
  const [from, to] = [listOf(args.input_values), listOf(args.mapped_values)]
  if (from.length !== to.length)
    throw new AutomationError(
      `There are ${from.length} input_values and ${to.length} mapped_values; give as many of both.`,
    )
  const at = from.findIndex(input => textOf(input) === text)
  return at === -1 ? (args.value ?? null) : (to[at] ?? null)
}

const mapping = [
  argument('input_values', 'The values to look for.', { required: true, isArray: true }),
  argument('mapped_values', 'What stands for them, in the same order.', { required: true, isArray: true }),
]

/** Table fields are named in lower case without blanks and underscores. */
function tableKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(tableKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key.toLowerCase().replace(/[\s_]/g, ''),
      tableKeys(member),
    ]),
  )
}

export const TEXT_AUTOMATIONS: readonly BuiltInAutomation[] = [
  ofText(
    'StripChars',
    'A text without the given characters at its start and end.',
    (text, args) => {
      const chars = [...textOf(args.chars)]
      const kept = [...text]
      const outside = (one: string) => !chars.includes(one)
      return kept.slice(Math.max(kept.findIndex(outside), 0), kept.findLastIndex(outside) + 1).join('')
    },
    [argument('chars', 'The characters.', { required: true })],
  ),
  ofText('TimeStampToDate', 'Seconds (or milliseconds) since 1970 as an ISO date.', timeStampToDate),
  ofText('DateStringToISOFormat', 'A date as an ISO date, in UTC.', dateStringToIso),
  ofText('Base64Encode', 'A text in base64.', text => Buffer.from(text).toString('base64')),
  ofText('Base64Decode', 'The text that base64 holds.', text => Buffer.from(text, 'base64').toString()),
  ofText('URLEncode', 'A text as part of a URL.', text => encodeURIComponent(text)),
  ofText('URLDecode', 'The text of a part of a URL.', urlDecoded),
  ofText('PrettyPrint', 'A value as JSON text over several lines.', (text, args) =>
    JSON.stringify(typeof args.value === 'string' ? (jsonIn(text) ?? text) : args.value, null, 4),
  ),
  ofText('Cut', 'Some fields of a text.', cut, [
    argument('delimiter', 'What stands between the fields.', { defaultValue: '-' }),
    argument('fields', 'Their numbers from 1, separated by commas.', { required: true, isArray: true }),
  ]),
  ofText('MapValuesTransformer', 'What stands for the value; an unknown one is itself.', mapped, mapping),
  ofText('MapValues', 'What stands for the value; an unknown one is itself.', mapped, mapping),
  ofText('ConvertKeysToTableFieldFormat', 'An object with its keys named as table fields.', (text, args) =>
    tableKeys(typeof args.value === 'string' ? (jsonIn(text) ?? text) : (args.value ?? null)),
  ),
]
