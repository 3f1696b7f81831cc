import type { Json } from '../../kit/wire.ts'
import { listOf, textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import type { Running } from '../engine/record.ts'
import { changedIndicator, openIndicatorFields } from '../indicators/edit.ts'
import { fieldOf, type Indicator } from '../indicators/indicator.ts'
import { Refusal } from '../refusal.ts'
import { builtIn, type Result } from './command.ts'
import { incidentsOf } from './given-fields.ts'
import { indicatorsNamed, indicatorsValues } from './indicators.ts'

function withoutThose(held: Json[], values: Json[]): Json[] {
  const gone = values.map(textOf)
  return held.filter(each => !gone.includes(textOf(each)))
}

/** A command that adds values to a field that is a list, or takes them out. */
function fieldList(
  name: string,
  description: string,
  change: (held: Json[], values: Json[]) => Json[],
): OwnCommand {
  return builtIn({
    name,
    description,
    args: [
      indicatorsValues,
      argument('field', 'The field, by cliName.', { required: true }),
      argument('fieldValue', 'The values.', { required: true, isArray: true }),
    ],
    run(args, running) {
      const { content, clock } = running.parts
      const field = textOf(args.field)
      const read = openIndicatorFields(content)
      const indicators = indicatorsNamed(args.indicatorsValues, running).map(indicator => {
        const held = listOf(fieldOf(indicator, field))
        const fields = read({ [field]: change(held, listOf(args.fieldValue)) })
        if (Object.keys(fields.custom).length === 0)
          throw new Refusal(`The field "${field}" of an indicator is no list of values.`)
        return changedIndicator(indicator, fields, clock.now())
      })
      return { text: `Changed ${field} of ${indicators.length} indicators.`, change: { indicators } }
    },
  })
}

/** Puts indicators to incidents, or takes them away. */
function associated(indicators: Indicator[], incidentIds: string[], add: boolean): Indicator[] {
  return indicators.map(indicator => {
    const held = indicator.investigationIDs.filter(id => !incidentIds.includes(id))
    return { ...indicator, investigationIDs: add ? [...held, ...incidentIds] : held }
  })
}

const incidentId = argument('incidentId', 'The incident; without it the one in which the command runs.')

function association(name: string, valueName: 'value' | 'indicatorsValues', add: boolean): OwnCommand {
  const description = add ? 'Puts indicators to an incident.' : 'Takes indicators away from an incident.'
  const value = argument('value', 'The value of the indicator.', { required: true, default: true })
  return builtIn({
    name,
    description,
    args: [valueName === 'value' ? value : indicatorsValues, incidentId],
    run(args, running: Running): Result {
      const incidents = incidentsOf(args.incidentId, running).map(({ id }) => id)
      const given = valueName === 'value' ? [args.value ?? ''] : args.indicatorsValues
      const indicators = associated(indicatorsNamed(given, running), incidents, add)
      const values = indicators.map(each => each.value).join(', ')
      return {
        text: `${values} ${add ? 'belongs to' : 'no longer belongs to'} incident ${incidents.join(', ')}.`,
        change: { indicators },
      }
    },
  })
}

export const INDICATOR_RELATION_COMMANDS: readonly OwnCommand[] = [
  fieldList('appendIndicatorField', 'Adds values to a list field of indicators.', (held, values) => [
    ...held,
    ...withoutThose([...new Set(values)], held),
  ]),
  fieldList('removeIndicatorField', 'Takes values out of a list field of indicators.', withoutThose),
  association('associateIndicatorToIncident', 'value', true),
  association('associateIndicatorsToIncident', 'indicatorsValues', true),
  association('unAssociateIndicatorsFromIncident', 'indicatorsValues', false),
]
