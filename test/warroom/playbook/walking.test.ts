import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { contentsOf } from '../engine/room.ts'
import { acmeZip, instancesYaml, ONE_ACME } from '../stand-in.ts'
import {
  command,
  contextIn,
  packOf,
  playbook,
  printing,
  roomOn,
  runOf,
  saidIn,
  script,
  task,
} from './room.ts'

const equals = (left: string, right: string): JsonObject[][] => [
  [
    {
      operator: 'isEqualString',
      left: { value: { simple: left }, iscontext: true },
      right: { value: { simple: right } },
    },
  ],
]

const calling = (id: string, name: string, next: string[] = [], more: JsonObject = {}) =>
  task(id, 'playbook', next, { separatecontext: true, task: { name, playbookName: name }, ...more })

async function ran(...playbooks: JsonObject[]) {
  const room = await roomOn(packOf(playbooks))
  return { room, run: await runOf(room, `/playbook "${playbooks[0]?.name}"`) }
}

describe('cycles (PB-14)', () => {
  const cycle = (exit: string) =>
    playbook(
      'Cycle',
      ['1'],
      [
        script('1', 'Set', { key: 'N', value: 'x', append: 'true' }, ['2']),
        script('2', 'Set', { key: 'M', value: '${N}' }, ['3']),
        script('3', 'Print', { value: 'round' }, ['4']),
        task(
          '4',
          'condition',
          { yes: ['5'], '#default#': ['1'] },
          { conditions: [{ label: 'yes', condition: equals('Stop', exit) }] },
        ),
        printing('5', 'out'),
      ],
    )

  test('a task that is entered again runs again, until the exit', async () => {
    const count = {
      complex: {
        root: 'L',
        transformers: [
          { operator: 'count' },
          { operator: 'addition', args: { by: { value: { simple: '1' } } } },
        ],
      },
    }
    const full = [
      [
        {
          operator: 'hasLength',
          left: { value: { simple: 'L' }, iscontext: true },
          right: { value: { simple: '3' } },
        },
      ],
    ]
    const grows = playbook(
      'Grows',
      ['1', '9'],
      [
        script('1', 'Set', { key: 'L', append: 'true' }, ['2']),
        task(
          '2',
          'condition',
          { yes: ['3'], '#default#': ['1'] },
          { conditions: [{ label: 'yes', condition: full }] },
        ),
        printing('3', 'out'),
        printing('9', 'once', ['3']),
      ],
    )
    const [first] = Object.values(grows.tasks as JsonObject).filter(each => (each as JsonObject).id === '1')
    Object.assign((first as JsonObject).scriptarguments as JsonObject, { value: count })
    const { run, room } = await ran(grows)
    expect(run).toMatchObject({
      state: 'completed',
      tasks: { 1: 'Completed', 2: 'Completed', 3: 'Completed' },
    })
    expect(contextIn(room)).toEqual({ L: [1, 2, 3] })
    // What lies beside the cycle does not run again, and the join behind both runs once.
    expect(saidIn(room).filter(said => said === 'once')).toHaveLength(1)
    expect(saidIn(room).filter(said => said === 'out')).toHaveLength(1)
  })

  test('one whose exit is never taken is stopped and named', { timeout: 60_000 }, async () => {
    const { run, room } = await ran(cycle('never'))
    expect(run).toMatchObject({
      state: 'error',
      tasks: { 1: 'Error', 5: 'New' },
      errors: { 1: expect.stringMatching(/^Task 1 .*loop without end \(PB-14\)/) },
    })
    expect(await contentsOf(room, '!Print value=usable')).toEqual(['usable'])
  })
})

