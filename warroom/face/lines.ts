import type { Readable } from 'node:stream'
import type { Session } from '../engine/session.ts'
import type { Look } from './markdown.ts'
import { humanText, jsonText, statusOf } from './print.ts'

/** How results leave: `out` takes results only, `err` all else. */
export interface Face {
  json: boolean
  debug: boolean
  look: Look
  out: (text: string) => void
  err: (text: string) => void
}

/** Runs one line, prints what became of it and gives its exit status. A fault of ours is told like a line that cannot run. */
export async function runLine(session: Session, line: string, face: Face): Promise<0 | 1 | 2> {
  const { secrets } = session.parts
  const outcome = await session.run(line).catch((cause: unknown) => ({
    line: session.masked(line),
    error: secrets.mask(`Fault of the war room: ${cause instanceof Error ? cause.message : cause}`),
    cause,
  }))
  if (face.json) face.out(jsonText(outcome, secrets))
  else face.out(humanText(outcome, secrets, face.look))
  if ('error' in outcome) {
    if (!face.json) face.err(`${outcome.error}\n`)
    const trace = outcome.cause instanceof Error ? outcome.cause.stack : undefined
    if (face.debug && trace !== undefined) face.err(`${secrets.mask(trace)}\n`)
  }
  return statusOf(outcome)
}

/** Ends at a line feed and nowhere else: a U+2028 belongs to the JSON in which it stands, while readline splits there. */
async function* cut(input: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let begun = ''
  for await (const chunk of input) {
    const text: string = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const [first = '', ...more] = text.split('\n')
    begun += first
    for (const next of more) {
      yield begun
      begun = next
    }
  }
  yield begun + decoder.decode()
}

/** The lines of a stream as they arrive, blank ones left out. `ending` ends the wait for more. */
export async function* linesOf(input: Readable, ending?: AbortSignal): AsyncGenerator<string> {
  ending?.addEventListener('abort', () => input.destroy())
  try {
    for await (const line of cut(input)) {
      if (line.trim() !== '') yield line.replace(/\r$/, '')
    }
  } catch (cause) {
    // Reading a stream that we destroyed is an error.
    if (!ending?.aborted) throw cause
  }
}

/**
 * Runs lines one after the other; the exit status is the highest met. With `stop` the first that fails is the last; after
 * `ending` none begins.
 */
export async function runLines(
  session: Session,
  lines: Iterable<string> | AsyncIterable<string>,
  face: Face,
  stop: boolean,
  ending?: AbortSignal,
): Promise<0 | 1 | 2> {
  let highest: 0 | 1 | 2 = 0
  for await (const line of lines) {
    if (ending?.aborted) break
    const status = await runLine(session, line, face)
    if (status > highest) highest = status
    if (stop && status > 0) break
  }
  return highest
}
