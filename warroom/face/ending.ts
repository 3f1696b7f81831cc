import { constants } from 'node:os'
import type { WarRoom } from '../open.ts'

const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const

/** npm passes on the Ctrl-C that the terminal has already sent us: a signal so soon after another is the same one. */
const SAME_SIGNAL_MS = 500

/** The exit status of a program that a signal ended. */
const statusOf = (name: (typeof SIGNALS)[number]): number => 128 + constants.signals[name]

/**
 * Ends the war room when the process is told to end: the line that runs is interrupted, recorded and printed, and no
 * other begins. Aborted with the exit status; a second signal ends the process at once.
 */
export function endingOf(room: WarRoom, own: Pick<NodeJS.Process, 'on' | 'exit'> = process): AbortSignal {
  const ending = new AbortController()
  let first = 0
  for (const name of SIGNALS) {
    own.on(name, () => {
      if (ending.signal.aborted && performance.now() - first > SAME_SIGNAL_MS) own.exit(statusOf(name))
      if (ending.signal.aborted) return
      first = performance.now()
      ending.abort(statusOf(name))
      room.interrupt('The command was interrupted.')
    })
  }
  own.on('exit', room.kill)
  return ending.signal
}
