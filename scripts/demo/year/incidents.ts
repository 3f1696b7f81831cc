import type { JsonObject } from '../../../kit/wire.ts'
import { objectOr } from '../show.ts'
import type { Company } from './company.ts'
import type { Life } from './life.ts'

/** An incident as the year tells it. */
export interface Incident {
  readonly id: string
  /** The one with which it was raised; a playbook may change it. */
  readonly type: string
  /** What the story calls the person; else what the incident does. */
  readonly who: string
  readonly name: string
  readonly state: 'closed' | 'waiting' | 'failed' | 'open'
  /** How it was closed, what it waits for, why it failed. */
  readonly told: string
  readonly playbook: string
}

/** A task that waits for people. */
export interface Question {
  readonly id: string
  readonly name: string
  readonly waitsFor: string
}

const DONE = 2

/** Reads an incident. */
export async function readIncident(life: Life, company: Company, id: string): Promise<Incident> {
  const { value } = await life.ask(`/incident ${id}`, id)
  const incident = objectOr(value)
  const { rawType, type, name, playbookId } = incident
  const fields = objectOr(incident.CustomFields)
  const person = personOf(company, fields)
  return {
    id,
    type: String(rawType || type),
    who: person?.key ?? String(fields.username ?? name),
    name: String(fields.displayname ?? name),
    ...(await stateOf(life, incident)),
    playbook: String(playbookId ?? ''),
  }
}

/** Who an incident is about: of HR by the employee id, of Okta by the login. */
function personOf(company: Company, { employeeid, email, username }: JsonObject) {
  const names = [email, username].map(name => String(name).toLowerCase())
  return company.people.find(
    ({ employeeId, entry }) =>
      employeeId === employeeid ||
      (employeeid === undefined && names.includes(String(entry.Email_Address).toLowerCase())),
  )
}

async function stateOf(life: Life, incident: JsonObject): Promise<Pick<Incident, 'state' | 'told'>> {
  const { id, status, closeReason, closeNotes, runStatus, owner } = incident
  if (status === DONE) return { state: 'closed', told: [closeReason, closeNotes].filter(Boolean).join(': ') }
  if (runStatus === 'waiting') {
    const [question] = await questionsOf(life, String(id))
    return { state: 'waiting', told: `waits: ${question?.name ?? 'for nobody'}` }
  }
  if (runStatus !== 'error') return { state: 'open', told: `open, ${runStatus || 'without a playbook'}` }
  const { value } = await life.ask('/context Failure.Reason', String(id))
  return { state: 'failed', told: `failed, ${owner || 'nobody'} looks after it: ${value ?? 'no reason'}` }
}

/** The tasks of an incident that wait for people. */
export async function questionsOf(life: Life, incident: string): Promise<Question[]> {
  const waiting = (await life.tasks()).filter(task => String(task.incident) === incident)
  return waiting.map(({ id, name, waitsFor }) => ({
    id: String(id),
    name: String(name),
    waitsFor: String(waitsFor),
  }))
}

/** Answers a question: a condition by its label, a form by its first field. */
export async function answerQuestion(
  life: Life,
  incident: string,
  { id, name, waitsFor }: Question,
  answer: string,
): Promise<void> {
  const [, key] = /^answers to ([^,]+)/.exec(waitsFor) ?? []
  const line =
    key === undefined ? `/task ${id} complete "${answer}"` : `/task ${id} answer "${key}=${answer}"`
  // Answered and gone on to another question, perhaps of another task.
  const isAnswered = async () =>
    !(await questionsOf(life, incident)).some(one => one.id === id && one.name === name)
  await life.do(line, incident, isAnswered)
}

/** Runs the playbook of an incident again, as whoever has removed the cause does. */
export async function runAgain(life: Life, incident: string, playbook: string): Promise<void> {
  const hasRun = async () => {
    const { value } = await life.ask(`/incident ${incident}`, incident)
    return objectOr(value).runStatus !== 'error'
  }
  await life.do(`/playbook "${playbook}" --incident ${incident} --anew`, undefined, hasRun)
}
