import type { OwnCommand } from '../engine/own-command.ts'
import { CLOSING_COMMANDS } from './closing.ts'
import { CONTEXT_COMMANDS } from './context.ts'
import { ENTRY_COMMANDS } from './entries.ts'
import { FOUND_INCIDENT_COMMANDS } from './found-incidents.ts'
import { FOUND_INDICATOR_COMMANDS } from './found-indicators.ts'
import { INCIDENT_COMMANDS } from './incidents.ts'
import { INDICATOR_RELATION_COMMANDS } from './indicator-relations.ts'
import { INDICATOR_COMMANDS } from './indicators.ts'
import { LIST_COMMANDS } from './lists.ts'
import { SCHEDULE_COMMANDS } from './schedules.ts'
import { TIMER_COMMANDS } from './timers.ts'
import { USER_COMMANDS } from './users.ts'
import { WORKPLAN_COMMANDS } from './workplan.ts'

/** The commands of the server itself (playbook.md §10); one that is not here is unknown. */
export const BUILT_INS: readonly OwnCommand[] = [
  ...INCIDENT_COMMANDS,
  ...CLOSING_COMMANDS,
  ...FOUND_INCIDENT_COMMANDS,
  ...LIST_COMMANDS,
  ...INDICATOR_COMMANDS,
  ...FOUND_INDICATOR_COMMANDS,
  ...INDICATOR_RELATION_COMMANDS,
  ...CONTEXT_COMMANDS,
  ...ENTRY_COMMANDS,
  ...USER_COMMANDS,
  ...WORKPLAN_COMMANDS,
  ...SCHEDULE_COMMANDS,
  ...TIMER_COMMANDS,
]
