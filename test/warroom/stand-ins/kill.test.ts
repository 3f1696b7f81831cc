import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { objects, runProgram, startProgram } from '../face/program.ts'
import { command, packOf, playbook } from '../playbook/room.ts'
import type { ScriptItem } from '../script-pack.ts'
import { emptyFolder } from '../stand-in.ts'
import { DEMISTO_LOCKING, LOCK_INSTANCE } from './room.ts'

const locking = (name: string) =>
  playbook(
    name,
    ['1'],
    [
      command('1', 'demisto-lock-get', { name: 'L', timeout: '60' }, ['2']),
      command('2', 'post', {}, ['3']),
      command('3', 'demisto-lock-release', { name: 'L' }),
    ],
  )

/** Sends a mail, and writes a line of the journal before the run is recorded. */
const POSTS: ScriptItem = {
  integration: 'Posts',
  commands: ['post'],
  code: `sendMail({to: 'ann@x.example', subject: 'Hi'}); setIntegrationContext({sent: investigation.id}); return 'sent'`,
}

const PACK = packOf([locking('One'), locking('Two')], [POSTS])
const POSTING = '- { name: posts_1, brand: Posts }\n'
const BOTH = ['/playbook One', '/playbook Two']

interface Place {
  cwd: string
  options: string[]
}

function placeOf(packs: string[], instances: string): Place {
  const cwd = emptyFolder()
  writeFileSync(path.join(cwd, 'instances.yaml'), instances)
  const loaded = packs.flatMap(pack => ['--pack', pack])
  return {
    cwd,
    options: [...loaded, '--instances', 'instances.yaml', '--json', '--now', '2026-03-01T08:00:00Z'],
  }
}

type Told = { line: string; value?: { id: string }[]; entries?: { Contents: unknown }[] }

/** Does again what a killed war room may have done, as people say, and then these lines: in one process, for it takes time to start. */
async function goOn({ cwd, options }: Place, lines: string[]): Promise<Told[]> {
  const { child, ended } = startProgram(options, { cwd, stdin: null })
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error('The war room has no stdin and stdout.')
  const printed = createInterface({ input: stdout })
  stdin.write('/incident 1\n/tasks\n')
  for await (const line of printed) {
    const { line: asked, value = [] } = JSON.parse(line) as Told
    if (asked !== '/tasks') continue
    const doubted = value.map(({ id }) => `/task ${id} run`)
    stdin.end([...doubted, '/incident 0', ...lines, ''].join('\n'))
  }
  return objects(await ended) as Told[]
}

test.each([
  ['our own', [PACK], POSTING],
  ['the stand-in', [PACK, DEMISTO_LOCKING], LOCK_INSTANCE + POSTING],
])(
  '%s: wherever the war room is killed, both incidents get the lock, none keeps it, and no mail is there twice',
  async (_, packs, yaml) => {
    let doubts = 0
    // It dies in the first playbook: each of its lines is of a kind that the second one would write again.
    const dieAt = async (line: number): Promise<boolean> => {
      const place = placeOf(packs, yaml)
      const env = { WARROOM_DIE_AT: String(line) }
      const { status } = await runProgram([...place.options, '/playbook One'], { cwd: place.cwd, env })
      if (status !== 137) return false
      const after = await goOn(place, [...BOTH, '!demisto-lock-info'])
      doubts += after.filter(({ line: asked }) => /^\/task \S+ run$/.test(asked)).length
      const states = after.slice(-3, -1).map(({ value }) => (value as unknown as { state: string }).state)
      const locks = after.at(-1)?.entries?.[0]?.Contents
      expect([line, states, locks]).toEqual([line, ['completed', 'completed'], {}])
      // Each incident sent its mail once, whatever was done again.
      const mails = readdirSync(path.join(place.cwd, 'outbox'))
      expect([line, mails.filter(name => !/^\d-mail-0001-/.test(name))]).toEqual([line, []])
      expect(mails.length).toBeGreaterThanOrEqual(2)
      return true
    }
    const chunk = 4
    for (let first = 1; ; first += chunk) {
      const lines = Array.from({ length: chunk }, (_, index) => first + index)
      if ((await Promise.all(lines.map(dieAt))).includes(false)) break
    }
    expect(doubts).toBeGreaterThan(0)
  },
  240_000,
)
