import type { Json, JsonObject } from '../../kit/wire.ts'
import { isEmpty, listOf, textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import type { Running } from '../engine/record.ts'
import {
  changedIndicator,
  type GivenIndicator,
  openIndicatorFields,
  putIndicators,
} from '../indicators/edit.ts'
import type { Indicator } from '../indicators/indicator.ts'
import { Refusal } from '../refusal.ts'
import { builtIn, type Result } from './command.ts'
import { objectOf } from './given-fields.ts'

const FIELD_ARGUMENTS = [
  argument('verdict', 'Unknown, Benign, Suspicious or Malicious.'),
  argument('customFields', 'Custom fields by cliName, as a JSON object.'),
]

export const indicatorsValues = argument('indicatorsValues', 'The values of the indicators.', {
  default: true,
  isArray: true,
  required: true,
})

/** What of the arguments are fields of an indicator. */
function fieldsOf(args: JsonObject, ...others: string[]): JsonObject {
  const { customFields: _, ...given } = args
  const named = Object.entries(given).filter(([name, value]) => !others.includes(name) && !isEmpty(value))
  return { ...Object.fromEntries(named), ...objectOf(args, 'customFields') }
}

/** The indicators with these values; each must be there. */
export function indicatorsNamed(values: Json | undefined, { parts }: Running): Indicator[] {
  const { indicators } = parts.state.room
  return listOf(values)
    .map(textOf)
    .flatMap(value => {
      const found = indicators.withValue(value)
      if (found.length > 0) return found
      throw new Refusal(`There is no indicator "${value}"; findIndicators finds those there are.`)
    })
}

const createNewIndicator = builtIn({
  name: 'createNewIndicator',
  description:
    'Creates an indicator; one of the same value and type is changed. Further arguments are its fields by cliName.',
  args: [
    argument('value', 'The value.', { required: true, default: true }),
    argument('type', 'The type, such as User Profile.'),
    ...FIELD_ARGUMENTS,
  ],
  open: true,
  run(args, { parts: { state, content, clock } }) {
    const type = isEmpty(args.type) ? {} : { type: textOf(args.type) }
    const given: GivenIndicator = {
      value: textOf(args.value),
      ...type,
      fields: fieldsOf(args, 'value', 'type'),
    }
    const put = putIndicators(state.room.indicators, [given], openIndicatorFields(content), clock.now())
    const [contents] = put
    return {
      text: `Indicator ${textOf(args.value)} is there.`,
      contents: contents ?? null,
      change: { indicators: put },
    }
  },
})

/** Changes indicators by fields that arguments name. */
function changed(indicators: Indicator[], fields: JsonObject, { parts }: Running): Result {
  const read = openIndicatorFields(parts.content)(fields)
  const now = parts.clock.now()
  const put = indicators.map(indicator => changedIndicator(indicator, read, now))
  const values = put.map(({ value }) => value).join(', ')
  return { text: `Changed ${values}.`, contents: `Changed ${values}.`, change: { indicators: put } }
}

const setIndicator = builtIn({
  name: 'setIndicator',
  description: 'Sets fields of an indicator. Further arguments are its fields by cliName.',
  args: [
    argument('value', 'Its value.', { default: true }),
    argument('id', 'Its id, in place of the value.'),
    argument('type', 'The new type.'),
    ...FIELD_ARGUMENTS,
  ],
  open: true,
  run(args, running) {
    const id = textOf(args.id)
    const found = running.parts.state.room.indicators.get(id)
    if (id !== '' && !found) throw new Refusal(`There is no indicator with the id ${id}.`)
    if (id === '' && isEmpty(args.value)) throw new Refusal('setIndicator needs the argument value, or id.')
    const indicators = found ? [found] : indicatorsNamed([args.value ?? ''], running)
    return changed(indicators, fieldsOf(args, 'id', 'value'), running)
  },
})

const setIndicators = builtIn({
  name: 'setIndicators',
  description: 'Sets fields of several indicators. Further arguments are their fields by cliName.',
  args: [indicatorsValues, argument('type', 'The new type.'), ...FIELD_ARGUMENTS],
  open: true,
  run: (args, running) =>
    changed(indicatorsNamed(args.indicatorsValues, running), fieldsOf(args, 'indicatorsValues'), running),
})

export const INDICATOR_COMMANDS: readonly OwnCommand[] = [createNewIndicator, setIndicator, setIndicators]
