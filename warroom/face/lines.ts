import { createInterface } from 'node:readline'
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

/** The lines of a stream as they arrive, blank ones left out. */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') yield line
  }
}

/** Runs lines one after the other; the exit status is the highest met. With `stop` the first that fails is the last. */
export async function runLines(
  session: Session,
  lines: Iterable<string> | AsyncIterable<string>,
  face: Face,
  stop: boolean,
): Promise<0 | 1 | 2> {
  let highest: 0 | 1 | 2 = 0
  for await (const line of lines) {
    const status = await runLine(session, line, face)
    if (status > highest) highest = status
    if (stop && status > 0) break
  }
  return highest
}
