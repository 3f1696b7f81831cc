import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { readPlaybook } from '../../../warroom/playbook/read-playbook.ts'
import { contentsOf } from '../engine/room.ts'
import { acmeZip, instancesYaml, ONE_ACME } from '../stand-in.ts'
import {
  answerTo,
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

describe('what a task cannot do is told with file, task and rule', () => {
  const transformed = {
    complex: { root: 'incident', accessor: 'name', transformers: [{ operator: 'NoSuchTransformer' }] },
  }
  const value = (given: JsonObject) => ({ scriptarguments: { value: given } })

  test.each<[string, JsonObject, RegExp]>([
    [
      'a sub-playbook that is not there',
      task('1', 'playbook', ['2'], { task: { name: 'x', playbookName: 'Nowhere' } }),
      /There is no playbook "Nowhere".* \(PB-50\)\.$/,
    ],
    [
      'a command that is not there',
      command('1', 'no-such-command', {}, ['2']),
      /no-such-command.* \(HC-54\)\.$/,
    ],
    ['a script that is not there', script('1', 'NoSuchScript', {}, ['2']), /NoSuchScript.* \(HC-54\)\.$/],
    ['a query that cannot be read', printing('1', '${A(val.x ==).b}', ['2']), /\(DT-1\)\.$/],
    ['a transformer', printing('1', '', ['2'], value(transformed)), /NoSuchTransformer.* \((MP|HC)-\d+\)\.$/],
    [
      'a condition script that is not there',
      task('1', 'condition', { yes: ['2'] }, { task: { name: 'c', scriptName: 'NoSuchScript' } }),
      /NoSuchScript/,
    ],
  ])('%s', async (_, failing, sentence) => {
    const room = await roomOn(packOf([playbook('P', ['1'], [failing, printing('2', 'x')])]))
    const run = await runOf(room, '/playbook P')
    expect(run).toMatchObject({
      state: 'error',
      errors: { 1: expect.stringMatching(/^Task 1 .*of playbook "P" \(.*playbook-P\.json\): /) },
    })
    expect(run).toMatchObject({ errors: { 1: expect.stringMatching(sentence) } })
    expect(saidIn(room)).toHaveLength(1)
    expect(contextIn(room)).toMatchObject({ task: { 1: { error: expect.stringMatching(sentence) } } })
  })

  test('a playbook that a search is to drive (PB-59)', () => {
    const inputs = [
      { key: 'i', value: {}, playbookInputQuery: { query: 'type:IP', queryEntity: 'indicators' } },
    ]
    const read = (given: JsonObject[]) => () =>
      readPlaybook({ id: 'p', file: 'p.yml', item: playbook('P', [], [], { inputs: given }) })
    expect(read(inputs)).toThrow(/p\.yml.*input "i".*playbookInputQuery.*PB-59/)
    expect(read([{ key: 'i', value: {}, playbookInputQuery: null }])).not.toThrow()
    expect(read([{ key: 'i', value: {}, playbookInputQuery: { query: '' } }])).not.toThrow()
  })
})

describe('skipunavailable (PB-40, HC-54)', () => {
  const using = (instance: string) =>
    playbook(
      'P',
      ['1'],
      [
        command('1', 'acme-echo', { text: 'x', using: instance }, ['2'], { skipunavailable: true }),
        printing('2', 'behind'),
      ],
    )
  const disabled = `${ONE_ACME}${ONE_ACME.replace('acme_1', 'acme_2').replace('{', '{ enabled: false,')}`

  test.each([
    ['acme_9', 'Skipped'],
    ['acme_2', 'Skipped'],
    ['acme_1', 'Completed'],
  ])('covers an instance that using= names: %s is %s', async (instance, state) => {
    const packs = [acmeZip(), packOf([using(instance)])]
    const room = await roomOn('', { packs, instances: instancesYaml(disabled) })
    expect(await runOf(room, '/playbook P')).toMatchObject({
      state: 'completed',
      tasks: { 1: state, 2: state },
    })
  })
})

test('a type whose playbook is not loaded is told in the incident and on stderr', async () => {
  const items = {
    'IncidentTypes/leave.json': { id: 'L', name: 'L', color: '#fff', playbookId: 'Gone', autorun: true },
  }
  const room = await roomOn(packOf([], [], items))
  await room.session.run('!createNewIncident name=a type=L')
  expect(saidIn(room)).toEqual([expect.stringMatching(/^There is no playbook "Gone"/)])
  expect(room.said).toEqual([expect.stringMatching(/^Incident 1: There is no playbook "Gone"/)])
  expect(await answerTo(room, '/incident 1')).toMatchObject({ playbookId: 'Gone', runStatus: 'error' })
})

describe('a timer field with an SLA of its own', () => {
  const items = {
    'IncidentFields/f.json': { id: 'incident_tta', cliName: 'tta', name: 'TTA', type: 'timer', sla: 10 },
  }
  const due = {
    tta: { runStatus: 'running', sla: 10, dueDate: expect.stringMatching(/^2026-03-01T08:10:0/) },
  }

  test('is due after it, whoever starts it', async () => {
    const starts = printing('1', 'x', [], { timertriggers: [{ fieldname: 'tta', action: 'start' }] })
    const room = await roomOn(packOf([playbook('P', ['1'], [starts])], [], items))
    await room.session.run('/playbook P')
    await room.session.run('!createNewIncident name=b')
    await room.session.run('!startTimer timerField=tta incidentId=2')
    for (const id of ['1', '2'])
      expect(room.session.parts.state.room.investigation(id).incident?.CustomFields).toMatchObject(due)
  })
})

test('/tasks says of a condition in doubt that it takes a label', async () => {
  const asks = playbook(
    'P',
    ['1'],
    [
      task('1', 'condition', { yes: ['2'], no: [] }, { task: { name: 'c', scriptName: 'X' } }),
      printing('2', 'x'),
    ],
  )
  const room = await roomOn(packOf([asks]))
  await room.session.run('/playbook P')
  await room.session.run('/incident 1')
  const record = { state: 'Waiting' as const, doubt: true as const }
  room.session.parts.state.commit({ runs: [{ id: '1', tasks: [{ frame: '', task: '1', record }] }] })
  expect(await answerTo(room, '/tasks')).toEqual([
    expect.objectContaining({
      waitsFor: expect.stringMatching(/complete with one of yes, no: it was done\. run/),
    }),
  ])
  expect(await contentsOf(room, '/task 1 complete yes')).toMatchObject({ value: { state: 'completed' } })
})
