import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { argsAt, turnsOf } from '../../../warroom/playbook/inputs.ts'
import { runHere } from '../face/here.ts'
import { objects, runProgram, startProgram } from '../face/program.ts'
import type { ScriptItem } from '../script-pack.ts'
import { emptyFolder } from '../stand-in.ts'
import {
  command,
  contextIn,
  packOf,
  playbook,
  printing,
  roomOn,
  runOf,
  SLOW,
  SLOW_INSTANCE,
  saidIn,
  script,
  task,
} from './room.ts'

const calling = (id: string, name: string, args: JsonObject, next: string[], more: JsonObject = {}) =>
  task(id, 'playbook', next, {
    ...{ separatecontext: true, loop: { forEach: true }, task: { name, playbookName: name } },
    scriptarguments: Object.fromEntries(Object.entries(args).map(([key, simple]) => [key, { simple }])),
    ...more,
  })

const inputs = [{ key: 'x', value: {} }]
const users = script('1', 'Set', { key: 'Users', value: '["a","b","c"]' }, ['2'])

describe('a loop over lists (PB-61)', () => {
  const outputs = [{ contextPath: 'Users' }]
  const adds = playbook(
    'Adds',
    ['1'],
    [script('1', 'Set', { key: 'Users', value: '${inputs.x}-ok' }, ['2']), printing('2', 'turn ${inputs.x}')],
    { inputs, outputs },
  )
  test('whose playbook gives back its own input ends with the items it began with', async () => {
    const book = playbook('Grows', ['1'], [users, calling('2', 'Adds', { x: '${Users}' }, [])])
    const room = await roomOn(packOf([adds, book]))
    expect(await runOf(room, '/playbook Grows')).toMatchObject({ state: 'completed' })
    expect(saidIn(room).filter(said => String(said).startsWith('turn'))).toEqual([
      'turn a',
      'turn b',
      'turn c',
    ])
  })

  test('takes no other items when it goes on with the next line (PB-17)', async () => {
    const one = playbook(
      'Waits',
      ['1'],
      [
        task('1', 'regular', ['2'], { task: { name: 'Look' } }),
        script('2', 'Set', { key: 'Users', value: '${inputs.x}-ok' }, ['3']),
        printing('3', 'turn ${inputs.x}'),
      ],
      { inputs, outputs },
    )
    const book = playbook('Grows', ['1'], [users, calling('2', 'Waits', { x: '${Users}' }, [])])
    const room = await roomOn(packOf([one, book]))
    await room.session.run('/playbook Grows')
    await room.session.run('/incident 1')
    for (const state of ['waiting', 'waiting', 'completed'])
      expect(await runOf(room, '/task 2/1 complete')).toMatchObject({ state })
    expect(saidIn(room).filter(said => String(said).startsWith('turn'))).toEqual([
      'turn a',
      'turn b',
      'turn c',
    ])
  })

  test('with too many items begins none, and says so by its file, task and rule', async () => {
    const list = JSON.stringify(Array.from({ length: 10_001 }, (_, n) => n))
    const many = script('1', 'Set', { key: 'Users', value: list }, ['2'])
    const room = await roomOn(
      packOf([adds, playbook('Many', ['1'], [many, calling('2', 'Adds', { x: '${Users}' }, [])])]),
    )
    expect(await runOf(room, '/playbook Many')).toMatchObject({
      state: 'error',
      errors: { 2: expect.stringMatching(/^Task 2 .*playbook-Many\.json.* 10001 times.*PB-61/) },
    })
  })

  test.each<[JsonObject, number]>([
    [{ x: [], y: 'const' }, 0],
    [{ x: ['a'], y: 'const' }, 1],
    [{ x: ['a', 'b', 'c'], y: ['d'], z: 1 }, 3],
    [{ y: 'const' }, 1],
    [{}, 0],
  ])('with %j has %i runs', (args, runs) => {
    expect(turnsOf(args)).toBe(runs)
    expect(Object.keys(argsAt(args, 0))).toEqual(Object.keys(args))
  })

  test('over a list that is empty runs nothing, whatever stands beside it', async () => {
    const book = playbook(
      'None',
      ['1'],
      [
        script('1', 'Set', { key: 'Users', value: '[]' }, ['2']),
        calling('2', 'Adds', { x: '${Users}', y: 'const' }, ['3']),
        printing('3', 'end'),
      ],
    )
    const room = await roomOn(packOf([adds, book]))
    expect(await runOf(room, '/playbook None')).toMatchObject({ state: 'completed' })
    expect(saidIn(room).at(-1)).toBe('end')
    expect(saidIn(room).filter(said => String(said).startsWith('turn'))).toEqual([])
  })
})

