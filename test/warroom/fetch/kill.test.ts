import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { burstInstance, burstZip } from '../burst.ts'
import { runHere } from '../face/here.ts'
import { objects, runProgram } from '../face/program.ts'
import { emptyFolder } from '../stand-in.ts'

const EVENTS = 7
const NAMES = Array.from({ length: EVENTS }, (_, index) => `Event ${index + 1}`)

/** What one life of the program does: it fetches, works with what it fetched, and fetches on. */
const LINES = [
  '/fetch',
  '!createNewIndicator value=a@x.example type="User Profile"',
  '/fetch',
  '!closeInvestigation id=1',
  '/fetch',
]
const COUNT = LINES.length

function place(): { cwd: string; options: string[] } {
  const cwd = emptyFolder()
  writeFileSync(path.join(cwd, 'instances.yaml'), burstInstance({ total: String(EVENTS) }))
  return { cwd, options: ['--pack', burstZip(), '--instances', 'instances.yaml', '--json'] }
}

describe('killed at any journal line', () => {
  // Every one of the lines writes one line of the journal; one number more, and it lives.
  test.each(Array.from({ length: COUNT + 1 }, (_, index) => index + 1))(
    'at line %i each event becomes an incident exactly once',
    async dieAt => {
      const { cwd, options } = place()
      const killed = await runProgram([...options, ...LINES], { cwd, env: { WARROOM_DIE_AT: String(dieAt) } })
      expect(killed.status).toBe(dieAt <= COUNT ? 137 : 0)
      const rest = ['/fetch', '/fetch', '/fetch', '/fetch', '/fetch', '/incidents']
      const after = await runHere([...options, ...rest], { cwd })
      const results = objects(after) as { value: { name: string; id: string }[] }[]
      const incidents = results.at(-1)?.value ?? []
      expect(incidents.map(({ name }) => name)).toEqual(NAMES)
      expect(incidents.map(({ id }) => id)).toEqual(NAMES.map((_, index) => String(index + 1)))
      expect(results.at(-2)?.value).toEqual([{ instance: 'b', created: [], dropped: 0 }])
      expect(after).toMatchObject({ status: 0, err: '' })
    },
  )

  // Five lives one after the other, each with a process of its integration: on a busy machine that takes its time.
  test('at every line of one life after the other', async () => {
    const { cwd, options } = place()
    for (let life = 0; life < 4; life += 1) {
      const killed = await runProgram([...options, '/fetch', '/fetch'], { cwd, env: { WARROOM_DIE_AT: '1' } })
      expect(killed.status).toBe(137)
    }
    const after = await runHere([...options, '/incidents'], { cwd })
    const [{ value } = { value: [] }] = objects(after) as { value: { name: string }[] }[]
    expect(value.map(({ name }) => name)).toEqual(NAMES)
  }, 120_000)
})
