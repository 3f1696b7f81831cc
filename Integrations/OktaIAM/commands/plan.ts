import { type Effect, flag, type Output, type Result } from '../../../kit/command.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Call } from '../okta/client.ts'

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
}

/** Every changing command takes it. */
export const dryRun = flag({
  description: 'true shows what would be sent (entry "Plan", context Okta.Plan) and changes nothing.',
  predefined: ['true', 'false'],
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
export function planResult(command: string, effect: Effect, plan: Plan): Result {
  const { target, from = null, to = null, calls, changes, reason = null } = plan
  const contents: JsonObject = {
    command,
    target,
    effect,
    from,
    to,
    calls: calls.map(({ method, path, body }) => ({ method, path, ...(body !== undefined && { body }) })),
    changes: changes
      ? Object.fromEntries(Object.entries(changes).map(([name, [a, b]]) => [name, [a, b]]))
      : {},
    reason,
  }
  return {
    readable: { title: 'Plan', rows: contents, columns: Object.keys(contents) },
    contents,
    context: { 'Okta.Plan(val.command == obj.command && val.target == obj.target)': contents },
  }
}
