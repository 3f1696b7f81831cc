import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Roots } from '../context/index.ts'
import type { Incident, Investigation } from '../investigation/room.ts'
import { modulesOf } from './asks.ts'
import type { Parts } from './parts.ts'

type Label = { type: string; value: Json }

/** `incident.<name>`: system fields and, beside them, the custom fields by cliName; labels by their type. */
export function incidentRoot(incident: Incident): JsonObject {
  const { CustomFields, labels, ...system } = incident
  const custom = (CustomFields ?? {}) as JsonObject
  const byType = Array.isArray(labels)
    ? Object.fromEntries((labels as Label[]).map(({ type, value }) => [type, value]))
    : (labels ?? {})
  return { ...custom, ...system, labels: byType }
}

/** A list that is JSON is reached into; any other is its text. */
function listValue(data: string): Json {
  try {
    return JSON.parse(data)
  } catch {
    return data
  }
}

/**
 * The special roots of a line in an investigation (DT-50): `incident`, `modules`, `lists`; in a playbook also `inputs`,
 * `currentPlaybookID` and `lastCompletedTaskEntries`.
 */
export function specialRoots(parts: Parts, investigation: Investigation): Roots {
  const { scope } = investigation
  const roots: Record<string, () => Json | undefined> = {
    ...(scope && {
      inputs: () => scope.inputs,
      currentPlaybookID: () => scope.currentPlaybookID,
      lastCompletedTaskEntries: () => scope.lastCompletedTaskEntries,
    }),
    incident: () => investigation.incident && incidentRoot(investigation.incident),
    modules: () => Object.values(modulesOf(parts)),
    lists: () =>
      Object.fromEntries(
        [...parts.state.room.lists.values()].map(({ name, data }) => [name, listValue(data)]),
      ),
  }
  return name => (Object.hasOwn(roots, name) ? roots[name]?.() : undefined)
}
