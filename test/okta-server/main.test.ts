import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { readOptions } from '../../okta-server/options.ts'
import { endPrograms, startServer } from '../server-program.ts'
import { client } from './client.ts'

endPrograms()
const start = (args: string[], environment?: NodeJS.ProcessEnv) =>
  startServer('okta-server/main.ts', /(http:\S+)[^\n]*\n$/, args, environment)

describe('the program', () => {
  it('says one line when it listens, answers, and ends cleanly on SIGTERM with its state saved', async () => {
    const state = mkdtempSync(join(tmpdir(), 'okta-main-'))
    const okta = start(['--port', '0', '--people', '7', '--state', state, '--now', '2031-01-01T00:00:00Z'])
    const url = await okta.ready
    const { list } = await client({ url, token: '00embedded-okta-token' }).get('/api/v1/users')
    okta.child.kill('SIGTERM')
    const { code, out, err } = await okta.ended
    expect(list).toHaveLength(7)
    expect(out).toBe(`Embedded Okta listening on ${url} (7 people, token 00embedded-okta-token)\n`)
    expect([code, err, existsSync(join(state, 'okta.json'))]).toEqual([0, '', true])
    rmSync(state, { recursive: true })
  })

  it('ends with its parent when asked to, and takes its token from the environment without telling it', async () => {
    const args = ['--port', '0', '--people', '1', '--until-stdin-closes', '--token', 'env:MY_TOKEN']
    const okta = start(args, { MY_TOKEN: '00secret' })
    const url = await okta.ready
    const { status } = await client({ url, token: '00secret' }).get('/api/v1/users/me')
    okta.child.stdin?.end()
    const { code, out } = await okta.ended
    expect([status, code]).toEqual([200, 0])
    expect(out).not.toContain('00secret')
  })

  it('says in one sentence what it cannot use, and ends with 2', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'okta-main-'))
    const seed = join(folder, 'seed.yaml')
    writeFileSync(seed, 'people: [{status: ASLEEP, profile: {}}]')
    const results = await Promise.all(
      [
        ['--colour', 'red'],
        ['--seed', seed],
        ['--seed', join(folder, 'none.yaml')],
      ].map(args => start(args).ended),
    )
    rmSync(folder, { recursive: true })
    expect(results.map(({ code, out }) => [code, out])).toEqual([
      [2, ''],
      [2, ''],
      [2, ''],
    ])
    expect(results.map(({ err }) => err.trim().split('\n').length)).toEqual([1, 1, 1])
    expect(results[1]?.err).toMatch(/people\[0\]\.status must be one of .*, not ASLEEP/)
  })
})

describe('options', () => {
  it('have defaults', () => {
    expect(readOptions([], {})).toEqual({ port: 8065, untilStdinCloses: false })
  })

  it('are read', () => {
    const line =
      '--port 0 --seed f.yaml --seed-number 7 --people 9 --page-cap 7 --state d --now 2026-01-01 --token t --until-stdin-closes'
    expect(readOptions(line.split(' '), {})).toEqual({
      port: 0,
      seed: 'f.yaml',
      seedNumber: 7,
      people: 9,
      pageCap: 7,
      state: 'd',
      now: '2026-01-01',
      token: 't',
      untilStdinCloses: true,
    })
  })

  test.each<[string, RegExp]>([
    ['--port 70000', /^--port takes a whole number from 0 to 65535, not '70000'$/],
    ['--port http', /^--port takes a whole number/],
    ['--people 0', /^--people takes a whole number from 1/],
    ['--page-cap -1', /--page-cap/],
    ['--seed-number 1.5', /^--seed-number takes a whole number/],
    ['--now yesterday', /^--now takes an instant such as 2026-01-31T08:00:00Z, not 'yesterday'$/],
    ['--token env:NOT_SET', /^--token env:NOT_SET needs the environment variable NOT_SET with a token$/],
    ['--colour red', /--colour.*--help lists the options$/],
    ['extra', /extra.*--help lists the options$/],
    ['--seed', /--seed.*--help lists the options$/],
  ])('%s is refused', (line, message) => {
    expect(() => readOptions(line.split(' '), {})).toThrow(message)
  })

  it('explain themselves', () => {
    expect(readOptions(['--help'], {})).toBe('help')
  })
})
