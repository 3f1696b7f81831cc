import type { Entry } from '../../kit/wire.ts'
import type { Change, ContextEdit } from '../investigation/change.ts'
import { completed, ERROR, type Origin, textEntry, WARNING } from '../investigation/entry.ts'
import type { Investigation } from '../investigation/room.ts'
import type { RunChange } from '../investigation/run.ts'
import { placeOf } from '../investigation/scope.ts'
import type { Offer } from './offers.ts'
import { OWN_ORIGINS } from './own-command.ts'
import type { Parts } from './parts.ts'
import type { Ran } from './run-once.ts'
import type { RunOptions } from './run-options.ts'

/** The task of a playbook that runs a command. */
export interface RunningTask {
  /** PB-35: no entry is kept but errors and warnings. */
  quiet: boolean
  /** Runs of the command that were recorded before the war room was ended. */
  done: number
  /** What the task puts on its entries: where they come from, tags, note, evidence. */
  mark: (entry: Entry) => Entry
  /** What the run of the playbook remembers of a run of the command, in the same change as its entries. */
  progress: (recorded: Recorded) => RunChange
  /** Told before something outside may change, so that a killed war room knows that it may have. */
  outside: () => void
  /** Told when what was done outside is in the journal. */
  recorded: () => void
}

/** One run of a task's command, with all its entries, those that are not kept among them. */
export interface Recorded {
  entries: Entry[]
  instance: string | null
  options: RunOptions
  /** No run on another instance, or with another item, follows. */
  last: boolean
}

/** A line that is about to run: where it runs, and the line as it may be shown. */
export interface Running {
  parts: Parts
  investigation: Investigation
  line: string
  /** The entries go back to a script that runs the command, and not into the war room. */
  forScript?: true
  /** When what runs it will be stopped, on the clock of `performance.now()`: nothing that a script runs outlives it. */
  until?: number
  task?: RunningTask
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
  { parts, investigation }: Running,
  entries: Entry[],
  origin: Origin,
  { change }: Ran,
  { extendContext: extend }: RunOptions,
): Entry[] {
  const extensions =
    extend === undefined
      ? []
      : entries.map(({ Contents, ContentsFormat }) => ({
          ...placeOf(investigation),
          extend,
          contents: Contents,
          format: ContentsFormat,
        }))
  const edits = [...(change?.edits ?? []), ...extensions]
  const isChanged = change !== undefined || edits.length > 0
  const problems = isChanged ? parts.state.commit({ ...change, ...(edits.length > 0 ? { edits } : {}) }) : []
  // One that is in a war room already (getEntries) keeps its id.
  return [...entries, ...problems.map(problem => textEntry(ERROR, problem))].map(entry =>
    entry.ID ? entry : { ...completed(entry, 0, investigation.id, origin), ID: '' },
  )
}

/** What entries that are not kept write into the context all the same (PB-35). */
function hiddenEdits(entries: Entry[], { investigation }: Running, options: RunOptions): ContextEdit[] {
  const place = placeOf(investigation)
  return entries.flatMap(({ EntryContext, Contents: contents, ContentsFormat: format }) => [
    ...(EntryContext && !options.ignoreOutputs ? [{ ...place, merge: EntryContext }] : []),
    ...(options.extendContext === undefined
      ? []
      : [{ ...place, extend: options.extendContext, contents, format }]),
  ])
}

/** The entries of a step, numbered, as one change with their context and what the playbook remembers of them. */
function changeOf(
  running: Running,
  { entries: given, instance, options, last }: Recorded,
  origin: Origin,
  ran: Ran,
): Change {
  const { investigation, task } = running
  const shown = task?.quiet ? given.filter(({ Type }) => Type === ERROR || Type === WARNING) : given
  const hidden = given.filter(entry => !shown.includes(entry))
  const entries = numbered(shown, running, origin).map(entry => task?.mark(entry) ?? entry)
  const edits = [...(ran.change?.edits ?? []), ...hiddenEdits(hidden, running, options)]
  const recorded = { entries: [...entries, ...hidden], instance, options, last }
  return {
    ...ran.change,
    ...(edits.length > 0 ? { edits } : {}),
    ...(task ? { runs: [...(ran.change?.runs ?? []), task.progress(recorded)] } : {}),
    investigation: {
      ...placeOf(investigation),
      entries,
      ...(options.ignoreOutputs ? { ignoreOutputs: true } : {}),
      ...(options.extendContext === undefined ? {} : { extendContext: options.extendContext }),
    },
  }
}

/**
 * Keeps what a run gave, as one change: its entries, their context and what else it changed are all kept, or nothing.
 * Gives back the entries as they are read back; context that could not be merged is told in an error entry behind them.
 */
export function record(running: Running, offer: Offer, ran: Ran, options: RunOptions, last = true): Entry[] {
  const { parts, investigation } = running
  const origin = originOf(running, offer)
  const given = options.rawResponse ? ran.entries.map(withoutReadable) : ran.entries
  if (running.forScript) return recordForScript(running, given, origin, ran, options)
  const instance = 'own' in offer ? null : offer.instance.name
  const change = changeOf(running, { entries: given, instance, options, last }, origin, ran)
  const { entries = [] } = change.investigation ?? {}
  const problems = parts.state.commit(change)
  if (problems.length === 0) return entries
  const told = numbered(
    problems.map(problem => textEntry(ERROR, problem)),
    running,
    origin,
  )
  parts.state.commit({ investigation: { id: investigation.id, entries: told } })
  return [...entries, ...told]
}
