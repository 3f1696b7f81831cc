import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  changedRun,
  isUnderWay,
  type Run,
  type RunChange,
  readRun,
  splitPath,
  storedRun,
  type TaskRecord,
  taskPath,
} from '../../../warroom/investigation/run.ts'

const frame = { playbook: 'P', current: 'P', inputs: {} }
const begun: RunChange = { id: '1', begin: 'P', frames: [{ path: '', frame }] }
const record = (state: TaskRecord['state']): TaskRecord => ({ state })
const put = (at: string, task: string, state: TaskRecord['state'], added: string[] = []): RunChange => ({
  id: '1',
  tasks: [{ frame: at, task, record: record(state), added }],
})

function runAfter(...changes: RunChange[]): Run | undefined {
  return [begun, ...changes].reduce<Run | undefined>(changedRun, undefined)
}

describe('what happens to a run', () => {
  test('nothing, when there is none and none begins', () => {
    expect(changedRun(undefined, put('', '1', 'Completed'))).toBeUndefined()
  })

  test('records are put whole, entries are added until the task is reset', () => {
    const run = runAfter(put('', '1', 'InProgress', ['1@1']), put('', '1', 'Completed', ['2@1']))
    expect(run?.frames.get('')?.tasks.get('1')).toEqual({ state: 'Completed' })
    expect(run?.frames.get('')?.entries.get('1')).toEqual(['1@1', '2@1'])
    const reset = { id: '1', tasks: [{ frame: '', task: '1', record: record('New'), reset: true as const }] }
    expect(run && changedRun(run, reset)?.frames.get('')?.entries.get('1')).toBeUndefined()
  })

  test('a frame that starts anew forgets itself and what is below it, and nothing beside it', () => {
    const frames = ['1', '1/2', '1/2/3', '10', '1x'].map(path => ({ path, frame }))
    const run = runAfter({ id: '1', frames }, put('1', '2', 'Waiting'), {
      id: '1',
      frames: [{ path: '1', frame }],
    })
    expect([...(run?.frames.keys() ?? [])]).toEqual(['', '1', '10', '1x'])
    expect(run?.frames.get('1')?.tasks.size).toBe(0)
  })

  test('a change of a frame that is gone changes nothing', () => {
    expect(runAfter(put('7', '1', 'Completed'))).toEqual(runAfter())
  })

  test.each<[string, boolean]>([
    ['', true],
    ['1', true],
    ['1/2', true],
    ['1/3', false],
    ['2', false],
    ['9', false],
  ])('the playbook at "%s" is under way: %s', (path, expected) => {
    const frames = ['1', '1/2', '1/3', '2'].map(each => ({ path: each, frame }))
    const states = [put('', '1', 'InProgress'), put('1', '2', 'InProgress'), put('1', '3', 'Completed')]
    const run = runAfter({ id: '1', frames }, ...states, put('', '2', 'Error'))
    expect(run && isUnderWay(run, path)).toBe(expected)
  })
})

test('a path is put together and taken apart (property)', () => {
  const id = fc.string({ minLength: 1 }).filter(text => !text.includes('/'))
  fc.assert(
    fc.property(fc.array(id, { minLength: 1 }), ids => {
      const path = ids.reduce(taskPath, '')
      expect(splitPath(path)).toEqual({ frame: ids.slice(0, -1).join('/'), task: ids.at(-1) })
    }),
  )
})

const id = fc.constantFrom('0', '1', '2', '__proto__', 'constructor')
const change: fc.Arbitrary<RunChange> = fc.oneof(
  fc.record({
    id: fc.constant('1'),
    tasks: fc.array(
      fc.record({
        frame: fc.constantFrom('', '1', '1/2'),
        task: id,
        record: fc.record({
          state: fc.constantFrom<TaskRecord['state']>('New', 'Completed', 'Waiting', 'Error'),
        }),
        added: fc.array(fc.constantFrom('1@1', '2@1'), { maxLength: 2 }),
      }),
      { maxLength: 3 },
    ),
  }),
  fc.record({
    id: fc.constant('1'),
    frames: fc.array(fc.record({ path: fc.constantFrom('1', '1/2'), frame: fc.constant(frame) }), {
      maxLength: 2,
    }),
  }),
)

test('stored and read again a run is the same, whatever happened to it (property)', () => {
  fc.assert(
    fc.property(fc.array(change), changes => {
      const run = runAfter(...structuredClone(changes))
      const read = run && readRun(JSON.parse(JSON.stringify(storedRun(run))))
      const tasks = (each: Run | undefined) =>
        [...(each?.frames ?? [])].map(([path, { tasks: all }]) => [path, [...all]])
      expect(tasks(read)).toEqual(tasks(run))
      expect(read && storedRun(read)).toEqual(run && storedRun(run))
    }),
  )
})
