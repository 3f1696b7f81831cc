import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { differences, expectedTable } from '../../scripts/demo/year/compare.ts'
import { readScenario } from '../../scripts/demo/year/scenario.ts'
import { playYear, type Year } from '../../scripts/demo/year/year.ts'

/** `YEAR_KILLS=200 npx vitest run test/demo-year/year` takes some minutes. */
const KILLS = Number(process.env.YEAR_KILLS ?? 3)
const MINUTE = 60_000

let year: Year
const said: string[] = []
beforeAll(async () => {
  year = await playYear({ say: line => said.push(line) })
}, 5 * MINUTE)

const raised = readScenario().days.flatMap(day => Object.values(day.raised).flat())

describe('the year', () => {
  it('raises what the story has, and brings all of it to an end', () => {
    expect(year.problems).toEqual([])
    expect(year.incidents).toBe(raised.length)
    expect(said).toEqual(year.told)
  })

  it('ends with the table that was written from the story', () => {
    expect(differences(expectedTable(), year.table)).toEqual([])
  })

  it('is the same when it is played again, as the demo', { timeout: 5 * MINUTE }, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'demo-year-'))
    const options = ['--import', 'tsx', 'scripts/demo.ts', '--built', '--year']
    const env = { ...process.env, TMPDIR: folder }
    const { status, stdout } = spawnSync(process.execPath, options, { env, encoding: 'utf8' })
    const left = readdirSync(folder).filter(name => !name.startsWith('tsx-'))
    rmSync(folder, { recursive: true, force: true })
    expect(stdout).toContain('The demo ended as it should')
    expect(status).toBe(0)
    expect(stdout).toContain(year.table)
    expect(stdout).toContain(year.told.join('\n'))
    expect(left).toEqual([])
  })

  it(`comes to the same table when the war room is killed ${KILLS} times on its way`, {
    timeout: 30 * MINUTE,
  }, async () => {
    // Lives that are cut short write a few lines more or fewer: one more is reckoned with, so that the last one comes, too.
    const killed = await playYear({ kill: { every: Math.floor(year.lines / (KILLS + 1)), times: KILLS } })
    expect(killed.deaths).toBe(KILLS)
    expect(killed.problems).toEqual([])
    expect(killed.table).toBe(year.table)
  })
})

describe('a year that breaks off', () => {
  const before = new Set(readdirSync(tmpdir()))
  const left = () => readdirSync(tmpdir()).filter(name => name.startsWith('year-') && !before.has(name))
  afterAll(() => expect(left()).toEqual([]))

  it(
    'ends its processes and removes its folder',
    async () => {
      const say = () => {
        throw new Error('The reader is gone.')
      }
      await expect(playYear({ say, until: '2026-01-10' })).rejects.toThrow('The reader is gone.')
    },
    MINUTE,
  )
})
