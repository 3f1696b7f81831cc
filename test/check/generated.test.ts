import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { reportOf } from '../../scripts/check/check.ts'
import { type Item, KINDS, type Kind, type Pack } from '../../scripts/check/item.ts'
import { objectOf, textOf } from '../../scripts/check/json.ts'
import { placesOf } from '../../scripts/layout/place.ts'
import { playbook, SAMPLES, task } from './samples.ts'

const METADATA: JsonObject = {
  name: 'Generated',
  description: 'Generated items.',
  support: 'community',
  currentVersion: '1.0.0',
  author: 'Tests',
  categories: ['Utilities'],
  tags: [],
  useCases: [],
  keywords: [],
}

function packOf(items: readonly Item[]): Pack {
  const files = new Set(['README.md', '.pack-ignore', 'pack_metadata.json'])
  return { folder: '.', metadata: METADATA, items, files, faults: [] }
}

const itemOf = (kind: Kind, data: JsonObject, file = 'Playbooks/playbook-Sample.yml'): Item => {
  const id = textOf(data.id) || textOf(objectOf(data.commonfields).id)
  return { kind, id, name: textOf(data.name) || id, file, data }
}

/** How a task goes on from `key`: to one or two later ones of `count`; the last has no next. */
interface Step {
  readonly kind: 'set' | 'print' | 'condition' | 'ask'
  readonly ahead: readonly [number, number]
}
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom<Step['kind']>('set', 'print', 'condition', 'ask'),
  ahead: fc.tuple(fc.nat(4), fc.nat(4)),
})

const isSet = { operator: 'isNotEmpty', left: { value: { simple: 'inputs.Who' }, iscontext: true } }

function taskOf(key: number, { kind, ahead }: Step, count: number): JsonObject {
  // The next task always follows, so that every task is connected; the other way leads anywhere ahead.
  const next = String(key + 1)
  const other = String(Math.min(key + 1 + ahead[0] + ahead[1], count))
  const both = [...new Set([next, other])]
  if (kind === 'condition')
    return task(key, 'condition', {
      nexttasks: { yes: [next], '#default#': [other] },
      conditions: [{ label: 'yes', condition: [[isSet]] }],
    })
  if (kind === 'ask')
    return task(key, 'condition', {
      nexttasks: { Yes: [next], No: [other] },
      message: { to: { simple: '${incident.owner}' }, replyOptions: ['Yes', 'No'] },
    })
  const inner = { scriptName: kind === 'set' ? 'Set' : 'Print' }
  const scriptarguments =
    kind === 'set'
      ? { key: { simple: 'Greeting.Who' }, value: { simple: '${inputs.Who}' } }
      : { value: { simple: 'x' } }
  return task(key, 'regular', { nexttasks: { '#none#': both }, scriptarguments }, inner)
}

function laidOut(data: JsonObject): JsonObject {
  const places = placesOf(itemOf('playbook', data))
  const tasks = Object.entries(objectOf(data.tasks)).map(([key, value]): [string, Json] => [
    key,
    { ...objectOf(value), view: JSON.stringify({ position: places.get(key) }) },
  ])
  return { ...data, tasks: Object.fromEntries(tasks) }
}

const generated = fc.array(step, { maxLength: 25 }).map(steps => {
  const count = steps.length + 2
  const middle = steps.map((one, place) => taskOf(place + 2, one, count))
  const start = task(0, 'start', { nexttasks: { '#none#': ['1'] } })
  const first = taskOf(1, { kind: 'set', ahead: [0, 0] }, count)
  // Read at the end, so that both the input and the written path are used.
  const last = task(
    count,
    'regular',
    { scriptarguments: { value: { simple: '${Greeting.Who}' } } },
    { scriptName: 'Print' },
  )
  return laidOut(
    playbook([start, first, ...middle, last], {
      inputs: [{ key: 'Who', value: {}, required: false, description: 'Whom.' }],
      outputs: [{ contextPath: 'Greeting.Who', description: 'Whom.', type: 'String' }],
    }),
  )
})

describe('a generated playbook', () => {
  it('that is valid has no fault, however its tasks are linked', () => {
    fc.assert(
      fc.property(generated, data => {
        expect(reportOf(packOf([itemOf('playbook', data)])).faults).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('with one task cut off has the fault PB103 there', () => {
    fc.assert(
      fc.property(generated, data => {
        const alone = task(99, 'title', { view: '{"position":{"x":-9000,"y":0}}' })
        const cut = { ...data, tasks: { ...objectOf(data.tasks), '99': alone } }
        const codes = reportOf(packOf([itemOf('playbook', cut)])).faults.map(
          ({ at, code }) => `${at} ${code}`,
        )
        expect(codes).toEqual(['task 99 (Task 99) PB103'])
      }),
      { numRuns: 20 },
    )
  })
})

describe('whatever an item holds', () => {
  const strange = fc.oneof(
    fc.jsonValue() as fc.Arbitrary<Json>,
    fc.constantFrom<Json>('${', '${}', '${inputs.}', '${a${b}}', '__proto__', '|||', 'incident.', [null], {
      simple: null,
    }),
  )

  /** The value with what stands at `path` replaced; the path is taken modulo what is there. */
  function replaced(value: Json, path: readonly number[], by: Json): Json {
    const [place, ...rest] = path
    if (place === undefined || value === null || typeof value !== 'object') return by
    if (Array.isArray(value))
      return value.length
        ? value.with(place % value.length, replaced(value[place % value.length] ?? null, rest, by))
        : by
    const keys = Object.keys(value)
    const key = keys[place % keys.length]
    return key === undefined ? by : { ...value, [key]: replaced(value[key] ?? null, rest, by) }
  }

  it.each(KINDS)('the linter tells of a strange %s and never fails', kind => {
    const folder = { integration: 'Integrations/Sample/Sample.yml' }[kind as string] ?? 'Lists/list-x.json'
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 7 }), strange, (path, by) => {
        const data = replaced(SAMPLES[kind], path, by)
        const { faults } = reportOf(packOf([itemOf(kind, objectOf(data), folder)]))
        for (const { message } of faults) expect(message).toMatch(/\S.*\.$/s)
      }),
      { numRuns: 150 },
    )
  })
})
