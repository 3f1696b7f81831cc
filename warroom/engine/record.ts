import type { Entry } from '../../kit/wire.ts'
import { completed, ERROR, type Origin, textEntry } from '../investigation/entry.ts'
import type { Investigation } from '../investigation/room.ts'
import type { Offer } from './offers.ts'
import { OWN_ORIGINS } from './own-command.ts'
import type { Parts } from './parts.ts'
import type { Ran } from './run-once.ts'
import type { RunOptions } from './run-options.ts'

/** A line that is about to run: where it runs, and the line as it may be shown. */
export interface Running {
  parts: Parts
  investigation: Investigation
  line: string
  /** The entries go back to a script that runs the command, and not into the war room. */
  forScript?: true
}

/** What the entries of an offer say they come from. */
function originOf({ parts, line }: Running, offer: Offer): Origin {
  const created = parts.clock.now()
  if ('own' in offer) return { ...OWN_ORIGINS[offer.own.kind], line, created }
  const { name, integration } = offer.instance
  return { brand: integration.brand, category: integration.category, instance: name, line, created }
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
 * Of a command that a script runs, what it changed is kept, and what extend-context asks for (HC-24); the entries are the
 * script's.
 */
function recordForScript(
  { parts, investigation: { id } }: Running,
  entries: Entry[],
  origin: Origin,
  { change }: Ran,
  { extendContext: extend }: RunOptions,
): Entry[] {
  const extensions =
    extend === undefined
      ? []
      : entries.map(({ Contents, ContentsFormat }) => ({
          id,
          extend,
          contents: Contents,
          format: ContentsFormat,
        }))
  const edits = [...(change?.edits ?? []), ...extensions]
  const isChanged = change !== undefined || edits.length > 0
  const problems = isChanged ? parts.state.commit({ ...change, ...(edits.length > 0 ? { edits } : {}) }) : []
  // One that is in a war room already (getEntries) keeps its id.
  return [...entries, ...problems.map(problem => textEntry(ERROR, problem))].map(entry =>
    entry.ID ? entry : { ...completed(entry, 0, id, origin), ID: '' },
  )
}

/**
 * Keeps what a run gave, as one change: its entries, their context and what else it changed are all kept, or nothing.
 * Gives back the entries as they are read back; context that could not be merged is told in an error entry behind them.
 */
export function record(running: Running, offer: Offer, ran: Ran, options: RunOptions): Entry[] {
  const { parts, investigation } = running
  const origin = originOf(running, offer)
  const given = options.rawResponse ? ran.entries.map(withoutReadable) : ran.entries
  if (running.forScript) return recordForScript(running, given, origin, ran, options)
  const entries = numbered(given, running, origin)
  const problems = parts.state.commit({
    ...ran.change,
    investigation: {
      id: investigation.id,
      entries,
      ...(options.ignoreOutputs ? { ignoreOutputs: true } : {}),
      ...(options.extendContext === undefined ? {} : { extendContext: options.extendContext }),
    },
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
