import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { readOptions } from '../../scim-server/options.ts'
import { startScimServer } from '../../scim-server/server.ts'
import { endPrograms, startServer } from '../server-program.ts'
import { call } from './client.ts'

endPrograms()
const start = (args: string[], environment?: NodeJS.ProcessEnv) =>
  startServer('scim-server/main.ts', /'(http:\S+)\/Users\?count=2'\n$/, args, environment)

describe('the program', () => {
  it('says where it listens and how to list, and ends cleanly on SIGTERM', async () => {
    const program = start(['--port', '0', '--people', '7'])
    const url = await program.ready
    const { body } = await call({ url, token: 'embedded-scim-token' }, 'GET', '/Users')
    program.child.kill('SIGTERM')
    const { code, out, err } = await program.ended
    expect([body.totalResults, body.Resources[6]?.userName]).toEqual([7, 'person7@example.com'])
    expect(out).toBe(
      `SCIM application listening on ${url} (7 people, token embedded-scim-token)\ncurl -s -H 'Authorization: Bearer embedded-scim-token' '${url}/Users?count=2'\n`,
    )
    expect([code, err]).toEqual([0, ''])
  })

  it('never tells a token of its own', async () => {
    const program = start(['--port', '0', '--token', 'env:SCIM_WORD'], { SCIM_WORD: 'seeded-word' })
    const url = await program.ready
    const { status } = await call({ url, token: 'seeded-word' }, 'GET', '/Users')
    program.child.kill('SIGINT')
    const { code, out } = await program.ended
    expect([status, code]).toEqual([200, 0])
    expect(out).toMatch(/\(0 people, token as given\)\ncurl -s -H 'Authorization: Bearer TOKEN' /)
    expect(out).not.toContain('seeded-word')
  })

  it('says in one sentence what it cannot use, and ends with 2', async () => {
    const server = await startScimServer()
    const port = new URL(server.url).port
    const results = await Promise.all(
      [
        ['--colour', 'red'],
        ['--port', port],
      ].map(args => start(args).ended),
    )
    await server.close()
    expect(results.map(({ code, out, err }) => [code, out, err.trim().split('\n').length])).toEqual([
      [2, '', 1],
      [2, '', 1],
    ])
  })
})

describe('options', () => {
  it('have defaults', () => {
    expect(readOptions([], {})).toEqual({ port: 8067, people: 0, token: 'embedded-scim-token' })
  })

  test.each<[string[], RegExp]>([
    [['--port', '70000'], /^--port takes a whole number from 0 to 65535, not '70000'$/],
    [['--people', 'many'], /^--people takes a whole number from 0 to 1000000, not 'many'$/],
    [['--token', 'a b'], /^--token takes a text without blanks or env:NAME$/],
    [['--token', 'env:NOT_SET'], /^--token env:NOT_SET needs the environment variable NOT_SET with a token$/],
    [['--colour', 'red'], /colour.*--help lists the options$/],
    [['extra'], /extra.*--help lists the options$/],
  ])('%j is refused', (args, message) => {
    expect(() => readOptions(args, {})).toThrow(message)
  })

  it('explain themselves', () => {
    expect(readOptions(['--help'], {})).toBe('help')
  })
})

it('is started by npm run scim', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8')).scripts.scim).toBe('node dist/scim.js')
})