describe('a polling command', () => {
  const says = printing('2', 'asked ${Job.asked} times')

  test.each<[string, JsonObject, JsonObject]>([
    ['task', { quietmode: 1 }, {}],
    ['playbook', {}, { quiet: true }],
  ])('of a quiet %s is run again (PB-35, PB-41)', async (_, more, own) => {
    const last = { ...says, quietmode: 2 }
    const book = playbook('Quiet', ['1'], [command('1', 'slow-job', {}, ['2'], more), last], own)
    const room = await roomOn(packOf([book], [SLOW]), { yaml: SLOW_INSTANCE })
    expect(await runOf(room, '/playbook Quiet')).toMatchObject({ state: 'completed' })
    expect(saidIn(room)).toEqual(['asked 3 times'])
  })

  const asked = { 'ignore-outputs': 'true', 'extend-context': 'Said=.' }

  test('is run again under the reserved arguments of its first run', async () => {
    const book = playbook('Reserved', ['1'], [command('1', 'slow-job', asked, ['2']), says])
    const room = await roomOn(packOf([book], [SLOW]), { yaml: SLOW_INSTANCE })
    await runOf(room, '/playbook Reserved')
    expect(contextIn(room)).toEqual({ Said: ['WAITING', 'SUCCESS'] })
  })

  test('at the prompt as well', async () => {
    const room = await roomOn(packOf([], [SLOW]), { yaml: SLOW_INSTANCE })
    await room.session.run('!slow-job ignore-outputs=true')
    expect(contextIn(room, '0')).toEqual({})
  })
})

test('an automation of a pack sees the incident of its playbook', async () => {
  const who: ScriptItem = { automation: 'Who', code: "return incidents[0].name + ' ' + investigation.id;" }
  const inner = playbook('Inner', ['1'], [script('1', 'Who', {})])
  const book = playbook(
    'Outer',
    ['1'],
    [script('1', 'Who', {}, ['2']), calling('2', 'Inner', {}, [], { loop: {} })],
  )
  const room = await roomOn(packOf([inner, book], [who]))
  await runOf(room, '/playbook Outer')
  expect(saidIn(room)).toEqual(['Outer 1', 'Outer 1'])
})

test('of a scheduled line that ran when the war room was killed nobody knows what it did, which is told', async () => {
  const cwd = emptyFolder()
  const pack = packOf([], [{ automation: 'Never', code: 'wait(60)' }])
  writeFileSync(path.join(cwd, 'instances.yaml'), '[]')
  const options = ['--pack', pack, '--instances', 'instances.yaml', '--json', '--now', '2026-03-01T08:00:00Z']
  const lines = ['!createNewIncident name=a', '/incident 1', '!scheduleEntry command=Never cron="0 * * * *"']
  const running = startProgram([...options, ...lines, '/clock +1h'], { cwd, stdin: null })
  const journal = path.join(cwd, '.warroom', 'journal.jsonl')
  while (!existsSync(journal) || !readFileSync(journal, 'utf8').includes('"since"'))
    await new Promise(resolve => setTimeout(resolve, 20))
  running.child.kill('SIGKILL')
  await running.ended
  const after = objects(await runHere([...options, '/incident 1', '!getEntries'], { cwd }))
  expect(after[1]).toMatchObject({
    entries: [{}, { Type: 4, Contents: expect.stringMatching(/nobody knows what it did/) }],
  })
})

describe('killed at any journal line', { timeout: 300_000 }, () => {
  /** It holds what it needs to know in the arguments of its next run. */
  const job: ScriptItem = {
    integration: 'Job',
    commands: ['job'],
    single: ['n'],
    code: `var n = Number(args.n || 0) + 1; if (n === 3) return {Type: 1, ContentsFormat: 'text', Contents: 'SUCCESS', EntryContext: {Asked: n}};
return {Type: 1, ContentsFormat: 'text', Contents: 'WAITING', PollingCommand: 'job', PollingArgs: {n: String(n)}, NextRun: '10', Timeout: '600'};`,
  }
  const poll = playbook('Poll', ['1'], [command('1', 'job', {}, ['2']), printing('2', 'asked ${Asked}')])
  const generic = playbook(
    'Generic',
    ['1'],
    [
      command('1', 'scheduleEntry', { command: '!taskComplete id=done', cron: '*/5 * * * *', times: '1' }, [
        '2',
      ]),
      task('2', 'regular', ['3'], { task: { name: 'Wait', tags: ['done'] } }),
      printing('3', 'through'),
    ],
  )

  test.each(['Poll', 'Generic'])('%s goes on and ends the same', async name => {
    const cwd = emptyFolder()
    writeFileSync(path.join(cwd, 'instances.yaml'), '- { name: job_1, brand: Job }\n')
    const pack = packOf([poll, generic], [job])
    const options = (state: string) => [
      '--pack',
      pack,
      '--instances',
      'instances.yaml',
      '--json',
      '--now',
      '2026-03-01T08:00:00Z',
      '--state',
      state,
    ]
    const came = async (state: string) => {
      const lines = [`/playbook ${name}`, '/incident 1', '!getEntries']
      const [run, , entries] = objects(await runHere([...options(state), ...lines], { cwd })) as {
        value: { state: string }
        entries: { Contents: unknown }[]
      }[]
      // What a command did may be written down before it is told.
      const said = entries?.entries.map(({ Contents }) => Contents)
      return { state: run?.value.state, said: said?.filter(each => each !== 'Task done was completed.') }
    }
    const whole = await came('whole')
    expect(whole).toMatchObject({ state: 'completed' })
    for (let line = 1; ; line += 1) {
      const state = `die${line}`
      const env = { WARROOM_DIE_AT: String(line) }
      const { status } = await runProgram([...options(state), `/playbook ${name}`], { cwd, env })
      if (status !== 137) break
      expect([line, await came(state)]).toEqual([line, whole])
    }
  })
})
