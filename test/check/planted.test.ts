import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CODES, checkPack } from '../../scripts/check/check.ts'

const FOLDER = 'test/check/planted'
const planted = readdirSync(FOLDER).sort()

/** `BA100` of BA100, `GR103` of GR103-command: a folder is called by the code it plants. */
const codeOf = (name: string): string => name.split('-')[0] ?? ''

describe('a pack with one fault', () => {
  it.each(planted)('%s: exactly the one message', name => {
    const { faults, listed } = checkPack(`${FOLDER}/${name}`)
    const lines = faults.map(
      ({ file, at, code, message }) =>
        `${[file, at].filter(part => part !== '').join(' ')}: ${code} ${message}\n`,
    )
    expect(lines).toEqual([readFileSync(`${FOLDER}/${name}/expected.txt`, 'utf8')])
    expect(faults.map(({ code }) => code)).toEqual([codeOf(name)])
    expect(listed).toEqual([])
  })

  it('stands for every code that the linter knows', () => {
    expect([...new Set(planted.map(codeOf))].sort()).toEqual([...CODES].sort())
  })

  it('every message is one sentence after file, place and code', () => {
    for (const name of planted)
      expect(readFileSync(`${FOLDER}/${name}/expected.txt`, 'utf8'), name).toMatch(
        /^\S[^\n]*: [A-Z]{2}\d+ [^\n]{12,}\.\n$/,
      )
  })
})
