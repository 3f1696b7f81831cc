import { type ClockFollower, clockOperation } from './clock.ts'
import { fetch } from './fetch.ts'
import { help } from './help.ts'
import { incident, incidents } from './incidents.ts'
import { instances, test } from './instances.ts'
import { job } from './job.ts'
import type { Operation } from './operation.ts'
import { playbook } from './playbook.ts'
import { context, list, save } from './state.ts'
import { task, tasks } from './tasks.ts'

/** Everything that starts with `/`, in the order of the help. */
export function operationsOf(clockFollower: ClockFollower | undefined): Operation[] {
  return [
    test,
    fetch,
    instances,
    incidents,
    incident,
    playbook,
    tasks,
    task,
    job,
    context,
    list,
    clockOperation(clockFollower),
    save,
    help,
  ]
}
