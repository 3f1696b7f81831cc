import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { KINDS, type Kind } from '../../scripts/check/item.ts'
import { readPack } from '../../scripts/check/read.ts'
import { schemaFindings } from '../../scripts/check/schemas/index.ts'
import { SAMPLES } from './samples.ts'

const FOLDER = '../shared/platform/schemas'
const FILES: Partial<Record<Kind, string>> = {
  automation: 'script',
  layout: 'layoutscontainer',
  'indicator type': 'reputation',
  'pre-process rule': 'pre-process-rule',
}
const present = existsSync(FOLDER)
if (!present) console.log(`${FOLDER} is absent: the schemas are not compared with the platform's.`)

const ajv = new Ajv({ strict: false, allErrors: true })
function oracle(kind: Kind): { schema: JsonObject; validate: ValidateFunction } {
  const name = FILES[kind] ?? kind.replace(' ', '')
  const schema = JSON.parse(readFileSync(`${FOLDER}/${name}.schema.json`, 'utf8')) as JsonObject
  return { schema, validate: ajv.compile(schema) }
}

const WRONG: readonly Json[] = ['x', 1, 1.5, true, [], {}, [1], [{}], [[{}]], { x: 1 }, null]

/** Every change of one place: each member dropped, each replaced by something else, and one more that nobody knows. */
function* changes(value: Json, keys: readonly string[]): Iterable<Json> {
  yield* WRONG
  if (Array.isArray(value)) {
    for (const [place, one] of value.entries())
      for (const changed of changes(one, keys)) yield value.with(place, changed)
  } else if (value !== null && typeof value === 'object') {
    yield { ...value, nobodyKnowsThis: 1 }
    for (const key of new Set([...Object.keys(value), ...keys])) {
      const { [key]: old, ...others } = value
      yield others
      if (old === undefined) for (const wrong of WRONG) yield { ...value, [key]: wrong }
      else for (const changed of changes(old, keys)) yield { ...others, [key]: changed }
    }
  }
}

/** The keys that a schema names anywhere. */
function keysOf(schema: Json): string[] {
  if (schema === null || typeof schema !== 'object') return []
  const own = Array.isArray(schema) ? [] : Object.keys((schema.properties ?? {}) as JsonObject)
  return [...new Set([...own, ...Object.values(schema).flatMap(keysOf)])]
}

describe.each(KINDS)('the schema of a %s', kind => {
  it('takes the sample, as the platform does', () => {
    expect(schemaFindings(kind, SAMPLES[kind])).toEqual([])
    if (present) expect(oracle(kind).validate(SAMPLES[kind])).toBe(true)
  })

  it.runIf(present)('rejects whatever the platform rejects', () => {
    const { schema, validate } = oracle(kind)
    const missed: Json[] = []
    let rejected = 0
    for (const changed of changes(SAMPLES[kind], keysOf(schema))) {
      if (validate(changed)) continue
      rejected++
      if (schemaFindings(kind, changed as JsonObject).length === 0) missed.push(changed)
    }
    expect(missed.map(one => JSON.stringify(one)).slice(0, 3)).toEqual([])
    expect(rejected).toBeGreaterThan(20)
  })
})

it.runIf(present)('our own content is taken by both', () => {
  for (const { kind, file, data } of readPack('.').items) {
    expect(oracle(kind).validate(data), file).toBe(true)
    expect(schemaFindings(kind, data), file).toEqual([])
  }
})

const CASES = '../shared/platform/cases/playbooks'
it.runIf(existsSync(CASES))('every playbook of the worked scenarios is taken', () => {
  const files = readdirSync(CASES, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.yml'),
  )
  expect(files.length).toBeGreaterThan(70)
  for (const file of files)
    expect(schemaFindings('playbook', parse(readFileSync(`${CASES}/${file}`, 'utf8'))), file).toEqual([])
})
