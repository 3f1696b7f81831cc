import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { PACK } from '../../scripts/demo/set-up.ts'
import { type Kill, Life } from '../../scripts/demo/year/life.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'life-'))
const lives: Life[] = []

afterEach(async () => {
  for (const life of lives.splice(0)) await life.end()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function begin(kill?: Kill): Life {
  const state = mkdtempSync(path.join(folder, 'state-'))
  const life = new Life(['--pack', PACK, '--state', state], state, '2026-01-01', kill)
  lives.push(life)
  return life
}

const listOf = async (life: Life) => (await life.ask('/list friends')).value

/** Each death is a process more, on a machine that others use too. */
const MINUTES = 120_000

describe('a war room that lives for a year', { timeout: MINUTES }, () => {
  it('has the time of the day that it is woken on', async () => {
    const life = begin()
    await life.wake('2026-07-01')
    expect((await life.ask('/clock')).value).toMatch(/^2026-07-01T08:00/)
    expect(life.deaths).toBe(0)
  })

  it('runs a line in an incident and the next one in the playground', async () => {
    const life = begin()
    await life.do('!createNewIncident name=One')
    await life.do('!Set key=who value=Ada', '1')
    expect((await life.ask('/context who', '1')).value).toBe('Ada')
    expect((await life.ask('/context who')).value).toBeNull()
  })

  it('throws what cannot be run', async () => {
    await expect(begin().do('/task 9 complete')).rejects.toThrow('/task 9 complete: ')
  })

  it('goes on after each death, until it has died often enough', async () => {
    const life = begin({ every: 1, times: 3 })
    await life.do('!createList listName=friends listData=Ada')
    expect(life.deaths).toBeGreaterThanOrEqual(1)
    await life.do('!setList listName=friends listData=Ben')
    await life.do('!setList listName=friends listData=Cleo')
    await life.do('!setList listName=friends listData=Dan')
    expect(life.deaths).toBe(3)
    expect(await listOf(life)).toBe('Dan')
    expect(life.lines).toBeGreaterThanOrEqual(4)
  })

  it('does not repeat what is done', async () => {
    const life = begin({ every: 3, times: 1 })
    // Its first line takes the lists of the pack.
    let asked = 0
    const isDone = async () => {
      asked += 1
      return true
    }
    await life.do('!createList listName=friends listData=Ada')
    const said = await life.do('!setList listName=friends listData=Ben', undefined, isDone)
    expect({ said, asked, deaths: life.deaths }).toEqual({ said: undefined, asked: 1, deaths: 1 })
    expect(await listOf(life)).toBe('Ben')
  })
})
