import { type Effect, flag, type Output, type Result, type Table } from '../../../kit/command.ts'
import { hideMembers } from '../../../kit/secrets.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Call } from '../okta/client.ts'
import { SECRET_MEMBERS } from '../okta/secret-members.ts'

/** What a changing command is going to do, decided before anything is sent. No call: there is nothing to do. */
export interface Plan {
  /** Whom or what it is about, as a person knows it: a login, a name. */
  readonly target: string
  readonly calls: readonly Call[]
  /** The state before and after, where the command changes one. */
  readonly from?: Json
  readonly to?: Json
  /** Attribute to its value before and after. */
  readonly changes?: Readonly<Record<string, readonly [before: Json, after: Json]>>
  /** Why there is nothing to do, or what is deliberately left undone. */
  readonly reason?: string
  /** What it does when that is less than what the command declares, which is the worst it can do. */
  readonly effect?: Effect
}

/** Stands in the path of a call for the id that only the answer to the first call tells. */
export const NEW_ID = '{userId}'

/** The call with an id for `NEW_ID`, which `segment` may have encoded. Without one the placeholder is shown as it is. */
export const withId = (call: Call, id = NEW_ID): Call => ({
  ...call,
  path: call.path.replace(encodeURIComponent(NEW_ID), id),
})

/** Every changing command takes it. */
export const dryRun = flag({
  description: 'true shows what would be sent (entry "Plan", context Okta.Plan) and changes nothing.',
})

export const PLAN_OUTPUTS: readonly Output[] = [
  { path: 'Okta.Plan.command', type: 'String', description: 'The command, when dry-run was true.' },
  { path: 'Okta.Plan.target', type: 'String', description: 'Whom or what it would change.' },
  {
    path: 'Okta.Plan.effect',
    type: 'String',
    description: 'change, or destroy for what is not simply put back.',
  },
  { path: 'Okta.Plan.from', type: 'Unknown', description: 'The state before.' },
  { path: 'Okta.Plan.to', type: 'Unknown', description: 'The state after.' },
  { path: 'Okta.Plan.calls', type: 'Unknown', description: 'The requests in order: method, path, body.' },
  { path: 'Okta.Plan.changes', type: 'Unknown', description: 'Per attribute its value before and after.' },
  {
    path: 'Okta.Plan.reason',
    type: 'String',
    description: 'Why there is nothing to do, or what is left undone.',
  },
]

/** The plan as the result of a dry run (design.md §6). Every member is written, so that no older plan shines through. */
export function planResult(command: string, declared: Effect, plan: Plan): Result {
  const { effect = declared, target, from = null, to = null, calls, changes, reason = null } = plan
  const contents: JsonObject = {
    command,
    target,
    effect,
    from,
    to,
    calls: calls
      .map(call => withId(call))
      .map(({ method, path, body }) => ({ method, path, ...(body !== undefined && { body }) })),
    changes: changes
      ? Object.fromEntries(Object.entries(changes).map(([name, [a, b]]) => [name, [a, b]]))
      : {},
    reason,
  }
  return {
    readable: tablesOf(contents, plan),
    contents,
    context: { 'Okta.Plan(val.command == obj.command && val.target == obj.target)': contents },
  }
}

/** The plan for a person: what is going to be done, and under it the attributes, one a row. */
function tablesOf({ changes, ...facts }: JsonObject, { from, to, calls }: Plan): Table[] {
  // With nothing to send nothing goes: disabling somebody who is not there deletes nobody.
  const gone = facts.effect === 'destroy' && calls.length ? 'deleted' : '(none)'
  const rows = {
    ...facts,
    ...(from === null && { from: '(none)' }),
    ...(to === null && { to: gone }),
  }
  const plan = { title: 'Plan', rows, columns: Object.keys(facts) }
  const attributes = Object.entries(hideMembers(changes as JsonObject, SECRET_MEMBERS)).map(attributeRow)
  if (!attributes.length) return [plan]
  return [plan, { title: 'Changes', rows: attributes, columns: ['attribute', 'before', 'after'] }]
}

/** A secret attribute is one masked text instead of a pair. */
function attributeRow([attribute, pair]: [string, Json]): JsonObject {
  const [before = null, after = null] = Array.isArray(pair) ? pair : [pair, pair]
  return { attribute, before: before ?? '(none)', after: after ?? '(cleared)' }
}
