import type { Table } from '../../kit/command.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { isTrue } from '../texts.ts'
import { leavesDirectories, nameOf, type Operation, type Plan } from './plan.ts'

/** The plan for people: a row per instance, what is not available, and why nothing is wanted. */
export function planText(plan: Plan, settings: readonly JsonObject[]): (Table | string)[] {
  const { Operation: operation, Wanted, Done, Missing, Directories, MissingReason, Notify } = plan
  const recipients = new Map(Notify.map(row => [row.instancename, row.recipients]))
  const rows = Wanted.map(instance => ({
    instance,
    state: Done.includes(instance)
      ? 'done already'
      : Missing.includes(instance)
        ? 'not available'
        : 'to run now',
    recipients: recipients.get(instance) ?? null,
  }))
  const title = `Instances to ${operation} the user in`
  const columns = ['instance', 'state', 'recipients']
  return [
    ...(rows.length ? [{ title, rows, columns }] : [whyNone(operation, settings, Directories)]),
    ...(MissingReason ? [MissingReason] : []),
    ...(leavesDirectories(operation) && Directories.length
      ? [`Looked after by IAM - Create User In Active Directory: ${Directories.join(', ')}.`]
      : []),
  ]
}

function whyNone(
  operation: Operation,
  settings: readonly JsonObject[],
  directories: readonly string[],
): string {
  const flag = `${operation}_user_enabled`
  const group = leavesDirectories(operation) ? ',"create_user_group":"All"' : ''
  const wanted = `An entry of the list of provisioning settings such as {"instance_name":"Okta_1","${flag}":true${group}} changes that.`
  const why = settings.map(entry => {
    const name = JSON.stringify(nameOf(entry))
    if (!isTrue(entry[flag])) return `${name} has ${flag} false`
    return directories.includes(nameOf(entry)) || isTrue(entry.create_for_all)
      ? `${name} is a directory`
      : `${name} has a create_user_group that is not All`
  })
  const told = why.length ? why.join('; ') : 'the list names none'
  return `No instance is wanted to ${operation} the user in: ${told}. ${wanted}`
}
