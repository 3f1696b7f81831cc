import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { differences, holds } from '../../scripts/conformance/came.ts'
import { type Came, type Expected, playbookCases, runCase } from '../../scripts/conformance/playbooks.ts'

const CASES = 'test/conformance/cases/playbooks'
const cases = playbookCases(CASES).map(({ folder, one }) => [one.id, one.title, folder, one] as const)

describe('the playbooks', () => {
  it.each(cases)('%s %s', async (_, __, folder, one) => {
    expect(differences(one.then, await runCase(folder, one))).toEqual([])
  })
})

describe('what is compared', () => {
  const came: Came = {
    state: 'completed',
    tasks: { 0: 'Completed', 1: 'Skipped' },
    context: { a: { b: [1, 2] } },
    incident: { name: 'Case' },
    entries: [
      { Type: 1, ContentsFormat: 'text', Contents: 'x', Metadata: { taskId: '1' } },
      { Type: 4, ContentsFormat: 'text', Contents: 'y', Metadata: { taskId: '2', entryTask: { path: '3' } } },
    ],
  }
  const then: Expected = { state: 'completed', tasks: { 0: 'Completed', 1: 'New' } }

  test('a run that came as expected has no difference', () => expect(differences(then, came)).toEqual([]))

  test.each<[string, Partial<Expected>]>([
    ['another state', { state: 'error' }],
    ['another state of a task', { tasks: { 0: 'Error' } }],
    ['a task that is not there', { tasks: { 9: 'Completed' } }],
    ['a missing key', { context: { b: 1 } }],
    ['another list', { context: { a: { b: [2, 1] } } }],
    ['a key that must not be there', { context: { a: { $absent: true } } }],
    ['another incident', { incident: { name: 'Other' } }],
    ['a missing entry', { entries: [{ contents: 'z' }] }],
    ['another order of entries', { entries: [{ contents: 'y' }, { contents: 'x' }] }],
    ['an entry of another type', { entries: [{ type: 1, contents: 'y' }] }],
    ['an entry of a sub-playbook', { entries: [{ task: '2', contents: 'y' }] }],
    ['another number of entries', { entryCount: { contents: 'x', count: 2 } }],
    ['an entry that must not be there', { noEntries: [{ contents: 'x' }] }],
  ])('%s is a difference', (_, change) => expect(differences({ ...then, ...change }, came)).toHaveLength(1))

  test.each([
    [{ a: 1 }, { a: 1, b: 2 }, true],
    [{ a: 1 }, { a: '1' }, false],
    [{ a: {} }, { a: 1 }, false],
    [{ __proto__: 1 }, {}, true],
    [JSON.parse('{"__proto__": 1}'), {}, false],
    [[1], [1, 2], false],
    [{ a: { $absent: true } }, {}, true],
  ])('%j holds in %j: %s', (expected, actual, result) => expect(holds(expected, actual)).toBe(result))
})

const beside = '../shared/platform/cases/playbooks'
if (existsSync(beside)) {
  const files = (root: string) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(root.length))
      .sort()
  test('our copy of the cases is the specification’s', () => {
    expect(files(CASES)).toEqual(files(beside))
    for (const file of files(CASES))
      expect(readFileSync(CASES + file, 'utf8')).toBe(readFileSync(beside + file, 'utf8'))
  })
} else {
  console.log(
    'The specification does not lie beside the project: our copy of its playbooks was not compared with it.',
  )
}
