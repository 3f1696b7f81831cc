import type { Change } from './change.ts'
import { clearPrivate } from './private-context.ts'
import type { Investigation } from './room.ts'
import { changedRun, type RunChange } from './run.ts'

/** Changes the run of an investigation, and empties the private contexts of playbooks that start in it. */
export function changeRun(investigation: Investigation | undefined, change: RunChange): void {
  const run = investigation && changedRun(investigation.run, change)
  if (!run) return
  investigation.run = run
  for (const { frame, fresh } of change.frames ?? [])
    if (fresh && frame.sub !== undefined) clearPrivate(investigation.context, frame.sub)
}

/** Puts a schedule, or takes one away. */
export function changeSchedules(
  investigation: Investigation | undefined,
  { id, schedule }: NonNullable<Change['schedules']>[number],
): void {
  if (!investigation) return
  investigation.schedules ??= new Map()
  if (schedule) investigation.schedules.set(id, schedule)
  else investigation.schedules.delete(id)
}

/** The investigations in which something may go on by itself after a change, or no more. */
export function movedBy({ incidents = [], runs = [], schedules = [] }: Change): Set<string> {
  const scheduled = schedules.map(({ investigation }) => investigation)
  return new Set([...incidents.map(({ id }) => id), ...runs.map(({ id }) => id), ...scheduled])
}

const ENDED = new Set(['completed', 'error', 'paused'])

/** Keeps an investigation among the live ones for as long as something goes on in it by itself. */
export function watch(live: Set<string>, { id, incident, run, schedules }: Investigation): void {
  const runs = run !== undefined && !ENDED.has(run.state)
  if (runs || incident?.runStatus === 'pending' || (schedules?.size ?? 0) > 0) live.add(id)
  else live.delete(id)
}
