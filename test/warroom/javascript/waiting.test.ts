import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import { contents, run } from './runner.ts'

const stopped = '"T" gave no result: it was stopped after 0.3 s, its execution-timeout.'

it('a script that waits is stopped at its timeout', async () => {
  expect(await contents('wait(60)', { timeoutSeconds: 0.3 })).toEqual([stopped])
})

it('a script whose host call never ends is stopped at its timeout', async () => {
  const never = (): Promise<Json> => new Promise(() => {})
  const { entries } = await run('executeCommand("x")', { executeCommand: never }, { timeoutSeconds: 0.3 })
  expect(entries[0]?.Contents).toBe(stopped)
})

it('an answer that comes after the script was stopped disturbs nobody', async () => {
  let answer = (_: Json): void => {}
  const late = (): Promise<Json> =>
    new Promise(resolve => {
      answer = resolve
    })
  await run('executeCommand("x")', { executeCommand: late }, { timeoutSeconds: 0.3 })
  const next = run('return executeCommand("y")', { executeCommand: () => 'mine' })
  answer('theirs')
  expect((await next).entries[0]?.Contents).toBe('mine')
})

it('a script sees its own answers, also when many run at a time', async () => {
  const codes = ['a', 'b', 'c', 'd'].map(
    name => [name, `return executeCommand('${name}', {n: 1}).name`] as const,
  )
  const executeCommand = async ([name]: Json[]): Promise<Json> => ({ name: name ?? null })
  const all = await Promise.all(codes.map(([, code]) => run(code, { executeCommand })))
  expect(all.map(({ entries }) => entries[0]?.Contents)).toEqual(['a', 'b', 'c', 'd'])
})

it('a request without an answer ends at the time limit it was given', async () => {
  const server = createServer(() => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const [text] = await contents(`http('${url}', {}, false, false, undefined, 200)`)
  expect(text).toMatch(new RegExp(`^http GET ${url} failed: .*timeout`))
  server.closeAllConnections()
  server.close()
})

it('a large answer crosses whole', async () => {
  const executeCommand = (): Json => Array.from({ length: 20_000 }, (_, n) => ({ n, text: 'ü'.repeat(20) }))
  const code = `var r = executeCommand('x'); return [r.length, r[19999].n, r[19999].text.length].join()`
  expect((await run(code, { executeCommand })).entries[0]?.Contents).toBe('20000,19999,20')
})