describe('sub-playbooks', () => {
  const waits = playbook(
    'Waits',
    ['1'],
    [
      script('1', 'Set', { key: 'Own', value: '${inputs.x}' }, ['2']),
      task('2', 'regular', ['3'], { task: { name: 'Look' } }),
      printing('3', '${currentPlaybookID}: ${Own}'),
    ],
    { inputs: [{ key: 'x', value: {} }] },
  )
  const given = (x: string) => ({ scriptarguments: { x: { simple: x } } })
  const twice = playbook(
    'Twice',
    ['a', 'b'],
    [
      calling('a', 'Waits', ['c'], given('A')),
      calling('b', 'Waits', ['c'], given('B')),
      printing('c', 'joined'),
    ],
  )

  test('that wait side by side have contexts of their own (PB-54)', async () => {
    const { room, run } = await ran(twice, waits)
    expect(run).toMatchObject({
      state: 'waiting',
      tasks: { a: 'InProgress', 'a/2': 'Waiting', 'b/2': 'Waiting' },
    })
    await room.session.run('/incident 1')
    expect(await runOf(room, '/task 2 complete')).toEqual({
      refused: expect.stringMatching(/Several tasks.*a\/2, b\/2/),
    })
    await room.session.run('/task b/2 complete')
    expect(await runOf(room, '/task a/2 complete')).toMatchObject({ state: 'completed' })
    expect(saidIn(room)).toEqual(
      ['Key Own set', 'Key Own set', 'Waits id-2: B', 'Waits id: A', 'joined'].map(text =>
        text.startsWith('Key') ? expect.anything() : text,
      ),
    )
    expect(contextIn(room)).toMatchObject({
      'subplaybook-Waits id': { Own: 'A' },
      'subplaybook-Waits id-2': { Own: 'B' },
    })
  })

  test('a missing one is named with file, task and rule, and stops its path only', async () => {
    const { run, room } = await ran(
      playbook(
        'Main',
        ['1', '3'],
        [calling('1', 'Nowhere', ['2']), printing('2', 'no'), printing('3', 'beside')],
      ),
    )
    expect(run).toMatchObject({ state: 'error', tasks: { 1: 'Error', 2: 'New', 3: 'Completed' } })
    expect(saidIn(room)).toEqual([expect.stringMatching(/no playbook "Nowhere"/), 'beside'])
  })

  test('a missing one is passed over when its task says so (PB-40)', async () => {
    const { run } = await ran(
      playbook(
        'Main',
        ['1'],
        [calling('1', 'Nowhere', ['2'], { skipunavailable: true }), printing('2', 'no')],
      ),
    )
    expect(run).toMatchObject({ state: 'completed', tasks: { 1: 'Skipped', 2: 'Skipped' } })
  })

  test('one that calls itself without end is stopped', { timeout: 60_000 }, async () => {
    const { run } = await ran(playbook('Main', ['1'], [calling('1', 'Main')]))
    expect(run).toMatchObject({
      state: 'error',
      errors: { 1: expect.stringMatching(/loop without end \(PB-58\)/) },
    })
  })

  test('a shared one in a private one writes into the private context (PB-53)', async () => {
    const leaf = playbook('Leaf', ['1'], [script('1', 'Set', { key: 'K', value: 'deep' })])
    const middle = playbook(
      'Middle',
      ['1'],
      [calling('1', 'Leaf', ['2'], { separatecontext: false }), printing('2', '${K}')],
    )
    const { room } = await ran(
      playbook('Main', ['1'], [calling('1', 'Middle', ['2']), printing('2', '[${K}]')]),
      middle,
      leaf,
    )
    expect(saidIn(room).slice(1)).toEqual(['deep', '[]'])
  })

  test('DeleteContext means the private context, or with subplaybook=no the incident’s', async () => {
    const callee = playbook(
      'Callee',
      ['1'],
      [
        script('1', 'Set', { key: 'K', value: 'private' }, ['2']),
        script('2', 'DeleteContext', { key: 'K' }, ['3']),
        script('3', 'DeleteContext', { key: 'J', subplaybook: 'no' }),
      ],
    )
    const { room } = await ran(
      playbook(
        'Main',
        ['1'],
        [
          script('1', 'Set', { key: 'K', value: 'outer' }, ['2']),
          script('2', 'Set', { key: 'J', value: 'outer' }, ['3']),
          calling('3', 'Callee'),
        ],
      ),
      callee,
    )
    expect(contextIn(room)).toEqual({ K: 'outer', 'subplaybook-Callee id': {} })
  })

  test('names that mean something to JavaScript are only names', async () => {
    const odd = playbook(
      '__proto__',
      ['constructor'],
      [
        script('constructor', 'Set', { key: 'K', value: '${inputs.toString}' }, ['valueOf']),
        printing('valueOf', '${K}'),
      ],
      { inputs: [{ key: 'toString', value: { simple: 'text' } }], outputs: [{ contextPath: 'K' }] },
    )
    const { room, run } = await ran(
      playbook('Main', ['hasOwnProperty'], [calling('hasOwnProperty', '__proto__')]),
      odd,
    )
    expect(run).toMatchObject({ state: 'completed' })
    expect(contextIn(room)).toMatchObject({ K: 'text' })
    expect(Object.prototype).not.toHaveProperty('K')
  })
})

