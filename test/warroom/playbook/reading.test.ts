import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { JsonObject } from '../../../kit/wire.ts'
import { drawn } from '../../../warroom/playbook/draw.ts'
import { forXsoar } from '../../../warroom/playbook/read.ts'
import { readPlaybook } from '../../../warroom/playbook/read-playbook.ts'
import { timerAfter } from '../../../warroom/playbook/timers.ts'
import { duration } from '../../../warroom/playbook/tree.ts'
import { Refusal } from '../../../warroom/refusal.ts'
import { nextTime } from '../../../warroom/schedule/cron.ts'
import { playbook, printing, task } from './room.ts'

const read = (item: JsonObject) => readPlaybook({ id: 'p', item, file: 'p.yml' })
const one = (more: JsonObject, inner: JsonObject = {}) =>
  read(playbook('P', ['1'], [task('1', 'regular', [], { ...more, task: inner })])).tasks.get('1')

describe('a playbook that cannot run is refused with file, task and rule', () => {
  test.each<[string, JsonObject, RegExp]>([
    ['no start', playbook('P', [], [], { starttaskid: '7' }), /\(p\.yml\) starts with task "7".*starttaskid/],
    [
      'a way to nowhere',
      playbook('P', ['1'], [printing('1', 'x', ['9'])]),
      /^Task 1 .*p\.yml.* task "9".*PB-10/,
    ],
    ['a type that is none', playbook('P', ['1'], [task('1', 'aiTask')]), /task 1 is of type "aiTask"/],
    [
      'a cycle without exit',
      playbook('P', ['1'], [printing('1', 'x', ['2']), printing('2', 'x', ['1'])]),
      /1, 2 are a cycle without exit.*PB-14/,
    ],
    ['a task that leads to itself', playbook('P', ['1'], [printing('1', 'x', ['1'])]), /tasks 1 are a cycle/],
    ['no tasks', { id: 'p', name: 'P', tasks: null }, /starts with task ""/],
  ])('%s', (_, item, sentence) => expect(() => read(item)).toThrow(sentence))

  test('a cycle with an exit runs', () => {
    const item = playbook('P', ['1'], [task('1', 'condition', { yes: ['1'], no: ['2'] }), printing('2', 'x')])
    expect(read(item).tasks.size).toBe(3)
  })

  test('whatever stands in the file, it is read or refused (property)', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (tasks, start, inputs) => {
        const item = { tasks, starttaskid: start, inputs } as JsonObject
        try {
          expect(read(item).start).toBeDefined()
        } catch (cause) {
          expect(cause).toBeInstanceOf(Refusal)
        }
      }),
    )
  })
})

describe('which code a task runs (playbook.md §2)', () => {
  test.each<[JsonObject, unknown]>([
    [
      { script: 'Okta|||okta-get', iscommand: true, brand: 'Okta' },
      { name: 'okta-get', brand: 'Okta' },
    ],
    [{ script: '|||okta-get', iscommand: true, brand: '' }, { name: 'okta-get' }],
    [
      { script: 'Builtin|||setIncident', iscommand: true, brand: 'Builtin' },
      { name: 'setIncident', brand: 'Builtin' },
    ],
    [{ scriptName: 'Print', iscommand: false }, { name: 'Print' }],
    [{ script: 'Print', iscommand: false }, { name: 'Print' }],
    [{ scriptName: 'Gen', iscommand: false, brand: 'Builtin' }, { name: 'Gen' }],
    [{}, undefined],
  ])('%j', (inner, code) => expect(one({}, inner)?.code).toEqual(code))
})

describe('the parts of a task', () => {
  test.each<[string, JsonObject, unknown]>([
    ['onError', {}, 'stop'],
    ['onError', { continueonerror: false, continueonerrortype: 'errorPath' }, 'stop'],
    ['onError', { continueonerror: true }, 'continue'],
    ['onError', { continueonerror: true, continueonerrortype: 'errorPath' }, 'errorPath'],
    [
      'args',
      { scriptarguments: { a: { simple: null }, b: {}, c: { simple: 0 } } },
      [
        ['a', {}],
        ['b', {}],
        ['c', { simple: 0 }],
      ],
    ],
    ['quiet', { quietmode: 2 }, 2],
    ['quiet', { quietmode: 7 }, 0],
    ['timers', { timertriggers: [{ fieldname: 't', action: 'start' }] }, [{ field: 't', action: 'start' }]],
  ])('%s of %j', (name, more, value) => expect(one(more)?.[name as 'args']).toEqual(value))

  test.each<[JsonObject, unknown]>([
    [{ max: 100, wait: 1, forEach: false, exitCondition: '' }, undefined],
    [
      { forEach: true, max: 0 },
      { forEach: true, max: 100, wait: 0 },
    ],
    [
      { scriptId: 'Exists', max: 3, wait: '2' },
      { forEach: false, max: 3, wait: 2, exit: { code: { name: 'Exists' }, args: [], label: 'yes' } },
    ],
  ])('loop %j', (loop, expected) => {
    const item = playbook('P', ['1'], [task('1', 'playbook', [], { loop })])
    expect(read(item).tasks.get('1')?.loop).toEqual(expected)
  })

  test('keys of other products are left out, those of ours count (PB-2)', () => {
    const item = {
      'simple:marketplacev2': 'x',
      simple: 'a',
      'simple:xsoar': 'b',
      task_x2: 1,
      rest: [{ 'k:platform': 1 }],
    }
    expect(forXsoar(item)).toEqual({ simple: 'b', rest: [{}] })
  })

  test('bare yes and no are labels (PB-1)', () => {
    expect(Object.keys(parse('yes: ["1"]\nno: ["2"]'))).toEqual(['yes', 'no'])
  })
})

