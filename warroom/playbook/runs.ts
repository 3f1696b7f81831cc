import type { Parts } from '../engine/parts.ts'
import type { Change, Incident } from '../investigation/change.ts'
import { changedIncident } from '../investigation/incident.ts'
import type { Investigation } from '../investigation/room.ts'
import type { RunState } from '../investigation/run.ts'
import { type Answers, goOn } from './go-on.ts'
import { inputsOf } from './inputs.ts'
import { type Reader, readerOf } from './place.ts'
import type { Playbook } from './task.ts'
import { Walk } from './walk.ts'

/** What the inputs of an incident's playbook are read from: the incident itself and its context. */
function readerFor(parts: Parts, incident: Incident): Reader {
  const held = parts.state.room.investigations.get(incident.id)
  const context = held?.context ?? parts.state.room.openContext({})
  return readerOf(parts, { ...held, id: incident.id, n: 0, incident, entries: [], marks: {}, context })
}

/** The change with which a playbook begins in an incident, that is there or is made by it. */
export function beginning(parts: Parts, incident: Incident, playbook: Playbook): Change {
  const inputs = inputsOf(playbook, {}, readerFor(parts, incident))
  const frame = { playbook: playbook.id, current: playbook.id, inputs }
  const members = { playbookId: playbook.id, runStatus: 'inprogress' }
  return {
    incidents: [changedIncident(incident, members, parts.clock.now())],
    runs: [{ id: incident.id, begin: playbook.id, frames: [{ path: '', frame }] }],
  }
}

/** Goes on with the run of an incident from where it is; `act` is done first. */
export async function continueRun(
  parts: Parts,
  investigation: Investigation,
  answers?: Answers,
  act: (walk: Walk) => void | Promise<void> = () => {},
): Promise<RunState> {
  const { id } = investigation
  const walk = new Walk(parts, investigation)
  await act(walk)
  if (investigation.run?.state !== 'inprogress') parts.state.commit({ runs: [{ id, state: 'inprogress' }] })
  return goOn(walk, answers)
}

/** Begins a playbook in an incident and walks through it. A Refusal when it could not run; then nothing is changed. */
export async function startPlaybook(
  parts: Parts,
  incident: Incident,
  name: string,
  answers?: Answers,
): Promise<RunState> {
  const { playbook } = parts.playbooks.find(name)
  parts.state.commit(beginning(parts, incident, playbook))
  return continueRun(parts, parts.state.room.investigation(incident.id), answers)
}
