import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { replaceFile } from '../../../warroom/state/folder.ts'
import { textLines } from '../../../warroom/state/lines.ts'
import { emptyFolder } from '../stand-in.ts'

const file = () => path.join(emptyFolder(), 'lines')
/** Two bytes a letter, so that a piece of an even number of bytes ends between two of them only when the line begins at an even place. */
const long = (length: number) => 'é'.repeat(length)

describe('a file of lines', () => {
  it.each([
    ['no line', []],
    ['empty lines', ['', '', '']],
    ['lines longer than a piece that is read at once', ['x', long(700_000), 'y', long(1_400_001), '{}']],
    ['many lines', Array.from({ length: 30_000 }, (_, n) => `${n} ${long(n % 97)}`)],
  ])('%s come back as they were written in pieces', (_, lines) => {
    const at = file()
    replaceFile(
      at,
      lines.map(line => `${line}\n`),
    )
    expect([...textLines(at)]).toEqual(lines)
  })

  it('what stands behind the last line break is none', () => {
    const at = file()
    replaceFile(at, 'one\ntwo\nthr')
    expect([...textLines(at)]).toEqual(['one', 'two'])
  })

  it('is the old one when a piece cannot be made', () => {
    const at = file()
    replaceFile(at, 'old\n')
    function* broken() {
      yield 'new\n'
      throw new Error('no more')
    }
    expect(() => replaceFile(at, broken())).toThrow('no more')
    expect(readFileSync(at, 'utf8')).toBe('old\n')
  })
})
