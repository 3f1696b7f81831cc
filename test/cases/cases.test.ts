import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { type Case, onEachServer, readCase } from './runner/case.ts'
import { playDying, playKilledOnce } from './runner/kill.ts'
import { play } from './runner/play.ts'
import { forgetStages } from './runner/stage.ts'

const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const cases = readdirSync(FOLDER)
  .filter(name => existsSync(`${FOLDER}/${name}/case.yaml`))
  .map(name => readCase(FOLDER, name))

afterAll(forgetStages)

const NAMES =
  /\b(app-add|app-remove|app-update|group-update|configuration|sync|new-hire|update|terminate|rehire|activate|deactivate|create-in-ad|group-sync)-[a-z-]+/g

const rows = (some: readonly Case[]) =>
  some.flatMap(one => {
    const all = onEachServer(one)
    return all.map(each => [all.length > 1 ? `${each.name} (${each.server})` : each.name, each] as const)
  })

// First, because each takes as long as many of the others, which fill the time beside it.
describe.concurrent('a case whose war room dies again and again', { timeout: 600_000 }, () => {
  const chosen = cases.filter(({ kill }) => kill || process.env.CASES_KILL === 'often')
  test.each(rows(chosen))('%s', async (_, one) => {
    const { problems, deaths } = await playDying(one)
    expect(problems.join('\n')).toBe('')
    expect(deaths).toBeGreaterThan(0)
  })
})

describe.concurrent('a case', { timeout: 120_000 }, () => {
  test.each(rows(cases))('%s', async (_, one) => {
    expect((await play(one)).join('\n')).toBe('')
  })
})

// An hour on two cores: for a night, or before a release.
describe.runIf(process.env.CASES_KILL === 'once')(
  'a case killed once, at every line',
  { timeout: 1_800_000 },
  () => {
    test.each(rows(cases))('%s', async (_, one) => {
      const { problems, deaths } = await playKilledOnce(one)
      expect(problems.join('\n')).toBe('')
      expect(deaths).toBeGreaterThan(0)
    })
  },
)

test('the table of paths names every case, and no other', () => {
  const told = readFileSync(`${FOLDER}/README.md`, 'utf8').split('## Paths')[1] ?? ''
  const named = new Set(told.match(NAMES))
  const paths = cases.map(({ name }) => name).filter(name => name !== 'create-user-in-one-org')
  expect([...named].sort()).toEqual(paths.sort())
})
