import { spawn } from 'node:child_process'
import { once } from 'node:events'
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

/** A little fewer than the lines that the year's journal comes to, so that the last kill comes, too. */
const LINES = 6_000

/** The year with a war room that is killed on its way. */
let killed: Year
const said: string[] = []

beforeAll(async () => {
  const kill = { every: Math.floor(LINES / KILLS), times: KILLS }
  killed = await playYear({ kill, say: line => said.push(line) })
}, 30 * MINUTE)

const raised = readScenario().days.flatMap(day => Object.values(day.raised).flat())

describe('the year', () => {
  it(`raises what the story has, and brings all of it to an end, though the war room is killed ${KILLS} times`, () => {
    expect(killed.deaths).toBe(KILLS)
    expect(killed.problems).toEqual([])
    expect(killed.incidents).toBe(raised.length)
    expect(said).toEqual(killed.told)
  })

  it('comes to the table that was written from the story', () => {
    expect(differences(expectedTable(), killed.table)).toEqual([])
  })
})

/** Starts the year as the demo plays it, and interrupts it as soon as it tells of a day. */
async function interrupted() {
  const folder = mkdtempSync(path.join(tmpdir(), 'demo-year-'))
  const options = ['--import', 'tsx', 'scripts/demo.ts', '--built', '--year']
  const child = spawn(process.execPath, options, { env: { ...process.env, TMPDIR: folder } })
  let out = ''
  child.stdout.on('data', chunk => {
    out += chunk
    if (out.includes(killed.told[0] ?? '')) child.kill('SIGINT')
  })
  const [status] = await once(child, 'close')
  const left = readdirSync(folder).filter(name => !name.startsWith('tsx-'))
  rmSync(folder, { recursive: true, force: true })
  return { status, out, left }
}

it(
  'the demo plays the same year, and leaves nothing behind when it is interrupted',
  async () => {
    const { out, ...ended } = await interrupted()
    expect(killed.told.length).toBeGreaterThan(40)
    expect(out).toContain(killed.told[0])
    expect(ended).toEqual({ status: 130, left: [] })
  },
  MINUTE,
)

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
