import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { runHere } from '../face/here.ts'
import { objects, runProgram, startProgram } from '../face/program.ts'
import type { ScriptItem } from '../script-pack.ts'
import { emptyFolder } from '../stand-in.ts'
import { command, packOf, playbook, printing, script, task } from './room.ts'

/** An integration that writes down outside of the war room's state what it did: in the context of its instance. */
const LEDGER: ScriptItem = {
  integration: 'Ledger',
  commands: ['ledger-add', 'ledger-hang'],
  code: `if (command === 'ledger-hang') { wait(60); return 'never'; }
var held = getIntegrationContext(); var all = JSON.parse(held.all || '[]'); all.push(args.what);
setIntegrationContext({all: JSON.stringify(all)}); return {Type: 1, ContentsFormat: 'json', Contents: all, EntryContext: {Ledger: args.what}};`,
}

const inner = playbook(
  'Inner',
  ['1'],
  [
    script('1', 'Set', { key: 'Seen', value: '${inputs.x}', append: 'true' }, ['2']),
    script('2', 'PrintErrorEntry', { message: 'no ${inputs.x}' }, [], { continueonerror: true }),
  ],
  { inputs: [{ key: 'x', value: {}, required: true }], outputs: [{ contextPath: 'Seen' }] },
)

const outer = playbook(
  'Outer',
  ['1', '2'],
  [
    script('1', 'Set', { key: 'L', value: '["a","c"]' }, ['3']),
    printing('2', 'beside', ['4']),
    task('3', 'playbook', ['4'], {
      separatecontext: true,
      loop: { forEach: true },
      scriptarguments: { x: { simple: '${L}' } },
      task: { name: 'Inner', playbookName: 'Inner' },
    }),
    printing('4', '${L}', ['5'], {
      fieldMapping: [{ incidentfield: 'details', output: { simple: '${Seen}' } }],
    }),
    task(
      '5',
      'condition',
      { yes: ['6'], '#default#': ['7'] },
      {
        conditions: [
          {
            label: 'yes',
            condition: [
              [
                {
                  operator: 'isEqualString',
                  left: { value: { simple: 'Seen' }, iscontext: true },
                  right: { value: { simple: 'c' } },
                },
              ],
            ],
          },
        ],
      },
    ),
    script('6', 'Set', { key: 'End', value: 'reached' }),
    printing('7', 'not'),
  ],
)

function place(...packs: Parameters<typeof packOf>): { cwd: string; options: string[] } {
  const cwd = emptyFolder()
  writeFileSync(path.join(cwd, 'instances.yaml'), '- { name: ledger_1, brand: Ledger }\n')
  return { cwd, options: ['--pack', packOf(...packs), '--instances', 'instances.yaml', '--json'] }
}

/** What an incident came to, without times and numbers that a second life may shift. */
async function came({ cwd, options }: ReturnType<typeof place>, first: string[] = []) {
  const lines = [...first, '/incident 1', '/context', '!getEntries', '/tasks', '/incidents']
  const ended = await runHere([...options, ...lines], { cwd })
  const all = objects(ended).slice(first.length) as {
    value?: unknown
    entries?: { Contents: unknown; Type: number }[]
  }[]
  const [incident, context, entries, tasks, incidents] = all
  const count = Array.isArray(incidents?.value) ? incidents.value.length : 0
  const { runStatus, details } = (incident?.value ?? {}) as { runStatus: string; details: string }
  return {
    ...{ runStatus, details, context: context?.value, tasks: tasks?.value },
    entries: entries?.entries?.map(({ Type, Contents }) => `${Type} ${JSON.stringify(Contents)}`),
    incidents: count,
    err: ended.err,
  }
}

const lineCount = (cwd: string): number =>
  readFileSync(path.join(cwd, '.warroom', 'journal.jsonl'), 'utf8').split('\n').length - 1

describe('killed at any journal line', { timeout: 600_000 }, () => {
  test('a run goes on from the last task that ended, and ends the same', async () => {
    const where = place([outer, inner], [LEDGER])
    await runHere([...where.options, '/playbook Outer'], where)
    const whole = await came(where)
    expect(whole).toMatchObject({ runStatus: 'completed', context: { End: 'reached' }, err: '' })
    expect(whole.entries).toHaveLength(9)
    const dieAt = async (line: number): Promise<boolean> => {
      const own = place([outer, inner], [LEDGER])
      const env = { WARROOM_DIE_AT: String(line) }
      const { status } = await runProgram([...own.options, '/playbook Outer'], { ...own, env })
      // A run that was told to its end would begin anew.
      const again = status === 137 ? ['/playbook Outer'] : []
      expect([line, await came(own, again)]).toEqual([line, whole])
      return status === 137
    }
    const chunk = 6
    for (let first = 1; ; first += chunk) {
      const lines = Array.from({ length: chunk }, (_, index) => first + index)
      if ((await Promise.all(lines.map(dieAt))).includes(false)) break
    }
  })
})

describe('what was done outside', () => {
  const book = playbook(
    'Book',
    ['1'],
    [
      command('1', 'ledger-add', { what: 'one' }, ['2']),
      command('2', 'ledger-hang', {}, ['3']),
      command('3', 'ledger-add', { what: 'three' }),
    ],
  )

  test('is not repeated unasked after a kill amid it', { timeout: 120_000 }, async () => {
    const where = place([book], [LEDGER])
    const { cwd, options } = where
    const running = startProgram([...options, '/playbook Book'], { cwd, stdin: null })
    const marker = path.join(cwd, '.warroom', 'running', '1.json')
    // It comes and goes with what is under way.
    const textOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '')
    const isUnderWay = () => textOf(marker).includes('"path":"2"')
    while (!isUnderWay()) await new Promise(resolve => setTimeout(resolve, 20))
    running.child.kill('SIGKILL')
    await running.ended
    expect(lineCount(cwd)).toBeGreaterThan(0)
    const lines = ['/incident 1', '/tasks', '/task 2 complete', '/context Ledger']
    const after = objects(await runHere([...options, ...lines], { cwd })) as { value: unknown }[]
    expect(after[1]?.value).toEqual([
      {
        ...{ incident: '1', id: '2', name: 'ledger-hang', state: 'Waiting' },
        waitsFor: expect.stringMatching(/nobody knows/),
      },
    ])
    expect(after[2]?.value).toMatchObject({ state: 'completed' })
    expect(after[3]?.value).toEqual(['one', 'three'])
  })
})
