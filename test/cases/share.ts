import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { type Case, onEachServer, readCase } from './runner/case.ts'
import { playDying, playKilledOnce } from './runner/kill.ts'
import { play } from './runner/play.ts'
import { forgetStages } from './runner/stage.ts'

/** The folder of the cases. */
export const FOLDER = fileURLToPath(new URL('.', import.meta.url))

/** In how many files the cases are played, so that so many processes of the tests share them. */
const SHARES = 4

/** The names of all cases. */
export const caseNames = (): string[] =>
  readdirSync(FOLDER).filter(name => existsSync(`${FOLDER}/${name}/case.yaml`))

const rows = (some: readonly Case[]) =>
  some.flatMap(one => {
    const all = onEachServer(one)
    return all.map(each => [all.length > 1 ? `${each.name} (${each.server})` : each.name, each] as const)
  })

/** Declares the tests of every SHARES-th case, from the given one on. */
export function playShare(share: number): void {
  const all = rows(caseNames().map(name => readCase(FOLDER, name))).filter((_, at) => at % SHARES === share)
  // A fresh machine has a quarter of an hour.
  const played = all.filter(([, { night }]) => !night || process.env.CASES === 'all')
  afterAll(forgetStages)

  // First, because each takes as long as many of the others, which fill the time beside it.
  describe.concurrent('a case whose war room dies again and again', { timeout: 600_000 }, () => {
    const chosen = all.filter(([, { kill }]) => kill || process.env.CASES_KILL === 'often')
    test.each(chosen)('%s', async (_, one) => {
      const { problems, deaths } = await playDying(one)
      expect(problems.join('\n')).toBe('')
      expect(deaths).toBeGreaterThan(0)
    })
  })

  describe.concurrent('a case', { timeout: 120_000 }, () => {
    test.each(played)('%s', async (_, one) => {
      expect((await play(one)).join('\n')).toBe('')
    })
  })

  // An hour on two cores: for a night, or before a release.
  describe.runIf(process.env.CASES_KILL === 'once')(
    'a case killed once, at every line',
    { timeout: 1_800_000 },
    () => {
      test.each(all)('%s', async (_, one) => {
        const { problems, deaths } = await playKilledOnce(one)
        expect(problems.join('\n')).toBe('')
        expect(deaths).toBeGreaterThan(0)
      })
    },
  )
}
