import type { JsonObject } from '../../kit/wire.ts'
import { closed } from '../builtin/closing.ts'
import { linkedTogether } from '../builtin/found-incidents.ts'
import type { Parts } from '../engine/parts.ts'
import { runOptions } from '../engine/run-options.ts'
import type { Incident } from '../investigation/change.ts'
import { isError } from '../investigation/entry.ts'
import { changedIncident } from '../investigation/incident.ts'
import { Refusal } from '../refusal.ts'
import type { Draft } from './draft.ts'
import type { Match, Rule } from './rule.ts'

/** What became of a new incident: those to keep (itself, others that changed with it); none kept of it: dropped. */
export interface Processed {
  kept: Incident[]
  dropped: boolean
}

/** What a war room consists of while a fetch is worked out. */
export type DraftParts = Parts & { state: Draft }

type Action = (incoming: Incident, match: Match, parts: DraftParts) => Processed | Promise<Processed>

/** Members of an existing incident that a dropped one does not bring up to date. */
const OWN = [
  'id',
  'investigationId',
  'name',
  'rawName',
  'type',
  'rawType',
  'status',
  'owner',
  'created',
  'activated',
]
const COUNTED = [
  'linkedIncidents',
  'linkedCount',
  'droppedCount',
  'version',
  'labels',
  'CustomFields',
  'phase',
]
const KEPT = new Set([...OWN, ...COUNTED, 'closeReason', 'closeNotes', 'playbookId'])

function counted(existing: Incident, members: JsonObject, now: string): Incident {
  const droppedCount = Number(existing.droppedCount ?? 0) + 1
  return changedIncident(existing, { ...members, droppedCount }, now)
}

const drop: Action = (_, { existing }, { clock }) => ({
  kept: existing ? [counted(existing, {}, clock.now())] : [],
  dropped: true,
})

const dropAndUpdate: Action = (incoming, { existing }, { clock }) => {
  if (!existing) return { kept: [], dropped: true }
  const members = Object.fromEntries(Object.entries(incoming).filter(([name]) => !KEPT.has(name)))
  const CustomFields = { ...(existing.CustomFields as JsonObject), ...(incoming.CustomFields as JsonObject) }
  return { kept: [counted(existing, { ...members, CustomFields }, clock.now())], dropped: true }
}

function linkedWith(incoming: Incident, { existing }: Match, { clock }: Parts): Incident[] {
  return existing ? linkedTogether(incoming, [existing], true, clock.now()) : [incoming]
}

const link: Action = (incoming, match, parts) => ({
  kept: linkedWith(incoming, match, parts),
  dropped: false,
})

const linkAndClose: Action = (incoming, match, parts) => {
  const [one = incoming, ...others] = linkedWith(incoming, match, parts)
  const now = parts.clock.now()
  return { kept: [closed(one, { closeReason: 'Duplicate' }, now), ...others], dropped: false }
}

/**
 * The script decides: what is false, or the text of it, drops the incident (cd:incidents/incident-pre-processing.md) and
 * what was done to it. All else that the script changed is kept with the fetch.
 */
const runScript: Action = async (incoming, { rule }, parts) => {
  const script = parts.own.get(rule.scriptName ?? '')
  if (!script)
    throw new Refusal(`${nameOf(rule)} runs the script "${rule.scriptName ?? ''}", which is not loaded`)
  const { id } = incoming
  // The script works in the incident as if it were there, and sees what the scripts before it changed.
  parts.state.commit({ incidents: [incoming] })
  const investigation = parts.state.room.investigation(id)
  const running = { parts, investigation, line: `!${script.declaration.name}` }
  const { entries } = await script.run({}, running, runOptions({}))
  const failed = entries.find(isError)
  if (failed) throw new Refusal(`${nameOf(rule)}: its script failed: ${String(failed.Contents)}`)
  const dropped = String(entries.at(-1)?.Contents).trim().toLowerCase() === 'false'
  if (!dropped) return { kept: [investigation.incident ?? incoming], dropped }
  parts.state.forget(id)
  return { kept: [], dropped }
}

const create: Action = incoming => ({ kept: [incoming], dropped: false })

/** The actions by their names in the files, without case, blanks and "and". */
const ACTIONS: ReadonlyMap<string, { act: Action; needsExisting?: true }> = new Map([
  ['drop', { act: drop }],
  ['dropupdate', { act: dropAndUpdate, needsExisting: true }],
  ['link', { act: link, needsExisting: true }],
  ['linkclose', { act: linkAndClose, needsExisting: true }],
  ['script', { act: runScript }],
  ['runscript', { act: runScript }],
  ['create', { act: create }],
])

function actionOf({ action }: Rule): { act: Action; needsExisting?: true } | undefined {
  return ACTIONS.get(action.toLowerCase().replace(/[^a-z]|and/g, ''))
}

/** How a rule is called in a sentence. */
function nameOf(rule: Rule): string {
  return `the pre-process rule "${rule.name ?? rule.id}"`
}

/** Whether the action of a rule does something to an incident that is there already. */
export function needsExisting(rule: Rule): boolean {
  return actionOf(rule)?.needsExisting === true
}

/** Does what a rule says to a new incident. A Refusal names the rule when it cannot be done here. */
export function process(incoming: Incident, match: Match, parts: DraftParts): Processed | Promise<Processed> {
  const action = actionOf(match.rule)
  if (action) return action.act(incoming, match, parts)
  const known = 'drop, drop and update, link, link and close, run script'
  throw new Refusal(
    `${nameOf(match.rule)} has the action "${match.rule.action}"; what can be done is ${known}`,
  )
}
