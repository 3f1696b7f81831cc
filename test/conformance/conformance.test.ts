import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Case, caseFiles, failure } from '../../scripts/conformance/case.ts'
import { RUNNERS } from '../../scripts/conformance/runners.ts'

const files = caseFiles('test/conformance/cases')

describe.each([...files])('%s.json', (file, cases) => {
  const run = RUNNERS[file]
  it.each(cases.map(one => [one.id, one.title, one] as const))('%s %s', (_, __, one) => {
    expect(run).toBeDefined()
    expect(run && failure(one, run)).toBeUndefined()
  })
})

describe('the runner', () => {
  const one: Case = JSON.parse(
    '{"id":"X-1","rule":[],"title":"","given":{"context":{"a":[1]}},"when":{"query":"a"},"then":{"value":[1]}}',
  )
  const dt = RUNNERS.dt ?? (() => ({}))

  it.each([
    ['another value', { value: [2] }],
    ['nothing', { nothing: true }],
    ['an error', { error: true }],
  ])('fails a case that expects %s', (_, then) =>
    expect(failure({ ...one, then }, dt)).toEqual({ value: [1] }),
  )

  it('fails a case whose input it changed', () => {
    const careless = ({ given }: Case) => {
      given.context = null
      return { value: [1] }
    }
    expect(failure(structuredClone(one), careless)).toEqual({ changedItsInput: true })
  })

  it('knows every file of cases', () => expect(Object.keys(RUNNERS).sort()).toEqual([...files.keys()]))
})

const beside = '../shared/platform/cases'
if (existsSync(beside)) {
  it('our copy of the cases is the specification’s', () => expect(files).toEqual(caseFiles(beside)))
} else {
  console.log(
    'The specification does not lie beside the project: our copy of its cases was not compared with it.',
  )
}