describe('a drawing', () => {
  const item = playbook(
    'P',
    ['1'],
    [
      task('1', 'condition', { 'yes "now"': ['2'], '#default#': ['3'] }, { task: { name: 'Is <it>\nso?' } }),
      task('2', 'playbook'),
      task('3', 'title'),
    ],
  )

  test('is Mermaid text whose labels break nothing', () => {
    const lines = drawn(read(item), new Map()).split('\n')
    expect(lines.slice(0, 4)).toEqual(['# P', '', '```mermaid', 'flowchart TD'])
    expect(lines).toContain('  t1{"1 Is #60;it#62; so?"}')
    expect(lines).toContain('  t1 -->|"yes #34;now#34;"| t2')
    expect(lines).toContain('  t1 -->|"default"| t3')
    expect(lines).toContain('  t0 --> t1')
  })

  test('shows the states of a run', () => {
    const text = drawn(
      read(item),
      new Map([
        ['0', 'Completed'],
        ['1', 'Error'],
        ['2', 'New'],
      ]),
    )
    expect(text).toContain('  class t0 Completed')
    expect(text).toContain('  class t1 Error')
    expect(text).not.toContain('class t2')
  })
})

describe('a cron text', () => {
  test.each([
    ['*/5 * * * *', '2026-03-01T08:00:00.000Z', '2026-03-01T08:05:00.000Z'],
    ['* * * * *', '2026-03-01T08:00:59.999Z', '2026-03-01T08:01:00.000Z'],
    ['30 9 * * *', '2026-03-01T10:00:00Z', '2026-03-02T09:30:00.000Z'],
    ['0 0 29 2 *', '2026-03-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['0 12 * * 1-5', '2026-03-06T12:00:00Z', '2026-03-09T12:00:00.000Z'],
    ['0 12 * * 7', '2026-03-02T00:00:00Z', '2026-03-08T12:00:00.000Z'],
    ['0 0 13 * 5', '2026-03-01T00:00:00Z', '2026-03-06T00:00:00.000Z'],
    ['5,35 8 * * *', '2026-03-01T08:05:00Z', '2026-03-01T08:35:00.000Z'],
  ])('%s after %s is %s', (cron, after, next) => expect(nextTime(cron, after)).toBe(next))

  test.each([
    '',
    '* * * *',
    '61 * * * *',
    'x * * * *',
    '* * * 13 *',
    '*/0 * * * *',
    '5-1 * * * *',
    '0 0 30 2 *',
  ])('"%s" is refused', cron => expect(() => nextTime(cron, '2026-03-01T00:00:00Z')).toThrow(Refusal))

  test('is later than what it comes after (property)', () => {
    const field = fc.constantFrom('*', '*/3', '1', '2-9', '1,5')
    fc.assert(
      fc.property(
        fc.array(field, { minLength: 4, maxLength: 4 }),
        fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
        (fields, date) => {
          const after = date.toISOString()
          expect(nextTime(`${fields.join(' ')} *`, after) > after).toBe(true)
        },
      ),
    )
  })
})

describe('a timer (PB-38)', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 2, 1, 8, minutes)).toISOString()
  const after = (...actions: [action: Parameters<typeof timerAfter>[1], minute: number][]) =>
    actions.reduce<JsonObject | undefined>(
      (held, [action, minute]) => timerAfter(held, action, at(minute)),
      undefined,
    )

  test.each<[Parameters<typeof after>, JsonObject]>([
    [[['start', 0]], { runStatus: 'running', startDate: at(0) }],
    [
      [
        ['start', 0],
        ['start', 5],
      ],
      { startDate: at(0) },
    ],
    [
      [
        ['start', 0],
        ['stop', 5],
      ],
      { runStatus: 'ended', endDate: at(5), totalDuration: 300 },
    ],
    [
      [
        ['start', 0],
        ['pause', 1],
        ['start', 4],
        ['stop', 5],
      ],
      { accumulatedPause: 180, totalDuration: 120 },
    ],
    [
      [
        ['start', 0],
        ['pause', 1],
        ['stop', 3],
      ],
      { accumulatedPause: 120, totalDuration: 60 },
    ],
    [[['pause', 1]], { runStatus: 'idle' }],
    [[['stop', 1]], { runStatus: 'idle' }],
    [
      [
        ['start', 0],
        ['stop', 1],
        ['start', 2],
      ],
      { runStatus: 'ended' },
    ],
    [
      [
        ['start', 0],
        ['reset', 1],
      ],
      { runStatus: 'idle', startDate: '' },
    ],
  ])('%j', (actions, expected) => expect(after(...actions)).toMatchObject(expected))

  test('has a due date when it has an SLA', () => {
    expect(timerAfter({ sla: 30 }, 'start', at(0))).toMatchObject({ dueDate: at(30), sla: 30 })
  })
})

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1500, '1.5 s'],
  [61_000, '1 min 1 s'],
  [7_260_000, '2 h 1 min'],
  [-5, '0 ms'],
])('%i ms are "%s"', (milliseconds, text) => expect(duration(milliseconds)).toBe(text))
