import { callOfTask } from '../engine/call.ts'
import type { InstanceResult } from '../engine/outcome.ts'
import type { Running } from '../engine/record.ts'
import { runCommand } from '../engine/run-command.ts'
import type { RunOptions } from '../engine/run-options.ts'
import { tellError } from '../engine/told.ts'
import type { Poll } from '../investigation/run.ts'
import { argsOfPoll, earliest, pollsOf } from './polling.ts'

/** Adds the entries of one more run to those of its instance. */
function added(results: InstanceResult[], more: InstanceResult[]): void {
  for (const each of more) {
    const known = results.find(({ instance }) => instance === each.instance)
    if (known) known.entries.push(...each.entries)
    else results.push(each)
  }
}

/** One more run; gives back the runs that it asks for in turn. */
async function once(
  running: Running,
  poll: Poll,
  results: InstanceResult[],
  options: RunOptions,
): Promise<Poll[]> {
  const { clock } = running.parts
  if (poll.until < clock.now()) {
    const sentence = `${poll.command} had not ended at ${poll.until}, its Timeout (HC §9).`
    const entry = tellError(running.parts, running.investigation, running.line, sentence)
    added(results, [{ instance: poll.instance, entries: [entry] }])
    return []
  }
  const more = await runCommand(running, callOfTask(poll.command, argsOfPoll(poll)))
  added(results, more)
  return pollsOf(
    more.map(each => ({ ...each, options })),
    clock.now(),
    poll.until,
  )
}

/**
 * Runs the command of a line again, under the options of the line, for as long as its entries ask for it (HC §9), and adds
 * what that gives to the line's results. Whoever interrupts ends it with an error entry.
 */
export async function untilPolled(
  running: Running,
  results: InstanceResult[],
  options: RunOptions,
): Promise<InstanceResult[]> {
  const { clock, pass, interruption } = running.parts
  let polls = pollsOf(
    results.map(each => ({ ...each, options })),
    clock.now(),
  )
  for (let next = earliest(polls.map(poll => poll.next)); next !== undefined; ) {
    const seconds = (Date.parse(next) - Date.parse(clock.now())) / 1000
    if (seconds > 0) await pass(seconds)
    if (interruption.reason !== undefined) {
      const entry = tellError(running.parts, running.investigation, running.line, interruption.reason)
      added(results, [{ instance: polls[0]?.instance ?? null, entries: [entry] }])
      return results
    }
    const due = polls.filter(poll => poll.next <= clock.now())
    polls = polls.filter(poll => !due.includes(poll))
    for (const poll of due) polls.push(...(await once(running, poll, results, options)))
    next = earliest(polls.map(poll => poll.next))
  }
  return results
}
