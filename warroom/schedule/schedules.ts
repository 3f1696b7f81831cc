import { isSentence } from '../automations/run.ts'
import { CommandLineError, parseLine } from '../command-line/index.ts'
import { callOf } from '../engine/call.ts'
import { maskedLine } from '../engine/masked-line.ts'
import type { Parts } from '../engine/parts.ts'
import { runCommand } from '../engine/run-command.ts'
import { tellError } from '../engine/told.ts'
import type { Schedule } from '../investigation/change.ts'
import type { Investigation } from '../investigation/room.ts'
import { MOST_SCHEDULED_RUNS } from '../playbook/decisions.ts'
import { nextTime } from './cron.ts'
import { earliest } from './polling.ts'

/** When the next line of an investigation is due that was scheduled; undefined when none is. */
export function nextSchedule({ schedules }: Investigation): string | undefined {
  return earliest([...(schedules?.values() ?? [])].map(({ next }) => next))
}

/** When the next line is due of those that come to an end. */
export function nextBounded({ schedules }: Investigation): string | undefined {
  const bounded = [...(schedules?.values() ?? [])].filter(({ times }) => times <= MOST_SCHEDULED_RUNS)
  return earliest(bounded.map(({ next }) => next))
}

/** The schedule after one more run; undefined when that was the last. */
function afterRun(schedule: Schedule, now: string): Schedule | undefined {
  const times = schedule.times - 1
  return times <= 0 ? undefined : { ...schedule, times, next: nextTime(schedule.cron, now) }
}

async function runLine(parts: Parts, investigation: Investigation, line: string): Promise<void> {
  try {
    const parsed = parseLine(line)
    if (parsed.kind !== 'command') return
    const running = { parts, investigation, line: maskedLine(line, parts) }
    await runCommand(running, callOf(running, parsed))
  } catch (cause) {
    if (!isSentence(cause) && !(cause instanceof CommandLineError)) throw cause
    tellError(parts, investigation, maskedLine(line, parts), cause.message)
  }
}

/** Runs the lines of an investigation that are due. Each is written down as run before it runs: none runs twice after a kill. */
export async function runSchedules(parts: Parts, investigation: Investigation): Promise<void> {
  for (const schedule of [...(investigation.schedules?.values() ?? [])]) {
    const now = parts.clock.now()
    if (schedule.next > now || !investigation.schedules?.has(schedule.id)) continue
    const left = afterRun(schedule, now)
    const { id } = schedule
    parts.state.commit({
      schedules: [{ investigation: investigation.id, id, ...(left ? { schedule: left } : {}) }],
    })
    await runLine(parts, investigation, schedule.line)
    if (parts.interruption.reason !== undefined) return
  }
}
