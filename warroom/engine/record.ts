import type { Entry } from '../../kit/wire.ts'
import type { Instance } from '../instances/instance.ts'
import { completed, ERROR, type Origin, textEntry } from '../investigation/entry.ts'
import type { Investigation } from '../investigation/room.ts'
import type { Parts } from './parts.ts'
import type { Ran } from './run-once.ts'
import type { RunOptions } from './run-options.ts'

/** A line that is about to run: where it runs, and the line as it may be shown. */
export interface Running {
  parts: Parts
  investigation: Investigation
  line: string
}

function originOf({ parts, line }: Running, { name, integration }: Instance): Origin {
  const { brand, category } = integration
  return { brand, category, instance: name, line, created: parts.clock.now() }
}

function numbered(entries: Entry[], { investigation }: Running, origin: Origin): Entry[] {
  const first = investigation.entries.length + 1
  return entries.map((entry, index) => completed(entry, first + index, investigation.id, origin))
}

/** HC-24 `raw-response`: the war room shows the Contents. */
function withoutReadable({ HumanReadable: _, ...entry }: Entry): Entry {
  return entry
}

/**
 * Keeps what a run gave, as one change: its entries, their context and the integration context are all kept, or nothing.
 * Gives back the entries as they are read back; context that could not be merged is told in an error entry behind them.
 */
export function record(running: Running, instance: Instance, ran: Ran, options: RunOptions): Entry[] {
  const { parts, investigation } = running
  const origin = originOf(running, instance)
  const given = options.rawResponse ? ran.entries.map(withoutReadable) : ran.entries
  const entries = numbered(given, running, origin)
  const { integrationContext } = ran
  const problems = parts.state.commit({
    investigation: {
      id: investigation.id,
      entries,
      ...(options.ignoreOutputs ? { ignoreOutputs: true } : {}),
      ...(options.extendContext === undefined ? {} : { extendContext: options.extendContext }),
    },
    ...(integrationContext
      ? { instance: { name: instance.name, brand: origin.brand, integrationContext } }
      : {}),
  })
  if (problems.length === 0) return entries
  const told = numbered(
    problems.map(problem => textEntry(ERROR, problem)),
    running,
    origin,
  )
  parts.state.commit({ investigation: { id: investigation.id, entries: told } })
  return [...entries, ...told]
}
