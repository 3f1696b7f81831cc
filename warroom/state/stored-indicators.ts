import { existsSync } from 'node:fs'
import type { Indicator } from '../indicators/indicator.ts'
import type { Indicators } from '../indicators/store.ts'
import type { Room } from '../investigation/room.ts'
import { MARK, maskMarks, type Secrets } from '../secrets.ts'
import { checkMembers, jsonObject } from './damage.ts'
import { checkVersion, replaceFile, VERSION } from './folder.ts'
import { textLines } from './lines.ts'

/** How many lines are written at once: the text of a hundred thousand indicators is larger than they are themselves. */
const PIECE_LINES = 500

function* piecesOf(indicators: Indicators, secrets: Secrets): Generator<string> {
  yield `${JSON.stringify({ v: VERSION, n: indicators.n, highest: indicators.next() - 1 })}\n`
  let lines: string[] = []
  for (const indicator of indicators.all()) {
    lines.push(`${secrets.stored(indicator)}\n`)
    if (lines.length < PIECE_LINES) continue
    yield lines.join('')
    lines = []
  }
  yield lines.join('')
}

/** The whole store as one file: a header with its number, then one indicator a line. */
export function writeIndicators(file: string, indicators: Indicators, secrets: Secrets): void {
  replaceFile(file, piecesOf(indicators, secrets))
}

function* indicatorsIn(lines: Iterable<string>, file: string): Generator<Indicator> {
  let number = 1
  for (const line of lines) {
    number += 1
    const indicator = jsonObject(line, file, number)
    checkMembers(indicator, { id: 'text', value: 'text', CustomFields: 'object' }, file, number)
    // The walk is only paid for where a secret can be.
    yield (line.includes(MARK) ? maskMarks(indicator) : indicator) as Indicator
  }
}

/** Puts the indicators of such a file back into the room. */
export function readIndicators(file: string, room: Room): void {
  if (!existsSync(file)) return
  const lines = textLines(file)
  const header = jsonObject(lines.next().value ?? '', file, 1)
  checkVersion(file, header.v)
  checkMembers(header, { n: 'number', highest: 'number' }, file, 1)
  room.indicators.restore(Number(header.n), Number(header.highest), indicatorsIn(lines, file))
}
