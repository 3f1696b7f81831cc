import type { Json, JsonObject } from '../../kit/wire.ts'
import { isEmpty, listOf, numberOf, textOf } from './arguments.ts'
import { assignAnalyst } from './assign-analyst.ts'
import { argument, automation, type BuiltInAutomation, computed } from './automation.ts'
import { AutomationError } from './error.ts'

const ERROR = 4

const yesOrNo = (holds: boolean): string => (holds ? 'yes' : 'no')

const print = automation({
  name: 'Print',
  description: 'Prints a text to the war room.',
  args: [argument('value', 'What to print.', { required: true, default: true })],
  run: async args => ({ Type: 1, ContentsFormat: 'markdown', Contents: textOf(args.value) }),
})

const printErrorEntry = automation({
  name: 'PrintErrorEntry',
  description: 'Prints an error entry.',
  args: [argument('message', 'Its text.', { required: true, default: true })],
  run: async args => ({ Type: ERROR, ContentsFormat: 'text', Contents: textOf(args.message) }),
})

const getErrorsFromEntry = automation({
  name: 'GetErrorsFromEntry',
  description: 'Collects the texts of those of the given entries that are errors.',
  args: [argument('entry_id', 'The ids of the entries.', { required: true, isArray: true })],
  outputs: { ErrorEntries: 'The texts of the errors.' },
  async run(args, host) {
    const entries = host.entries(listOf(args.entry_id).map(textOf))
    const texts = entries.filter(({ Type }) => Type === ERROR).map(({ Contents }) => textOf(Contents))
    return {
      Type: 1,
      ContentsFormat: 'json',
      Contents: texts,
      HumanReadable: texts.length > 0 ? texts.join('\n') : 'There is no error among the entries.',
      ReadableContentsFormat: 'markdown',
      EntryContext: { ErrorEntries: texts },
    }
  },
})

const isErrorEntry = automation({
  name: 'isError',
  description: 'yes when one of the given entries is an error.',
  tags: ['condition'],
  args: [
    argument('entryId', 'The ids of the entries, such as ${lastCompletedTaskEntries}.', {
      required: true,
      default: true,
      isArray: true,
    }),
  ],
  async run(args, host) {
    const failed = host.entries(listOf(args.entryId).map(textOf)).some(({ Type }) => Type === ERROR)
    return yesOrNo(failed)
  },
})

function active(module: Json): module is JsonObject {
  return typeof module === 'object' && module !== null && !Array.isArray(module) && module.state === 'active'
}

const isIntegrationAvailable = automation({
  name: 'IsIntegrationAvailable',
  description: 'Whether an integration has an enabled instance.',
  tags: ['condition'],
  args: [argument('brandname', 'The brand of the integration.', { required: true, default: true })],
  outputs: { brandInstances: 'The names of its enabled instances.' },
  async run(args, host) {
    const brand = textOf(args.brandname)
    const names = Object.entries(host.modules())
      .filter(([, module]) => active(module) && module.brand === brand)
      .map(([name]) => name)
    const found = names.length > 0
    const context = found ? { EntryContext: { brandInstances: names } } : {}
    return { Type: 1, ContentsFormat: 'text', Contents: yesOrNo(found), ...context }
  },
})

/** Longer than this no task should wait; what needs days is a timer. */
const LONGEST_SLEEP_SECONDS = 2_000_000

const sleep = automation({
  name: 'Sleep',
  description: 'Waits.',
  args: [argument('seconds', 'How long, in seconds.', { required: true, default: true })],
  async run(args, host) {
    const seconds = numberOf(args, 'seconds')
    if (seconds < 0 || seconds > LONGEST_SLEEP_SECONDS)
      throw new AutomationError(
        `Argument seconds must lie between 0 and ${LONGEST_SLEEP_SECONDS}, not ${seconds}.`,
      )
    await host.wait(seconds)
    return `Slept ${seconds} seconds.`
  },
})

const areValuesEqual = computed({
  name: 'AreValuesEqual',
  description: 'Whether two values are equal as text; a missing one is equal to nothing.',
  tags: ['condition'],
  args: [argument('left', 'The one value.'), argument('right', 'The other value.')],
  compute: ({ left, right }) =>
    yesOrNo(left !== undefined && right !== undefined && textOf(left) === textOf(right)),
})

const exists = computed({
  name: 'Exists',
  description: 'Whether a value is there and not empty.',
  tags: ['condition'],
  args: [argument('value', 'The value.', { default: true, isArray: true })],
  compute: ({ value }) => yesOrNo(!isEmpty(value)),
})

export const INVESTIGATION_AUTOMATIONS: readonly BuiltInAutomation[] = [
  print,
  printErrorEntry,
  getErrorsFromEntry,
  isErrorEntry,
  isIntegrationAvailable,
  sleep,
  assignAnalyst,
  areValuesEqual,
  exists,
]
