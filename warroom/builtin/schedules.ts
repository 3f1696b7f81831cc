import { numberOf, textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import { AutomationError } from '../automations/error.ts'
import { parseLine } from '../command-line/index.ts'
import { maskedLine } from '../engine/masked-line.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import { Refusal } from '../refusal.ts'
import { nextTime } from '../schedule/cron.ts'
import { builtIn } from './command.ts'

/** How often a line runs whose `times` is absent: as the platform's own scripts do, until somebody stops it. */
const TIMES = 1_000_000

function timesOf(args: Parameters<typeof numberOf>[0]): number {
  if (textOf(args.times) === '') return TIMES
  try {
    return Math.max(1, Math.floor(numberOf(args, 'times')))
  } catch (cause) {
    if (!(cause instanceof AutomationError)) throw cause
    throw new Refusal(cause.message)
  }
}

const scheduleEntry = builtIn({
  name: 'scheduleEntry',
  description: 'Runs a command line of this incident again and again, at the times of a cron text (UTC).',
  args: [
    argument('command', 'The line, such as !Print value=x.', { required: true, default: true }),
    argument('cron', 'Minute, hour, day, month, weekday.', { defaultValue: '* * * * *' }),
    argument('times', 'How often it runs; without it until it is cancelled.'),
    argument('scheduledEntryGuid', 'An id by which it can be cancelled, in place of one that is made.'),
  ],
  outputs: { ScheduledEntryID: 'The id by which it is cancelled.' },
  run(args, { investigation, parts }) {
    const command = textOf(args.command).trim()
    const line = /^[!/]/.test(command) ? command : `!${command}`
    if (parseLine(line).kind !== 'command')
      throw new Refusal(`"${line}" is no command that can be scheduled.`)
    if (maskedLine(line, parts) !== line)
      throw new Refusal('A line with a secret in it cannot be scheduled: secrets are not kept.')
    const cron = textOf(args.cron)
    const held = investigation.schedules?.size ?? 0
    const made = `${investigation.entries.length + 1}-${held + 1}@${investigation.id}`
    const id = textOf(args.scheduledEntryGuid) || made
    const next = nextTime(cron, parts.clock.now())
    const schedule = { id, line, next, cron, times: timesOf(args) }
    return {
      text: `Scheduled ${line}; it runs next at ${next}.`,
      contents: id,
      context: { ScheduledEntryID: id },
      change: { schedules: [{ investigation: investigation.id, id, schedule }] },
    }
  },
})

function cancelling(name: string): OwnCommand {
  return builtIn({
    name,
    description: 'Cancels a scheduled command line.',
    args: [
      argument('id', 'The id that scheduleEntry gave.', { default: true }),
      argument('scheduledEntryGuid', 'The id that was given to scheduleEntry.'),
    ],
    run({ id: given, scheduledEntryGuid }, { parts }) {
      const id = textOf(given) || textOf(scheduledEntryGuid)
      if (id === '')
        throw new Refusal(`${name} needs the id that scheduleEntry gave, or a scheduledEntryGuid.`)
      const found = [...parts.state.room.investigations.values()].find(({ schedules }) => schedules?.has(id))
      if (!found) throw new Refusal(`Nothing is scheduled under the id ${id}.`)
      return { text: `Cancelled ${id}.`, change: { schedules: [{ investigation: found.id, id }] } }
    },
  })
}

export const SCHEDULE_COMMANDS: readonly OwnCommand[] = [
  scheduleEntry,
  cancelling('cancelScheduledEntry'),
  cancelling('stopScheduleEntry'),
]
