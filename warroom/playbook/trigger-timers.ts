import type { JsonObject } from '../../kit/wire.ts'
import { timersAtStart } from './decisions.ts'
import { withFields } from './end-task.ts'
import type { TaskPlace } from './place.ts'
import { objectIn } from './read.ts'
import { isTimerAction, slaOf, timerAfter } from './timers.ts'

/** PB-38: starts, pauses or stops the timer fields that a task names. */
export function triggerTimers(place: TaskPlace, moment: 'start' | 'end'): void {
  const { task, parts, investigation } = place
  if (task.timers.length === 0 || timersAtStart !== (moment === 'start')) return
  const fields: JsonObject = objectIn(investigation.incident?.CustomFields)
  const changed = task.timers.flatMap(({ field, action }) =>
    isTimerAction(action) && field !== ''
      ? [[field, timerAfter(fields[field], action, parts.clock.now(), slaOf(parts.content, field))] as const]
      : [],
  )
  const incidents = withFields(place, Object.fromEntries(changed))
  if (incidents) parts.state.commit({ incidents })
}
