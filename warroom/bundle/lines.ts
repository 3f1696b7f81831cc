import type { Json } from '../../kit/wire.ts'
import { depthOf } from '../sandbox/depth.ts'

/** A line longer than this is no answer but a runaway: a list of 100,000 users takes 140 MB, a page of events a few. */
export const LONGEST_LINE = 256 * 1024 * 1024

/** Deeper values than this would overflow the stack of whatever walks them next. */
export const DEEPEST_JSON = 500

const NEWLINE = 10

/** What a bundle wrote that is not the wire: told in one sentence. */
export class WireError extends Error {
  override name = 'WireError'
}

/**
 * Cuts a byte stream into lines: the returned function takes each chunk and calls `onLine` per complete line, without its
 * line break. Throws a WireError when a line grows over `longest` bytes.
 */
export function lineCutter(onLine: (line: string) => void, longest = LONGEST_LINE): (chunk: Buffer) => void {
  let begun: Buffer[] = []
  let length = 0
  return chunk => {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      const line = Buffer.concat([...begun, chunk.subarray(from, end)]).toString('utf8')
      begun = []
      length = 0
      from = end + 1
      onLine(line)
    }
    begun.push(chunk.subarray(from))
    length += chunk.length - from
    if (length > longest) throw new WireError(`it wrote a line of more than ${longest} bytes`)
  }
}

/** The JSON value of a line. Throws a WireError when it is none, or nests deeper than DEEPEST_JSON. */
export function parseJson(line: string): Json {
  const depth = depthOf(line)
  if (depth > DEEPEST_JSON)
    throw new WireError(`it wrote JSON ${depth} levels deep; at most ${DEEPEST_JSON} are accepted`)
  try {
    return JSON.parse(line)
  } catch {
    const start = line.length > 120 ? `${line.slice(0, 120)}…` : line
    throw new WireError(`it wrote a line that is no JSON: ${start}`)
  }
}