describe('what a task puts on its entries (PB-39)', () => {
  test('note, evidence, tags, and where they come from', async () => {
    const { room } = await ran(
      playbook(
        'Main',
        ['1'],
        [
          {
            ...printing('1', 'x', [], { note: true, evidencedata: { description: { simple: 'proof' } } }),
            task: { name: 'Print', scriptName: 'Print', tags: ['t'] },
          },
        ],
      ),
    )
    const [entry] = room.session.parts.state.room.investigation('1').entries
    expect(entry).toMatchObject({
      Note: true,
      Evidence: 'proof',
      Tags: ['t'],
      Metadata: { taskId: '1', playbookId: 'Main id' },
    })
  })
})

describe('timers of tasks (PB-38)', () => {
  test('are started and stopped, and commands do the same', async () => {
    const at = (action: string) => ({ timertriggers: [{ fieldname: 'tti', action }] })
    const { room } = await ran(
      playbook(
        'Main',
        ['1'],
        [
          printing('1', 'a', ['2'], at('start')),
          task('2', 'regular', ['3'], { task: { name: 'Look' } }),
          printing('3', 'b', [], at('stop')),
        ],
      ),
    )
    const timer = () => room.session.parts.state.room.investigation('1').incident?.CustomFields
    expect(timer()).toMatchObject({ tti: { runStatus: 'running' } })
    await room.session.run('/incident 1')
    await room.session.run('/clock +1h')
    await room.session.run('!pauseTimer timerField=tti')
    await room.session.run('/clock +1h')
    await room.session.run('/task 2 complete')
    expect(timer()).toMatchObject({
      tti: {
        runStatus: 'ended',
        accumulatedPause: expect.closeTo(3600, -1),
        totalDuration: expect.closeTo(3600, -1),
      },
    })
  })
})

describe('locks', () => {
  test('are held by one incident, and the other waits for it', async () => {
    const takes = playbook(
      'Takes',
      ['1'],
      [command('1', 'demisto-lock-get', { name: 'L', timeout: '60' }, ['2']), printing('2', 'mine')],
    )
    const room = await roomOn(packOf([takes]))
    expect(await runOf(room, '/playbook Takes')).toMatchObject({ incident: '1', state: 'completed' })
    expect(await runOf(room, '/playbook Takes')).toMatchObject({
      incident: '2',
      state: 'error',
      errors: { 1: expect.stringMatching(/Timeout/) },
    })
    await room.session.run('!demisto-lock-release name=L')
    expect(await runOf(room, '/playbook Takes')).toMatchObject({ incident: '3', state: 'completed' })
    expect(await contentsOf(room, '!demisto-lock-info')).toMatchObject([{ L: { incident: '3' } }])
    await room.session.run('!demisto-lock-release-all')
    expect(await contentsOf(room, '!demisto-lock-info')).toEqual([{}])
  })
})

describe('commands of instances', () => {
  test('run on every instance of the brand, item by item (playbook.md §13.8)', async () => {
    const echo = playbook(
      'Echo',
      ['1'],
      [
        script('1', 'Set', { key: 'L', value: '["x","y"]' }, ['2']),
        {
          ...command('2', 'acme-echo', { text: '${L}' }),
          task: { name: 'e', script: 'Acme Directory|||acme-echo', iscommand: true, brand: 'Acme Directory' },
        },
      ],
    )
    const yaml = `${ONE_ACME}${ONE_ACME.replace('acme_1', 'acme_2')}`
    const room = await roomOn('', { packs: [acmeZip(), packOf([echo])], instances: instancesYaml(yaml) })
    expect(await runOf(room, '/playbook Echo')).toMatchObject({ state: 'completed' })
    const entries = room.session.parts.state.room.investigation('1').entries.slice(1)
    expect(entries.map(({ ModuleName, Contents }) => [ModuleName, (Contents as JsonObject).text])).toEqual([
      ['acme_1', 'x'],
      ['acme_2', 'x'],
      ['acme_1', 'y'],
      ['acme_2', 'y'],
    ])
  })
})

test('interrupted, a run is paused where it is, and goes on when it is asked for', async () => {
  const sleeps = playbook(
    'Sleeps',
    ['1'],
    [script('1', 'Sleep', { seconds: '600' }, ['2']), printing('2', 'awake')],
  )
  const room = await roomOn(packOf([sleeps]), { now: undefined })
  const running = room.session.run('/playbook Sleeps')
  while (room.session.parts.playbooks.walks.size === 0) await new Promise(setImmediate)
  room.interrupt('The command was interrupted.')
  expect(await running).toMatchObject({
    answer: { value: { state: 'paused', tasks: [{}, { state: 'New' }, { state: 'New' }] } },
  })
  await room.session.run('/clock +1d')
  expect(await runOf(room, '/playbook Sleeps --incident 1')).toMatchObject({ state: 'completed' })
  expect(saidIn(room).at(-1)).toBe('awake')
})
