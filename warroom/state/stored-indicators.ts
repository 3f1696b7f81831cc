import { existsSync } from 'node:fs'
import type { Indicator } from '../indicators/indicator.ts'
import type { Indicators } from '../indicators/store.ts'
import type { Room } from '../investigation/room.ts'
import { maskMarks, type Secrets } from '../secrets.ts'
import { checkMembers } from './damage.ts'
import { replaceFile, VERSION } from './folder.ts'
import { readLines } from './lines.ts'

/** The whole store as one file: a header with its number, then one indicator a line. */
export function writeIndicators(file: string, indicators: Indicators, secrets: Secrets): void {
  const { n } = indicators
  const header = JSON.stringify({ v: VERSION, n, highest: indicators.next() - 1 })
  const lines = Array.from(indicators.all(), indicator => secrets.stored(indicator))
  replaceFile(file, `${[header, ...lines].join('\n')}\n`)
}

/** Puts the indicators of such a file back into the room. */
export function readIndicators(file: string, room: Room): void {
  if (!existsSync(file)) return
  const [header, ...lines] = readLines(file, { id: 'text', value: 'text', CustomFields: 'object' })
  checkMembers(header, { n: 'number', highest: 'number' }, file, 1)
  room.indicators.restore(Number(header.n), Number(header.highest), lines.map(maskMarks) as Indicator[])
}
