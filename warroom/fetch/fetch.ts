import type { Done, Entry, Json } from '../../kit/wire.ts'
import { textOf } from '../automations/arguments.ts'
import { RunFailed } from '../bundle/run.ts'
import { QueryError } from '../context/index.ts'
import { DEFAULT_TIMEOUT_SECONDS } from '../engine/decisions.ts'
import type { Parts } from '../engine/parts.ts'
import { runStart, startOf } from '../engine/run-once.ts'
import type { Instance } from '../instances/instance.ts'
import { isError, toEntries } from '../investigation/entry.ts'
import { MappingError } from '../mapping/index.ts'
import { Refusal } from '../refusal.ts'
import { SandboxError } from '../sandbox/index.ts'
import { ValueError } from '../values/index.ts'
import { type DraftParts, needsExisting, process } from './actions.ts'
import { Draft } from './draft.ts'
import { openEvents } from './event.ts'
import { matchingRule, rulesOf } from './rule.ts'

/** What a fetch of one instance came to; with `error` no incident of it was kept and the last run stays. */
export interface Fetched {
  instance: string
  created: string[]
  dropped: number
  error?: string
}

/** These say in one sentence what is wrong with the fetch; anything else is a fault of ours. */
const SENTENCES = [RunFailed, Refusal, MappingError, ValueError, QueryError, SandboxError]

const isSentence = (cause: unknown): cause is Error => SENTENCES.some(kind => cause instanceof kind)

/** An error entry of fetch-incidents, with the integration context that it wants kept all the same. */
class FailedFetch extends Refusal {
  readonly integrationContext: Done['integrationContext']
  constructor(message: string, { integrationContext }: Done) {
    super(message)
    this.integrationContext = integrationContext
  }
}

/** The events that fetch-incidents gives. A Refusal with its text when it gave an error entry (HC §9: last run unchanged). */
export async function fetchedEvents(
  parts: Parts,
  instance: Instance,
): Promise<Omit<Done, 'incidents'> & { incidents: Json[] }> {
  const { lastRun } = parts.state.room.memory(instance.name, instance.integration.brand)
  const start = { ...startOf(parts, instance, 'fetch-incidents', {}), lastRun }
  const done = await runStart(parts, instance, start, DEFAULT_TIMEOUT_SECONDS)
  const failed: Entry | undefined = toEntries(done.entries as Json[]).find(isError)
  if (failed) throw new FailedFetch(failed.HumanReadable || textOf(failed.Contents), done)
  const incidents: Json = done.incidents ?? []
  if (!Array.isArray(incidents)) throw new Refusal('fetch-incidents gave incidents that are no list.')
  return { ...done, incidents }
}

/** An event's failure with its place and name, so that somebody can find it. */
function placed(cause: unknown, index: number, event: Json): Refusal {
  if (!isSentence(cause)) throw cause
  const isNamed =
    event !== null && typeof event === 'object' && !Array.isArray(event) && event.name !== undefined
  const name = isNamed ? ` ("${textOf(event.name)}")` : ''
  const reason = cause.message.replace(/\.$/, '')
  return new Refusal(`Event ${index + 1}${name} of the fetch cannot be made an incident: ${reason}.`, {
    cause,
  })
}

/** Makes incidents of events, one after the other: a rule may link an event with an earlier one of the same fetch. */
async function makeIncidents(
  parts: DraftParts,
  instance: Instance,
  events: Json[],
): Promise<Pick<Fetched, 'created' | 'dropped'>> {
  const [reader, rules] = [openEvents(parts, instance), rulesOf(parts.content)]
  const created: string[] = []
  let dropped = 0
  for (const [index, event] of events.entries()) {
    try {
      const incoming = reader.incident(event, parts.state.room.nextIncidentId())
      const match = matchingRule(rules, incoming, parts, needsExisting)
      const processed = match ? await process(incoming, match, parts) : { kept: [incoming], dropped: false }
      parts.state.commit({ incidents: processed.kept })
      if (processed.dropped) dropped += 1
      else created.push(incoming.id)
    } catch (cause) {
      throw placed(cause, index, event)
    }
  }
  return { created, dropped }
}

/**
 * Fetches the incidents of one instance (mapping.md §4). All incidents, the new last run, the integration context and what
 * pre-process scripts changed are one change, so that nothing is lost and nothing confirmed comes again (design.md §3, rule 4). A fetch that fails, or
 * has one event that cannot be made an incident, says why; it keeps nothing but the integration context of an error entry.
 */
export async function fetchIncidents(parts: Parts, instance: Instance): Promise<Fetched> {
  const { name } = instance
  const { brand } = instance.integration
  try {
    const { incidents: events, lastRun, integrationContext } = await fetchedEvents(parts, instance)
    const draft = new Draft(parts.state)
    draft.commit({
      instance: {
        name,
        brand,
        ...(lastRun ? { lastRun } : {}),
        ...(integrationContext ? { integrationContext } : {}),
      },
    })
    const { created, dropped } = await makeIncidents({ ...parts, state: draft }, instance, events)
    parts.state.commit(draft.change())
    return { instance: name, created, dropped }
  } catch (cause) {
    if (!isSentence(cause)) throw cause
    // Without its token the next fetch would ask for another.
    if (cause instanceof FailedFetch && cause.integrationContext)
      parts.state.commit({ instance: { name, brand, integrationContext: cause.integrationContext } })
    return { instance: name, created: [], dropped: 0, error: parts.secrets.mask(cause.message) }
  }
}
