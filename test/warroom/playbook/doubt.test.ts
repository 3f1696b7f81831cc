import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { runHere } from '../face/here.ts'
import { objects, PROGRAM, runProgram, startProgram } from '../face/program.ts'
import type { ScriptItem } from '../script-pack.ts'
import { emptyFolder } from '../stand-in.ts'
import { command, packOf, playbook, printing, roomOn, runOf, saidIn, script, task } from './room.ts'

/** What it did stands in the context of its instance, outside of the run's records. It hangs where it is told to. */
const LEDGER: ScriptItem = {
  integration: 'Ledger',
  commands: ['ledger-add', 'ledger-job'],
  single: ['what', 'hang'],
  code: `var held = getIntegrationContext(); var all = JSON.parse(held.all || '[]'); all.push(args.what || 'asked');
setIntegrationContext({all: JSON.stringify(all)}); if (args.hang === String(all.length)) wait(60);
if (command === 'ledger-job' && all.length < 3) return {Type: 1, ContentsFormat: 'text', Contents: 'WAITING', PollingCommand: 'ledger-job',
  PollingArgs: {hang: args.hang}, NextRun: '10', Timeout: '600'};
return {Type: 1, ContentsFormat: 'json', Contents: all, EntryContext: {Ledger: all}};`,
}
const INSTANCE = '- { name: ledger_1, brand: Ledger }\n'

const add = (id: string, what: string, next: string[] = [], more = {}) =>
  command(id, 'ledger-add', { what, ...more }, next)

const one = playbook('One', ['1'], [add('1', '${inputs.x}', ['2']), printing('2', 'ok')], {
  inputs: [{ key: 'x', value: {} }],
})

const sub = (id: string, x: string, next: string[], loop: JsonObject) =>
  task(id, 'playbook', next, {
    ...{ separatecontext: true, loop, scriptarguments: { x: { simple: x } } },
    task: { name: 'One', playbookName: 'One' },
  })

const holds = (operator: string, left: string) => [
  [{ operator, left: { value: { simple: left }, iscontext: true } }],
]

const LIST = script('1', 'Set', { key: 'L', value: '["a","b","c"]' }, ['2'])
const forEach = playbook(
  'ForEach',
  ['1'],
  [LIST, sub('2', '${L}', ['3'], { forEach: true }), printing('3', 'end')],
)
const exit = playbook(
  'Exit',
  ['2'],
  [sub('2', 'a', ['3'], { max: 3, builtincondition: holds('isNotEmpty', 'Nothing') }), printing('3', 'end')],
)
const cycle = playbook(
  'Cycle',
  ['1'],
  [
    add('1', 'a', ['2']),
    script('2', 'Set', { key: 'N', value: 'x${lastCompletedTaskEntries}', append: 'true' }, ['3']),
    task(
      '3',
      'condition',
      { more: ['1'], '#default#': ['4'] },
      {
        conditions: [{ label: 'more', condition: holds('isEmpty', 'N.[2]') }],
      },
    ),
    printing('4', 'end'),
  ],
)
const items = playbook('Items', ['1'], [LIST, add('2', '${L}', ['3']), printing('3', 'end')])
const BOOKS = [one, forEach, exit, cycle, items]

const ledger = (room: Awaited<ReturnType<typeof roomOn>>): unknown =>
  JSON.parse(String(room.session.parts.state.room.instances.get('ledger_1')?.integrationContext.all ?? '[]'))

test.each([
  ['ForEach', ['a', 'b', 'c']],
  ['Exit', ['a', 'a', 'a']],
  ['Cycle', ['a', 'a', 'a']],
  ['Items', ['a', 'b', 'c']],
])('%s runs its command on an instance as often as it says', async (name, did) => {
  const room = await roomOn(packOf(BOOKS, [LEDGER]), { yaml: INSTANCE })
  expect(await runOf(room, `/playbook ${name}`)).toMatchObject({ state: 'completed' })
  expect(ledger(room)).toEqual(did)
  expect(saidIn(room).at(-1)).toBe('end')
})

function place(books: Parameters<typeof packOf>[0], scripts: ScriptItem[] = [LEDGER]) {
  const cwd = emptyFolder()
  writeFileSync(path.join(cwd, 'instances.yaml'), INSTANCE)
  const options = ['--pack', packOf(books, scripts), '--instances', 'instances.yaml', '--json']
  return { cwd, options: [...options, '--now', '2026-03-01T08:00:00Z'] }
}

const values = async ({ cwd, options }: ReturnType<typeof place>, lines: string[]) =>
  objects(await runHere([...options, ...lines], { cwd })).map(each => (each as { value?: unknown }).value)

const ledgerIn = (cwd: string): unknown => {
  const held = JSON.parse(readFileSync(path.join(cwd, '.warroom', 'instances', 'ledger_1.json'), 'utf8'))
  return JSON.parse(held.integrationContext.all)
}

/** The text of a file that another process may take away at any moment. */
function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Ends a run with a signal while a command of it hangs. */
async function cut(
  where: ReturnType<typeof place>,
  name: string,
  signal: NodeJS.Signals,
  pathOfTask: string,
) {
  const { cwd, options } = where
  const running = startProgram([...options, `/playbook ${name}`], { cwd, stdin: null })
  const marker = path.join(cwd, '.warroom', 'running', '1.json')
  const journal = path.join(cwd, '.warroom', 'journal.jsonl')
  const hangs = () =>
    textIn(marker).includes(`"path":"${pathOfTask}"`) && (textIn(journal).match(/"all":/g) ?? []).length >= 2
  while (!hangs()) await new Promise(resolve => setTimeout(resolve, 20))
  running.child.kill(signal)
  await running.ended
}

