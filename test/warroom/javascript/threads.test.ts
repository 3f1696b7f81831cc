import { afterEach, expect, it } from 'vitest'
import { RUNNING_MAX } from '../../../warroom/javascript/limits.ts'
import { Threads } from '../../../warroom/javascript/threads.ts'

const threads = new Threads()
afterEach(() => threads.end())

const setup = { globals: {}, lastRun: {}, refused: {} }
const answer = async (): Promise<string> => '{"value":null}'

it('a thread serves one run after the other', async () => {
  const first = await threads.use(async thread => thread)
  const second = await threads.use(async thread => thread)
  expect(second).toBe(first)
  expect(await second.run('return 1', setup, answer)).toEqual({ value: '1' })
})

it('two runs at a time have two threads', async () => {
  await threads.use(outer => threads.use(async inner => expect(inner).not.toBe(outer)))
})

it('a stopped thread is not used again', async () => {
  const first = await threads.use(async thread => {
    await thread.stop('it was late')
    await expect(thread.run('return 1', setup, answer)).rejects.toThrow('its thread ended')
    return thread
  })
  expect(await threads.use(async thread => thread)).not.toBe(first)
})

it('a script that calls itself without end is refused before it takes all memory', async () => {
  let depth = 0
  const again = async (): Promise<void> => {
    depth += 1
    await threads.use(again)
  }
  await expect(again()).rejects.toThrow(`${RUNNING_MAX} scripts run already, each waiting for the next`)
  expect(depth).toBe(RUNNING_MAX + 1)
})
