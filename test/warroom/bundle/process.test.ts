import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Json, JsonObject, Start } from '../../../kit/wire.ts'
import { BundlePool } from '../../../warroom/bundle/pool.ts'
import { BundleProcess } from '../../../warroom/bundle/process.ts'
import { type Host, RunFailed } from '../../../warroom/bundle/run.ts'
import { ACME_BUNDLE, fileOf, isGone } from '../stand-in.ts'

const logged: string[] = []
const host: Host = {
  answer: (ask, args) =>
    ask === 'getModules' ? Promise.resolve(args) : Promise.reject(new Error(`no ${ask}`)),
  log: (level, text) => logged.push(`${level} ${text}`),
}

const start = (command: string, args: JsonObject = {}): Start => ({
  kind: 'command',
  command,
  args,
  params: { credentials: { identifier: '', password: 'x' } },
  lastRun: {},
  integrationContext: {},
  instance: { brand: 'Acme Directory', name: 'a' },
})

const does = (what: string): Start => start('acme-does', { what })

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

function opened(file = ACME_BUNDLE): BundleProcess {
  const child = new BundleProcess(file)
  ends.push(() => child.end())
  return child
}

function pool(file = ACME_BUNDLE): BundlePool {
  const all = new BundlePool(file)
  ends.push(() => all.end())
  return all
}

const contents = async (run: Promise<{ entries: { Contents: Json }[] }>): Promise<Json[]> =>
  (await run).entries.map(({ Contents }) => Contents)

describe('a process', () => {
  test('takes one run after the other', async () => {
    const child = opened()
    const first = await contents(child.run(does('pid'), host, 10))
    expect(await contents(child.run(does('pid'), host, 10))).toEqual(first)
  })

  test('asks and is answered or refused', async () => {
    const child = opened()
    const ask = (name: string) =>
      contents(child.run(start('acme-ask', { ask: name, with: [1, 'two'] }), host, 10))
    expect(await ask('getModules')).toEqual([{ answer: [1, 'two'] }])
    expect(await ask('launchRocket')).toEqual([{ refused: 'no launchRocket' }])
  })

  test('may log, and may write its lines in pieces', async () => {
    const child = opened()
    await child.run(does('logs'), host, 10)
    expect(logged).toContain('info about to work with s3cret-token')
    expect((await child.run(does('pieces'), host, 10)).entries).toEqual(['whole'])
  })

  test.each([
    [
      'exit',
      "The integration's process ended with status 7 and gave no result. It said: the reactor has melted, said s3cret-token",
    ],
    ['silent', "The integration's process ended with status 0 and gave no result."],
    [
      'garbage',
      "The integration's process does not speak the wire: it wrote a line that is no JSON: hello, I am no JSON.",
    ],
    ['array', "The integration's process does not speak the wire: it wrote [1]."],
    ['strange', "The integration's process does not speak the wire: it wrote an object with what."],
    [
      'no-entries',
      "The integration's process does not speak the wire: its done line has no list of entries.",
    ],
    [
      'deep',
      "The integration's process does not speak the wire: it wrote JSON 604 levels deep; at most 500 are accepted.",
    ],
    ['hang', 'The command was stopped: it gave no result within 0.3 seconds.'],
  ])('that does %j fails the run with one sentence', async (what, sentence) => {
    const child = opened()
    const failed = child.run(does(what), host, what === 'hang' ? 0.3 : 10)
    await expect(failed).rejects.toThrow(RunFailed)
    await expect(failed).rejects.toThrow(sentence)
    expect(child.usable).toBe(false)
  })

  test('may nest up to the limit', async () => {
    expect((await opened().run(does('deepish'), host, 10)).entries).toHaveLength(1)
  })

  test('a second result in the same breath fails nobody, but the process is not used again', async () => {
    const child = opened()
    expect((await child.run(does('twice'), host, 10)).entries).toEqual(['one'])
    expect(child.usable).toBe(false)
  })

  test('a program that cannot start is told with what it said', async () => {
    const child = opened(fileOf('broken.cjs', 'throw new Error("born broken")\n'))
    await expect(child.run(does('pid'), host, 10)).rejects.toThrow(
      /ended with status 1 and gave no result\. It said: [\s\S]*born broken/,
    )
  })

  test('knows nothing of our environment but what it needs', async () => {
    process.env.WARROOM_TEST_SECRET = 'do not pass me on'
    const code = `require('node:readline').createInterface({input: process.stdin}).on('line', () =>
      console.log(JSON.stringify({done: {entries: [Object.keys(process.env)]}})))`
    const child = opened(fileOf('env.cjs', code))
    const [names] = (await child.run(does('pid'), host, 10)).entries as unknown as string[][]
    expect(names).toContain('PATH')
    expect(names).not.toContain('WARROOM_TEST_SECRET')
  })

  test('can be interrupted', async () => {
    const child = opened()
    const run = child.run(does('hang'), host, 10)
    child.interrupt('The command was interrupted.')
    await expect(run).rejects.toThrow('The command was interrupted.')
  })
})

describe('a pool', () => {
  test('keeps an idle process for the next run', async () => {
    const all = pool()
    const first = await contents(all.run(does('pid'), host, 10))
    expect(await contents(all.run(does('pid'), host, 10))).toEqual(first)
  })

  test('starts another for a busy one, four at most, and the rest wait', async () => {
    const all = pool()
    const pids = (
      await Promise.all(Array.from({ length: 9 }, () => contents(all.run(does('slow'), host, 20))))
    ).flat()
    expect(pids).toHaveLength(9)
    expect(new Set(pids).size).toBe(4)
  })

  test('starts anew after a process failed', async () => {
    const all = pool()
    await expect(all.run(does('exit'), host, 10)).rejects.toThrow('status 7')
    expect(await contents(all.run(does('pid'), host, 10))).toHaveLength(1)
  })

  test('starts anew after a process ended between two runs', async () => {
    const all = pool()
    const [pid] = await contents(all.run(does('pid'), host, 10))
    await all.run(does('end-after'), host, 10)
    await vi.waitUntil(() => isGone(Number(pid)), { timeout: 10_000 })
    const [next] = await contents(all.run(does('pid'), host, 10))
    expect(next).not.toBe(pid)
  })

  test('does not repeat a run whose process had begun it', async () => {
    const all = pool()
    await all.run(does('pid'), host, 10)
    await expect(all.run(does('silent'), host, 10)).rejects.toThrow('ended with status 0')
  })

  test('ends everything: nobody is left waiting', async () => {
    const all = pool()
    const run = all.run(does('hang'), host, 10)
    await all.end()
    await expect(run).rejects.toThrow(RunFailed)
  })
})
