import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Answer } from '../engine/outcome.ts'
import type { Parts } from '../engine/parts.ts'
import type { Session } from '../engine/session.ts'
import type { Incident } from '../investigation/change.ts'
import { newIncident } from '../investigation/incident.ts'
import { openIncidentFields } from '../investigation/incident-fields.ts'
import type { Investigation } from '../investigation/room.ts'
import { answersByPath } from '../playbook/answer-names.ts'
import { goOnEverywhere } from '../playbook/continue.ts'
import { drawn } from '../playbook/draw.ts'
import type { Answers } from '../playbook/go-on.ts'
import { runValue, type ShownTask, statesIn, tasksOf } from '../playbook/report.ts'
import { continueRun, startPlaybook } from '../playbook/runs.ts'
import type { Playbook } from '../playbook/task.ts'
import { treeOf } from '../playbook/tree.ts'
import { Refusal } from '../refusal.ts'
import type { Operation } from './operation.ts'
import { type PlaybookWords, playbookWords } from './playbook-words.ts'

/** The incident that a file describes: its members and fields as JSON or YAML. It is made by the playbook's first change. */
function incidentIn(file: string, parts: Parts): Incident {
  let read: Json
  try {
    read = parse(readFileSync(file, 'utf8')) as Json
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    throw new Refusal(`${file} cannot be read: ${reason}; expected an incident as JSON or YAML.`, { cause })
  }
  if (read === null || typeof read !== 'object' || Array.isArray(read))
    throw new Refusal(`${file} holds no incident; expected an object with name, type and fields.`)
  const { id: _, name, labels, rawJSON, CustomFields, ...rest } = read
  const own = CustomFields !== null && typeof CustomFields === 'object' ? (CustomFields as JsonObject) : {}
  const { members, custom } = openIncidentFields(parts.content)({ ...rest, ...own })
  const kept = { ...(labels === undefined ? {} : { labels }), ...(rawJSON === undefined ? {} : { rawJSON }) }
  const title = typeof name === 'string' ? name : file
  return newIncident(parts.state.room.nextIncidentId(), title, parts.clock.now(), {
    ...{ ...members, ...kept, CustomFields: { ...custom } },
  })
}

/** Where the playbook runs: the incident that is named, described by a file, entered, or a new one of the playbook's name. */
function incidentFor(given: string | undefined, session: Session, { name }: Playbook): Incident {
  const { parts, investigation } = session
  const { room } = parts.state
  if (given === undefined) {
    return investigation.incident ?? newIncident(room.nextIncidentId(), name, parts.clock.now(), {})
  }
  const known = room.investigations.get(given.replace(/^#/, ''))?.incident
  if (known) return known
  if (existsSync(given)) return incidentIn(given, parts)
  throw new Refusal(`There is no incident ${given} and no file of that name; /incidents lists the incidents.`)
}

/** What became of a run, as a tree for people, and which answers no task asked for. */
export async function runAnswer(
  parts: Parts,
  investigation: Investigation,
  answers: Answers = new Map(),
): Promise<Answer> {
  // Another playbook that took its place (setPlaybook) is what runs here now.
  if (investigation.incident?.runStatus === 'pending') await goOnEverywhere(parts)
  const value = runValue(parts, investigation)
  const { playbook: id = '' } = investigation.run ?? {}
  const name = parts.playbooks.has(id) ? parts.playbooks.find(id).playbook.name : id
  const title = `Playbook "${name}", incident ${investigation.id}: ${value.state}`
  const unused = [...answers.keys()]
  const told = unused.length === 0 ? '' : `\nNo task asked for the answer to ${unused.join(', ')}.`
  const all = tasksOf(parts, investigation)
  const held = all.filter(({ state }) => state === 'Waiting' || state === 'Error')
  const textOf = (tasks: ShownTask[]) => [title, treeOf(tasks)].filter(Boolean).join('\n').concat(told)
  return {
    value: { ...value, ...(unused.length === 0 ? {} : { unusedAnswers: unused }) },
    shown: { format: 'text', text: textOf(all) },
    rest: { format: 'text', text: textOf(held) },
    failed: value.state === 'error',
  }
}

/** A run that went on when the war room was started again, for the line that would have begun it and names no incident. */
function resumed({ parts }: Session, { id }: Playbook): Investigation | undefined {
  const found = [...parts.playbooks.resumed].find(([, playbook]) => playbook === id)?.[0]
  if (found === undefined) return undefined
  parts.playbooks.resumed.delete(found)
  return parts.state.room.investigation(found)
}

function draw(session: Session, file: string, playbook: Playbook, incident: string | undefined): Answer {
  const { parts, investigation } = session
  const id = incident?.replace(/^#/, '')
  const held = id === undefined ? investigation : parts.state.room.investigations.get(id)
  if (!held) throw new Refusal(`There is no incident ${incident}; /incidents lists the incidents.`)
  writeFileSync(file, drawn(playbook, statesIn(parts, held, playbook)))
  return { value: file, shown: { format: 'text', text: `Drew playbook "${playbook.name}" in ${file}.` } }
}

const UNFINISHED = new Set(['inprogress', 'paused', 'waiting'])

/** A run that is not finished, such as one that waits for people, is not given up for another one unasked. */
function checkFree(parts: Parts, { id, run }: Investigation, wanted: Playbook): void {
  if (!run || !UNFINISHED.has(run.state)) return
  const { playbooks } = parts
  const name = playbooks.has(run.playbook) ? playbooks.find(run.playbook).playbook.name : run.playbook
  throw new Refusal(
    `Playbook "${name}" is not finished in incident ${id} (${run.state}); /playbook "${wanted.name}" --anew runs in place of it.`,
  )
}

async function run(session: Session, playbook: Playbook, words: PlaybookWords): Promise<Answer> {
  const { parts } = session
  const { incident: given, anew } = words
  const answers = answersByPath(words.answers, playbook, parts.playbooks)
  const left = anew || given !== undefined ? undefined : resumed(session, playbook)
  const incident = left?.incident ?? incidentFor(given, session, playbook)
  parts.playbooks.resumed.delete(incident.id)
  const held = parts.state.room.investigations.get(incident.id)
  const isSame = held?.run?.playbook === playbook.id && !anew
  if (held?.run && isSame && UNFINISHED.has(held.run.state)) await continueRun(parts, held, answers)
  else if (!left) {
    if (held && !anew) checkFree(parts, held, playbook)
    await startPlaybook(parts, incident, playbook.id, answers)
  }
  return runAnswer(parts, parts.state.room.investigation(incident.id), answers)
}

export const playbook: Operation = {
  name: 'playbook',
  argument: '[NAME] [--incident FILE|ID] [--answer TASK=VALUE …] [--anew] [--draw FILE.md]',
  description:
    'Runs a playbook, or goes on with the run of it that is not finished; --draw writes it as a picture instead. Without a name: which there are.',
  async run(session, _, all) {
    const words = playbookWords(all)
    const { playbooks } = session.parts
    if (words.name === '') {
      const names = playbooks.names()
      return { value: names, shown: { format: 'text', text: names.join('\n') || 'There are no playbooks.' } }
    }
    const { playbook: found } = playbooks.find(words.name)
    if (words.draw !== undefined) return draw(session, words.draw, found, words.incident)
    return run(session, found, words)
  },
}
