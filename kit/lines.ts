import type { Readable } from 'node:stream'

/**
 * The lines of a byte stream, cut at line feeds only. node:readline also cuts at U+2028 and U+2029 in newer versions of
 * Node, and JSON may hold both unescaped.
 */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  let begun: Buffer[] = []
  for await (const chunk of input as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, end)]).toString('utf8')
      begun = []
      from = end + 1
    }
    if (from < chunk.length) begun.push(chunk.subarray(from))
  }
  if (begun.length) yield Buffer.concat(begun).toString('utf8')
}
