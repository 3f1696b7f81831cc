import type { JsonObject } from '../../kit/wire.ts'
import { textOf } from '../automations/arguments.ts'
import type { Parts } from '../engine/parts.ts'

function typeNamed({ content }: Pick<Parts, 'content'>, type: string): JsonObject | undefined {
  return content.of('incident type').find(({ id, item }) => id === type || item.name === type)?.item
}

/** The playbook of an incident type; empty when it has none. */
export function playbookOfType(parts: Pick<Parts, 'content'>, type: string): string {
  return textOf(typeNamed(parts, type)?.playbookId)
}

/** Members of an incident that make a playbook start in it once the line is done; one that is not loaded is only stored. */
export function toStart({ playbooks }: Pick<Parts, 'playbooks'>, playbookId: string): JsonObject {
  return { playbookId, ...(playbooks.has(playbookId) ? { runStatus: 'pending' } : {}) }
}

/**
 * What a new incident of a type has: its playbook, which starts when the type says `autorun` (playbook.md §11). One that is not
 * loaded is told in the incident when it is to start.
 */
export function startOfType(parts: Pick<Parts, 'content'>, type: string): JsonObject {
  const playbook = playbookOfType(parts, type)
  if (playbook === '') return {}
  const starts = typeNamed(parts, type)?.autorun === true
  return { playbookId: playbook, ...(starts ? { runStatus: 'pending' } : {}) }
}
