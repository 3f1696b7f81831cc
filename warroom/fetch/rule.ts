import type { JsonObject } from '../../kit/wire.ts'
import type { Parts } from '../engine/parts.ts'
import { incidentRoot } from '../engine/roots.ts'
import type { Incident } from '../investigation/change.ts'
import { ACTIVE } from '../investigation/incident.ts'
import type { Content } from '../pack/content.ts'
import { evaluateCondition, type Filter } from '../values/index.ts'
import { isIdentical } from './identical.ts'

/** A pre-process rule as its file has it (pack-layout.md §5). */
export interface Rule {
  id: string
  name?: string
  action: string
  enabled?: boolean
  index?: number
  linkTo?: string | null
  searchClosed?: boolean
  scriptName?: string | null
  newEventFilters?: Filter[][] | null
  existingEventsFilters?: Filter[][] | null
  period?: { by?: string | null; fromValue?: number | null } | null
}

/** The rules of the packs that are on, from top to bottom. */
export function rulesOf(content: Content): Rule[] {
  return content
    .of('pre-process rule')
    .map(({ item }) => item as unknown as Rule)
    .filter(({ enabled }) => enabled !== false)
    .sort((a, b) => Number(a.index ?? 0) - Number(b.index ?? 0))
}

/** Every new incident is held against all that are there. An incident is replaced and never changed in place. */
const known = new WeakMap<Incident, JsonObject>()

function rootOf(incident: Incident): JsonObject {
  const found = known.get(incident) ?? incidentRoot(incident)
  known.set(incident, found)
  return found
}

const operatorName = (filter: Filter): string => filter.operator.slice(filter.operator.lastIndexOf('.') + 1)

/**
 * Whether filters hold: outer list AND, inner list OR (MP-40, MP-41). Left sides are fields of `subject`; `incident` is
 * the new incident on both sides.
 */
function holds(
  groups: Filter[][] | null | undefined,
  subject: Incident,
  incoming: Incident,
  parts: Parts,
): boolean {
  const incident = rootOf(incoming)
  const env = {
    language: parts.language,
    roots: (name: string) => (name === 'incident' ? incident : undefined),
  }
  const root = rootOf(subject)
  const passes = (filter: Filter): boolean => {
    const name = operatorName(filter)
    if (name === 'isIdenticalIncident') return isIdentical(subject, incoming)
    if (name === 'isNotIdenticalIncident') return !isIdentical(subject, incoming)
    return evaluateCondition([[filter]], root, env)
  }
  return (groups ?? []).every(group => group.length === 0 || group.some(passes))
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['minutes', 60e3],
  ['hours', 3600e3],
  ['days', 86400e3],
  ['weeks', 7 * 86400e3],
  ['months', 30 * 86400e3],
  ['years', 365 * 86400e3],
])

function isRecent({ created }: Incident, { period }: Rule, now: string): boolean {
  const unit = UNITS.get(String(period?.by ?? '').toLowerCase())
  if (unit === undefined || !period?.fromValue) return true
  return Date.parse(String(created)) >= Date.parse(now) - period.fromValue * unit
}

/** The existing incident that a rule means for a new one: the oldest that fits, or the youngest when it says so. */
function existingFor(rule: Rule, incoming: Incident, parts: Parts): Incident | undefined {
  const now = parts.clock.now()
  const fitting = parts.state.room
    .incidents()
    .filter(({ status }) => rule.searchClosed === true || status === 0 || status === ACTIVE)
    .filter(incident => isRecent(incident, rule, now))
    .filter(incident => holds(rule.existingEventsFilters, incident, incoming, parts))
  return /young|new|last/i.test(rule.linkTo ?? '') ? fitting.at(-1) : fitting[0]
}

export interface Match {
  rule: Rule
  existing?: Incident | undefined
}

const hasFilters = ({ existingEventsFilters: filters }: Rule): boolean =>
  (filters ?? []).some(group => group.length > 0)

/**
 * The rule that applies to a new incident: only the first that matches does (mapping.md §4). One with filters on
 * existing incidents matches only when there is such an incident; `needsExisting` tells that an action has to have one.
 */
export function matchingRule(
  rules: Rule[],
  incoming: Incident,
  parts: Parts,
  needsExisting: (rule: Rule) => boolean,
): Match | undefined {
  for (const rule of rules) {
    if (!holds(rule.newEventFilters, incoming, incoming, parts)) continue
    if (!hasFilters(rule) && !needsExisting(rule)) return { rule }
    const found = existingFor(rule, incoming, parts)
    if (found) return { rule, existing: found }
  }
  return undefined
}
