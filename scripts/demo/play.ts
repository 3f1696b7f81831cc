import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Act, Entry, Look, OrgName, Step } from './act.ts'
import { type Desk, toldToDesk } from './crowd.ts'
import { type Mail, mailsOf } from './mail.ts'
import type { Asked } from './org.ts'
import { enter } from './report.ts'
import type { Room, Said } from './room.ts'
import { answered, heading, mailText, objectOr, print, shortAnswer, typed } from './show.ts'
import { type Row, rowOf } from './summary.ts'
import { accountsIn } from './year/directory.ts'

/** Where the story is played, and the facts that are known by now: ids, by the names that `{name}` stands for. */
export interface Stage {
  readonly orgs: Readonly<Partial<Record<OrgName, Asked>>>
  readonly room: Room
  readonly outbox: string
  readonly facts: Map<string, string>
  readonly desk?: Desk
}

/** Plays one act: does its steps, then looks what has come of them. */
export async function playAct(stage: Stage, act: Act, number: number): Promise<Row[]> {
  heading(`${number}. ${act.name}: ${act.heading}`)
  for (const step of act.steps) await take(stage, step)
  print('')
  const rows: Row[] = []
  for (const each of act.looks) {
    const row = rowOf(act.name, each, await found(stage, each))
    answered(
      `${row.ok ? '✓' : '✗'} ${each.what}: ${row.found}${row.ok ? '' : `   ← expected ${row.expected}`}`,
    )
    rows.push(row)
  }
  return rows
}

async function take(stage: Stage, step: Step): Promise<void> {
  if ('mail' in step) return print(mailText(mailOf(stage)))
  if ('line' in step) return say(stage, step.line)
  if ('newest' in step) {
    stage.facts.set('incident', await newestOf(stage, step.newest))
    return say(stage, '/incident {incident}')
  }
  if ('each' in step) return askForEach(stage, step)
  if ('hr' in step) {
    typed('HR', `${step.hr} (${columnsText(step.entry)})`)
    return answered(`HTTP ${(await enter(orgOf(stage, 'HR'), step.entry)).status}`)
  }
  const [method = '', path = ''] = filled(step.request, stage.facts).split(' ')
  const body = step.body && (JSON.parse(filled(JSON.stringify(step.body), stage.facts)) as JsonObject)
  typed(step.org, [method, path, ...(body ? [JSON.stringify(body)] : [])].join(' '))
  const { status } = await orgOf(stage, step.org).ask(method, path, body)
  answered(`HTTP ${status}`)
}

async function say({ room, facts }: Stage, text: string): Promise<void> {
  const line = filled(text, facts)
  typed('war room', line)
  const said = await room.say(line)
  learn(facts, said)
  answered(shortAnswer(said))
}

async function newestOf({ room }: Stage, type: string): Promise<string> {
  const all = [(await room.say('/incidents')).value ?? []].flat().map(objectOr)
  return String(all.filter(incident => incident.type === type).at(-1)?.id ?? '')
}

/** Shown is one line for all, and how many were answered in which way. */
async function askForEach(stage: Stage, { org, request, each }: Extract<Step, { each: unknown }>) {
  const { ask } = orgOf(stage, org)
  typed(org, `${filled(request, new Map([...stage.facts, ['each', '…']]))} (${each[0]} … ${each.at(-1)})`)
  const statuses = new Map<number, number>()
  for (const login of each) {
    const { id } = objectOr((await ask('GET', `/api/v1/users/${login}`)).body)
    const one = filled(request, new Map([...stage.facts, ['each', String(id)]]))
    const [method = '', path = ''] = one.split(' ')
    const { status } = await ask(method, path)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  answered([...statuses].map(([status, count]) => `${count} times HTTP ${status}`).join(', '))
}

const columnsText = (entry: Entry): string =>
  Object.entries(entry)
    .map(([column, value]) => `${column}: ${value}`)
    .join(', ')

function orgOf({ orgs }: Stage, name: OrgName): Asked {
  const org = orgs[name]
  if (!org) throw new Error(`There is no ${name} where this act is played.`)
  return org
}

/** The text with its `{name}`s replaced. Throws at one that is not known. */
export function filled(text: string, facts: ReadonlyMap<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts.get(name)
    if (fact === undefined) throw new Error(`The story does not know ${name} at: ${text}`)
    return fact
  })
}

/** Keeps what later steps speak of: the incident that was made, the task that waits. */
function learn(facts: Map<string, string>, { value, entries }: Said): void {
  const [first] = [value].flat().map(objectOr)
  const made = entries?.map(({ EntryContext }) => objectOr(EntryContext).CreatedIncidentID)[0]
  // An incident has a `created` too, its time.
  const created = first?.dropped === undefined ? made : first.created
  const incident = [created].flat().at(-1)
  if (incident !== undefined) facts.set('incident', String(incident))
  if (first?.waitsFor !== undefined) facts.set('task', String(first.id))
}

function mailOf({ outbox, facts }: Stage): Mail {
  return mailsOf(outbox, facts.get('incident') ?? '').at(-1) ?? { to: 'no mail', subject: '', text: '' }
}

/** What stands at the place that is looked at. */
async function found(stage: Stage, { in: place, at, part }: Look): Promise<string> {
  const value = at
    .split('.')
    .reduce<Json>((inner, name) => objectOr(inner)[name] ?? null, await read(stage, place))
  const text = value === null || value === '' ? 'nothing' : String(value)
  return part === undefined ? text : (part.exec(text)?.[0] ?? text)
}

async function read(stage: Stage, place: Look['in']): Promise<Json> {
  if ('mail' in place) return { ...mailOf(stage) }
  if ('sync' in place)
    return [(await stage.room.say('/context IAM.GroupSync')).value ?? null].flat().at(-1) ?? null
  if ('desk' in place) return stage.desk ? toldToDesk(stage.desk) : null
  if ('directory' in place) return accountOf(stage, place.directory)
  if ('incidents' in place) return incidentsLike(stage, place.incidents)
  if ('incident' in place)
    return (await stage.room.say(`/incident ${stage.facts.get('incident')}`)).value ?? null
  return (await orgOf(stage, place.org).ask('GET', place.path)).body
}

async function incidentsLike({ room }: Stage, wanted: RegExp): Promise<Json> {
  const all = [(await room.say('/incidents')).value ?? []].flat().map(objectOr)
  const fitting = all.filter(({ type, name }) => wanted.test(String(type)) || wanted.test(String(name)))
  const reasons: Json[] = []
  for (const { id } of fitting)
    reasons.push(objectOr((await room.say(`/incident ${id}`)).value).closeReason ?? '')
  return {
    count: fitting.length,
    types: fitting.map(({ type }) => type).join(', '),
    names: fitting.map(({ name }) => name).join(', '),
    closed: reasons.join(', '),
  }
}

async function accountOf({ room }: Stage, email: string): Promise<Json> {
  const [account] = accountsIn(await room.say(`!ad-get-user email=${email} using=AD`))
  return account ? { ...account } : null
}
