import type { Parts } from '../engine/parts.ts'
import { errorEntry } from '../engine/told.ts'
import { changedIncident, DONE } from '../investigation/incident.ts'
import type { Investigation } from '../investigation/room.ts'
import { Refusal } from '../refusal.ts'
import { nextSchedule, resumeSchedules, runSchedules } from '../schedule/schedules.ts'
import { closingDropsWaiting } from './decisions.ts'
import { continueRun, startPlaybook } from './runs.ts'
import { Walk } from './walk.ts'

/** What keeps a playbook from running is told in its incident, which stays usable, and on stderr. */
function tell(parts: Parts, investigation: Investigation, sentence: string): void {
  const { id, incident, run } = investigation
  const now = parts.clock.now()
  parts.warn(`Incident ${id}: ${sentence}`)
  parts.state.commit({
    investigation: { id, entries: [errorEntry(parts, investigation, '/playbook', sentence)] },
    ...(incident ? { incidents: [changedIncident(incident, { runStatus: 'error' }, now)] } : {}),
    ...(run ? { runs: [{ id, state: 'paused' as const }] } : {}),
  })
}

function isDue(parts: Parts, investigation: Investigation): boolean {
  return (nextSchedule(investigation) ?? '9') <= parts.clock.now()
}

/** What is to be done in an investigation: begin its playbook, go on with it, run what is scheduled; undefined: nothing. */
function toDo(parts: Parts, investigation: Investigation): (() => Promise<unknown>) | undefined {
  const { incident, run } = investigation
  if (incident?.runStatus === 'pending')
    return () => startPlaybook(parts, incident, String(incident.playbookId ?? ''))
  if (run?.state === 'inprogress') return () => continueRun(parts, investigation)
  const isDropped = run?.state === 'waiting' && closingDropsWaiting && incident?.status === DONE
  if (isDropped) return () => continueRun(parts, investigation)
  return isDue(parts, investigation) ? () => runSchedules(parts, investigation) : undefined
}

/** Playbooks that start one another without end are left alone after so many. */
const MOST_ROUNDS = 100

/** Goes on in an investigation; false when there was nothing to do. */
async function goOnIn(parts: Parts, investigation: Investigation): Promise<boolean> {
  const work = toDo(parts, investigation)
  if (!work) return false
  try {
    await work()
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    tell(parts, investigation, cause.message)
  }
  return true
}

/**
 * Goes on in every investigation in which something goes on by itself: new incidents whose type starts a playbook, runs that
 * a command has moved or a killed war room left behind, lines that are due. What begins another is done as well.
 */
export async function goOnEverywhere(parts: Parts): Promise<void> {
  const { room } = parts.state
  for (let round = 0, moved = true; moved && round < MOST_ROUNDS; round += 1) {
    moved = false
    for (const id of room.live) {
      if (parts.interruption.reason !== undefined) return
      if (await goOnIn(parts, room.investigation(id))) moved = true
    }
  }
}

/** Whether somebody's answer to a run that waits was the last line before the war room was killed: the run goes on. */
function wasAnswered(parts: Parts, investigation: Investigation): boolean {
  if (investigation.run?.state !== 'waiting') return false
  try {
    return new Walk(parts, investigation).frames.canGoOn
  } catch (cause) {
    // The pack of its playbook is not loaded this time.
    if (cause instanceof Refusal) return false
    throw cause
  }
}

/** The same when the war room is started again; whoever asks for one of these runs next is given it, and no second one. */
export async function resume(parts: Parts): Promise<void> {
  const { room, left } = parts.state
  // Those that wait are live; a closed one that rests is not to be read for it.
  const answered = [...room.live].map(id => room.investigation(id)).filter(each => wasAnswered(parts, each))
  if (answered.length > 0)
    parts.state.commit({ runs: answered.map(({ id }) => ({ id, state: 'inprogress' as const })) })
  // The one that was under way when the war room was killed may have come to its end, and nobody was told.
  const ids = new Set([...room.live, ...(left?.runs ?? []).map(({ id }) => id)])
  for (const id of ids) {
    const run = room.investigations.get(id)?.run
    if (run && run.state !== 'paused' && run.state !== 'waiting')
      parts.playbooks.resumed.set(id, run.playbook)
  }
  for (const id of [...room.live]) await resumeSchedules(parts, room.investigation(id))
  await goOnEverywhere(parts)
}
