import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import type { JsonObject } from '../../kit/wire.ts'
import { checkMembers, jsonObject } from './damage.ts'
import { checkVersion } from './folder.ts'

/**
 * A file of one object a line: its header and the others, which have these members. A last line that a killed process left
 * torn is not among them. Refused when another is damaged, with its number.
 */
export function readLines(
  file: string,
  members: Parameters<typeof checkMembers>[1],
): [header: JsonObject, ...lines: JsonObject[]] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const [first = '', ...more] = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  const header = jsonObject(first, file, 1)
  checkVersion(file, header.v)
  const lines = more.slice(0, -1).map((line, index) => {
    const value = jsonObject(line, file, index + 2)
    checkMembers(value, members, file, index + 2)
    return value
  })
  return [header, ...lines]
}

const PIECE_BYTES = 1024 * 1024

/** The lines of a file, one after the other: a file of very many is never in memory as a whole. What stands behind the last line break is none. */
export function* textLines(file: string): Generator<string> {
  const handle = openSync(file, 'r')
  try {
    let begun: Buffer[] = []
    const piece = Buffer.alloc(PIECE_BYTES)
    for (let length = readSync(handle, piece); length > 0; length = readSync(handle, piece)) {
      const read = Buffer.from(piece.subarray(0, length))
      let from = 0
      for (let end = read.indexOf('\n'); end !== -1; end = read.indexOf('\n', from)) {
        yield Buffer.concat([...begun, read.subarray(from, end)]).toString('utf8')
        begun = []
        from = end + 1
      }
      begun.push(read.subarray(from))
    }
  } finally {
    closeSync(handle)
  }
}
