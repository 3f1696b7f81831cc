import type { Json } from '../../kit/wire.ts'
import { textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import { type Indicator, verdictOf } from '../indicators/indicator.ts'
import { searchIndicators } from '../indicators/search.ts'
import { tableOf } from '../operations/table.ts'
import { Refusal } from '../refusal.ts'
import { builtIn, type Result } from './command.ts'
import { INDICATOR_PAGE_SIZE } from './decisions.ts'
import { indicatorsNamed } from './indicators.ts'

/** People read a table; programs get the indicators. */
function listed(indicators: Indicator[], none: string): Result {
  const rows = indicators.map(({ id, value, indicator_type: type, score }) => [
    id,
    value,
    type,
    verdictOf(score),
  ])
  const table = tableOf('Indicators', ['id', 'value', 'type', 'verdict'], rows, none)
  return { text: textOf(table.text), contents: structuredClone(indicators) }
}

function sizeOf(given: Json | undefined): number {
  const text = textOf(given)
  if (/^\d{1,7}$/.test(text)) return Number(text)
  throw new Refusal(`Argument size must be a whole number, not "${text}".`)
}

const findIndicators = builtIn({
  name: 'findIndicators',
  description: 'Finds indicators.',
  args: [
    argument('query', 'A search such as type:"User Profile" and email:a@b.c.', { default: true }),
    argument('size', 'How many at most.', { defaultValue: String(INDICATOR_PAGE_SIZE) }),
  ],
  run(args, { parts }) {
    const found = searchIndicators(parts.state.room.indicators, textOf(args.query))
    return listed(found.slice(0, sizeOf(args.size)), 'No indicator was found.')
  },
})

const getIndicator = builtIn({
  name: 'getIndicator',
  description: 'Gets an indicator by its value.',
  args: [argument('value', 'The value.', { required: true, default: true })],
  run: ({ value }, running) => listed(indicatorsNamed([value ?? ''], running), ''),
})

const deleteIndicators = builtIn({
  name: 'deleteIndicators',
  description: 'Deletes the indicators that a search finds.',
  args: [
    argument('query', 'The search.', { required: true, default: true }),
    argument('reason', 'Why they are deleted.'),
    argument('doNotWhitelist', 'Whether they may come back; they always may.', {
      predefined: ['true', 'false'],
    }),
  ],
  run(args, { parts }) {
    const query = textOf(args.query).trim()
    if (query === '') throw new Refusal('deleteIndicators needs a query; * means all indicators.')
    const found = searchIndicators(parts.state.room.indicators, query)
    const text = `Deleted ${found.length} indicators.`
    return { text, contents: text, change: { removedIndicators: found.map(({ id }) => id) } }
  },
})

export const FOUND_INDICATOR_COMMANDS: readonly OwnCommand[] = [
  findIndicators,
  getIndicator,
  deleteIndicators,
]