const IN_DOUBT = expect.stringMatching(/nobody knows/)

describe.each<NodeJS.Signals>(['SIGKILL', 'SIGINT', 'SIGTERM'])('%s amid a command outside', signal => {
  const hangingAt2 = { hang: '2' }
  const hangs = playbook('Hangs', ['1'], [add('1', '${inputs.x}', [], hangingAt2)], {
    inputs: [{ key: 'x', value: {} }],
  })
  const loop = playbook(
    'Loop',
    ['1'],
    [
      LIST,
      task('2', 'playbook', ['3'], {
        ...{ separatecontext: true, loop: { forEach: true }, scriptarguments: { x: { simple: '${L}' } } },
        task: { name: 'Hangs', playbookName: 'Hangs' },
      }),
      printing('3', 'end'),
    ],
  )
  const list = playbook('List', ['1'], [LIST, add('2', '${L}', ['3'], hangingAt2), printing('3', 'end')])
  const polls = playbook(
    'Polls',
    ['1'],
    [command('1', 'ledger-job', hangingAt2, ['3']), printing('3', 'end')],
  )
  const asks: ScriptItem = {
    automation: 'Asks',
    code: "executeCommand('ledger-add', {what: 'exit', hang: '2'}); return 'yes';",
  }
  const ends = playbook(
    'Ends',
    ['2'],
    [sub('2', 'a', ['3'], { max: 3, scriptId: 'Asks', exitCondition: 'yes' }), printing('3', 'end')],
  )
  const books = [hangs, loop, list, polls, ends, one]

  test.each([
    ['Loop', '2/1', 'complete', ['a', 'b', 'c']],
    ['Loop', '2/1', 'run', ['a', 'b', 'b', 'c']],
    ['List', '2', 'complete', ['a', 'b', 'c']],
    ['List', '2', 'run', ['a', 'b', 'b', 'c']],
    ['Polls', '1', 'complete', ['asked', 'asked']],
    ['Polls', '1', 'run', ['asked', 'asked', 'asked']],
    ['Ends', '2', 'complete', ['a', 'exit']],
    ['Ends', '2', 'run', ['a', 'exit', 'exit']],
  ])(
    'of %s leaves task %s in doubt; after %s it did %j',
    { timeout: 120_000 },
    async (name, id, verb, did) => {
      const where = place(books, [LEDGER, asks])
      await cut(where, name, signal, id)
      const lines = ['/incident 1', `/playbook ${name}`, '/tasks', `/task ${id} ${verb}`]
      const after = await values(where, lines)
      expect(after[2]).toEqual([expect.objectContaining({ id, state: 'Waiting', waitsFor: IN_DOUBT })])
      expect(after[3]).toMatchObject({ state: 'completed' })
      expect(ledgerIn(where.cwd)).toEqual(did)
    },
  )
})

test('a second kill of a task that was run again is noticed', { timeout: 120_000 }, async () => {
  const hangs = {
    ...LEDGER,
    code: `${LEDGER.code.split('if (args.hang')[0]} if (all.length < 4) wait(60); return 'ok';`,
  }
  const where = place(
    [playbook('Again', ['1'], [add('1', 'z', ['2']), add('2', 'a', ['3']), printing('3', 'end')])],
    [{ ...hangs, code: hangs.code.replace('all.length < 4', "args.what === 'a' && all.length < 4") }],
  )
  await cut(where, 'Again', 'SIGKILL', '2')
  const { cwd, options } = where
  const again = startProgram([...options, '/incident 1', '/task 2 run'], { cwd, stdin: null })
  const journal = path.join(cwd, '.warroom', 'journal.jsonl')
  const count = () => (readFileSync(journal, 'utf8').match(/"all":"\[[^\]]*a[^\]]*a/g) ?? []).length
  while (count() === 0) await new Promise(resolve => setTimeout(resolve, 20))
  again.child.kill('SIGKILL')
  await again.ended
  const after = await values(where, ['/incident 1', '/tasks'])
  expect(after[1]).toEqual([expect.objectContaining({ id: '2', waitsFor: IN_DOUBT })])
})

test('a loop around a command of the embedded Okta runs it once an item', { timeout: 120_000 }, async () => {
  const get = playbook(
    'Get',
    ['1'],
    [command('1', 'okta-get-user', { username: '${inputs.x}' }, [], { continueonerror: true })],
    { inputs: [{ key: 'x', value: {} }] },
  )
  const people = script('1', 'Set', { key: 'L', value: '["a@x.example","b@x.example","c@x.example"]' }, ['2'])
  const each = task('2', 'playbook', [], {
    ...{ loop: { forEach: true }, scriptarguments: { x: { simple: '${L}' } } },
    task: { name: 'Get', playbookName: 'Get' },
  })
  const cwd = emptyFolder()
  const packs = [
    '--pack',
    path.join(path.dirname(PROGRAM), 'OktaIdentityLifecycle.zip'),
    '--pack',
    packOf([get, playbook('Each', ['1'], [people, each])]),
  ]
  const lines = ['/playbook Each', '/incident 1', '!getEntries']
  const [run, , entries] = objects(await runProgram([...packs, '--json', ...lines], { cwd })) as JsonObject[]
  expect(run).toMatchObject({ value: { state: 'completed' } })
  const said = (entries?.entries ?? []) as JsonObject[]
  // The first is the list itself.
  expect(
    said.slice(1).filter(({ Contents }) => JSON.stringify(Contents).includes('@x.example')),
  ).toHaveLength(3)
})
