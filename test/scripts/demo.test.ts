import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { FOLLOWED } from '../../scripts/demo/followed.ts'
import { REPORTED } from '../../scripts/demo/reported.ts'
import { STORY } from '../../scripts/demo/story.ts'

const folder = mkdtempSync(join(tmpdir(), 'demo-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Played {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** Runs the demo on what is built already: other tests use it at the same time. `heard` gets what it printed so far. */
function play(options: string[], heard?: (out: string, child: ChildProcess) => void): Promise<Played> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/demo.ts', '--built', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: folder },
  })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', text => {
    out += text
    heard?.(out, child)
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    err += text
  })
  return new Promise(resolve => child.once('close', status => resolve({ status, out, err })))
}

/** What the demo left behind; tsx keeps what it compiled. */
const left = () => readdirSync(folder).filter(name => !name.startsWith('tsx-'))

describe('the demo', () => {
  it('plays every act as its story expects, and leaves nothing behind', { timeout: 180_000 }, async () => {
    const { status, out, err } = await play([])
    const table = out.slice(out.indexOf('What came of it'))
    expect(err).toBe('')
    expect(table).toContain('The demo ended as it should')
    expect(status).toBe(0)
    expect(table).not.toContain('NO')
    const rows = table.split('\n').filter(line => line.endsWith('  ok'))
    const acts = [...STORY, ...REPORTED, ...FOLLOWED]
    const looks = acts.flatMap(act => act.looks)
    // The column of the acts is as wide as the longest name, and two blanks follow it.
    const column = Math.max(...acts.map(({ name }) => name.length)) + 2
    expect(rows.slice(-looks.length).map(row => row.slice(column).split(/ {2,}/).slice(0, 3))).toEqual(
      looks.map(({ what, expected }) => [what, expected, expected]),
    )
    for (const { name } of acts) expect(table).toMatch(new RegExp(`^${name} {2,}`, 'm'))
    expect(out.split('\n').filter(line => line.length > 100)).toEqual([])
    const explained = out.slice(out.indexOf('explain=true'), out.indexOf('created incident 1, 2, 3'))
    expect(explained).toMatch(
      /Gordon Petrov +IAM - Terminate User +The last day was .*\n *Noura Mansour +IAM - Update User +title changed\.\n *Maya Okafor +IAM - New Hire +/,
    )
    expect(explained).toContain('3 would raise an incident.')
    expect(out).toMatch(/15 times HTTP 204[\s\S]*5 times HTTP 204/)
    expect(left()).toEqual([])
  })

  it('plays the first part alone with --short', { timeout: 60_000 }, async () => {
    const { status, out } = await play(['--short'])
    expect(status).toBe(0)
    expect(out).toContain('title: Treasurer')
    expect(out).not.toContain('Two orgs')
    expect(out).not.toContain('HR>')
    expect(out).not.toContain('Followed')
    expect(left()).toEqual([])
  })

  it.each([
    ['while a command runs', 'Looked up\n', 'SIGINT', 130],
    ['while the orgs start', 'Two orgs', 'SIGTERM', 143],
    ['while a playbook runs', 'Assigned:', 'SIGINT', 130],
    ['while a report is fetched', 'Reported:', 'SIGTERM', 143],
  ] as const)(
    'takes its processes and folders along when it is ended %s',
    { timeout: 60_000 },
    async (_, at, signal, expected) => {
      let isSent = false
      const { status, out, err } = await play([], (heard, child) => {
        if (isSent || !heard.includes(at)) return
        isSent = true
        child.kill(signal)
      })
      expect(status).toBe(expected)
      expect(err).toBe('')
      expect(out).not.toContain('What came of it')
      expect(left()).toEqual([])
    },
  )

  it('refuses an option that it does not know', async () => {
    const { status, err } = await play(['--long'])
    expect(status).toBe(2)
    expect(err).toBe(
      'Unknown option --long; there are --short (the first part alone), --year (a year of a company instead) and --built (with what was built before).\n',
    )
  })
})
