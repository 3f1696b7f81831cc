import { existsSync, readFileSync } from 'node:fs'
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
