import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { readOptions } from '../../report-server/options.ts'
import { startReportServer } from '../../report-server/server.ts'
import { endPrograms, startServer } from '../server-program.ts'
import { ask, basic, download } from './client.ts'

const folder = mkdtempSync(join(tmpdir(), 'report-main-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

endPrograms()
const start = (args: string[], environment?: NodeJS.ProcessEnv) =>
  startServer('report-server/main.ts', /'(http:\S+)'\n$/, args, environment)

describe('the program', () => {
  it('says where it listens and how to download, and ends cleanly on SIGTERM', async () => {
    const program = start(['--port', '0', '--people', '7'])
    const reportUrl = await program.ready
    const { text } = await ask(reportUrl, { headers: basic('isu_iam', 'embedded-report-password') })
    program.child.kill('SIGTERM')
    const { code, out, err } = await program.ended
    expect(JSON.parse(text).Report_Entry).toHaveLength(7)
    expect(out).toBe(
      `Workday report server listening on ${new URL(reportUrl).origin} (user isu_iam, password embedded-report-password)\ncurl -s -u 'isu_iam:embedded-report-password' '${reportUrl}'\n`,
    )
    expect([code, err]).toEqual([0, ''])
  })

  it('serves a file, and never tells a password of its own', async () => {
    const entries = file('entries.json', '\uFEFF{"Report_Entry":[{"Emp_ID":"1"}]}')
    const args = ['--port', '0', '--file', entries, '--username', "o'hara", '--password', 'env:REPORT_WORD']
    const program = start(args, { REPORT_WORD: 'seeded-word' })
    const reportUrl = await program.ready
    const { text } = await ask(reportUrl, { headers: basic("o'hara", 'seeded-word') })
    program.child.kill('SIGINT')
    const { code, out } = await program.ended
    expect([text, code]).toEqual(['{"Report_Entry":[{"Emp_ID":"1"}]}', 0])
    expect(out).toMatch(/\(user o'hara, password as given\)\ncurl -s -u 'o'\\''hara' 'http/)
    expect(out).not.toContain('seeded-word')
  })

  it('says in one sentence what it cannot use, and ends with 2', async () => {
    const server = await startReportServer()
    const results = await Promise.all(
      [
        ['--colour', 'red'],
        ['--port', new URL(server.url).port],
      ].map(args => start(args).ended),
    )
    await server.close()
    expect(results.map(({ code, out }) => [code, out])).toEqual([
      [2, ''],
      [2, ''],
    ])
    expect(results.map(({ err }) => err.trim().split('\n').length)).toEqual([1, 1])
  })
})

describe('options', () => {
  it('have defaults', async () => {
    const options = readOptions([], {})
    expect(options).toMatchObject({ port: 8066, username: 'isu_iam', password: 'embedded-report-password' })
    const server = await startReportServer(options === 'help' ? {} : { ...options, port: 0 })
    expect(JSON.parse((await download(server)).text).Report_Entry).toHaveLength(200)
    await server.close()
  })

  test.each<[string, RegExp]>([
    ['--port 70000', /^--port takes a whole number from 0 to 65535, not '70000'$/],
    ['--people -1', /--people/],
    ['--people many', /^--people takes a whole number from 0 to 1000000, not 'many'$/],
    ['--people 1 --file f.json', /^--file and --people exclude each other/],
    ['--file none.json', /^--file none\.json cannot be used: ENOENT/],
    [`--file ${file('bad.json', '[{')}`, /^--file \S+bad\.json cannot be used: /],
    [`--file ${file('list.json', '[7]')}`, /^--file \S+list\.json cannot be used: entry 1 must be an object/],
    ['--username a:b', /^--username takes a text without a colon, not 'a:b'$/],
    [
      '--password env:NOT_SET',
      /^--password env:NOT_SET needs the environment variable NOT_SET with a password$/,
    ],
    ['--colour red', /--colour.*--help lists the options$/],
    ['extra', /extra.*--help lists the options$/],
  ])('%s is refused', (line, message) => {
    expect(() => readOptions(line.split(' '), {})).toThrow(message)
  })

  it('explain themselves', () => {
    expect(readOptions(['--help'], {})).toBe('help')
  })
})

it('is started by npm run report', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8')).scripts.report).toMatch(/report/)
})
