import { answersOf, type Saved } from './answers.ts'
import { openFiles } from './files.ts'
import { refusedFor } from './kinds.ts'
import { DEFAULT_TIMEOUT_SECONDS } from './limits.ts'
import { entriesOf, errorEntries, incidentsOf, outcomeOf } from './outcome.ts'
import type { Ending, RunRequest, RunResult, ScriptHost, Setup } from './request.ts'
import { type Answer, type Thread, ThreadEnded } from './thread.ts'
import { Threads } from './threads.ts'

export interface JavaScriptRunner {
  /**
   * Runs a script. It never rejects because of what the script does: what was thrown, a passed limit and a missing
   * function are error entries.
   */
  run(request: RunRequest, host: ScriptHost): Promise<RunResult>
  /** Stops the scripts that run; each ends in an error entry with the reason. */
  interrupt(reason: string): void
  /** Ends every thread. */
  end(): Promise<void>
}

export interface RunnerOptions {
  /** Takes what a script logs: a level, a colon and the text. */
  debug: (text: string) => void
  /** Where files are kept that scripts save; it is made with the first. */
  folder: string
}

function setupOf(request: RunRequest): Setup {
  const { kind, name, args, params = {}, command = '', incident, context = {}, investigation = {} } = request
  const incidents = incident ? [incident] : []
  return {
    globals: { args, params, command, investigation, incidents, invContext: context },
    lastRun: request.lastRun ?? {},
    refused: refusedFor(kind, name),
    ...(request.now === undefined ? {} : { now: Date.parse(request.now) }),
  }
}

function resultOf(ending: Ending, { name, command }: RunRequest, saved: Saved): RunResult {
  const result = outcomeOf(ending, name)
  if ('error' in result) return { entries: errorEntries(result.error) }
  if (command !== 'fetch-incidents') return { entries: entriesOf(ending, name), ...saved }
  const incidents = incidentsOf(result.value)
  // What is no list of incidents is an error entry that was returned instead of thrown, and a failure as well.
  return incidents === undefined ? { entries: entriesOf(ending, name) } : { entries: [], incidents, ...saved }
}

/** Runs on a thread until the script ends or its time is over; the thread does not outlive a late script. */
async function onThread(thread: Thread, request: RunRequest, answer: Answer): Promise<Ending> {
  const seconds = request.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS
  const late = setTimeout(
    () => void thread.stop(`it was stopped after ${seconds} s, its execution-timeout`),
    seconds * 1000,
  )
  try {
    const ending = await thread.run(request.code, setupOf(request), answer)
    // A memory that has grown stays grown, and a broken engine stays broken.
    if ('thrown' in ending && ending.thrown.name === 'InternalError') await thread.stop('a limit was passed')
    return ending
  } finally {
    clearTimeout(late)
  }
}

/** Opens the runner of JavaScript automations and integrations; its threads start with the first run. */
export function createJavaScriptRunner({ debug, folder }: RunnerOptions): JavaScriptRunner {
  const files = openFiles(folder)
  const threads = new Threads()
  return {
    async run(request, host) {
      const saved: Saved = {}
      const answer = answersOf(request.name, host, files, saved, debug)
      try {
        const ending = await threads.use(thread => onThread(thread, request, answer))
        return resultOf(ending, request, saved)
      } catch (cause) {
        if (!(cause instanceof ThreadEnded)) throw cause
        return { entries: errorEntries(`"${request.name}" gave no result: ${cause.message}.`) }
      }
    },
    interrupt: reason => threads.interrupt(reason),
    end: () => threads.end(),
  }
}
