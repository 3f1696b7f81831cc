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

/** Those that do not run now. */
function resting(schedules: Investigation['schedules']): Schedule[] {
  return [...(schedules?.values() ?? [])].filter(({ since }) => since === undefined)
}

/** When the next line of an investigation is due that was scheduled; undefined when none is. */
export function nextSchedule({ schedules }: Investigation): string | undefined {
  return earliest(resting(schedules).map(({ next }) => next))
}

/** When the next line is due of those that come to an end. */
export function nextBounded({ schedules }: Investigation): string | undefined {
  const bounded = resting(schedules).filter(({ times }) => times <= MOST_SCHEDULED_RUNS)
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

/** Puts a schedule, or takes away one that has run for the last time. */
function put({ state }: Parts, { id: investigation }: Investigation, id: string, schedule?: Schedule): void {
  state.commit({ schedules: [{ investigation, id, ...(schedule ? { schedule } : {}) }] })
}

/** Runs a line that is marked as running, and takes the mark away, unless the line itself was cancelled. */
async function runMarked(parts: Parts, investigation: Investigation, schedule: Schedule): Promise<void> {
  const { since: _, ...unmarked } = schedule
  await runLine(parts, investigation, schedule.line)
  if (investigation.schedules?.has(schedule.id))
    put(parts, investigation, schedule.id, afterRun(unmarked, parts.clock.now()))
}

/** Runs the lines of an investigation that are due. Each is marked before it runs: a war room that is killed finds it. */
export async function runSchedules(parts: Parts, investigation: Investigation): Promise<void> {
  for (const schedule of resting(investigation.schedules)) {
    if (schedule.next > parts.clock.now() || !investigation.schedules?.has(schedule.id)) continue
    const marked = { ...schedule, since: investigation.entries.length }
    put(parts, investigation, schedule.id, marked)
    await runMarked(parts, investigation, marked)
    if (parts.interruption.reason !== undefined) return
  }
}

/**
 * What becomes of the lines that ran when the war room was killed. One of the server's own commands is run again when nothing
 * was written down since; of another that left no entry nobody knows what it did, which is told.
 */
export async function resumeSchedules(parts: Parts, investigation: Investigation): Promise<void> {
  for (const schedule of [...(investigation.schedules?.values() ?? [])]) {
    const { id, line, since, ...rest } = schedule
    if (since === undefined) continue
    const parsed = parseLine(line)
    const isOwn = parsed.kind === 'command' && parts.own.get(parsed.name)?.kind === 'built-in'
    if (isOwn && parts.state.left?.schedules?.some(each => each.id === id && each.schedule)) {
      await runMarked(parts, investigation, schedule)
      continue
    }
    if (!isOwn && investigation.entries.length <= since) {
      const sentence = `The scheduled line was running when the war room was ended, and nobody knows what it did; it is not run again.`
      tellError(parts, investigation, line, sentence)
    }
    put(parts, investigation, id, afterRun({ id, line, ...rest }, parts.clock.now()))
  }
}
