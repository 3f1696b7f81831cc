import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { createMapping } from '../../../warroom/mapping/mapping.ts'
import type { Classifier, Field, MappedInstance, Mapper } from '../../../warroom/mapping/types.ts'
import { type Case, casesOf, env, outcome } from '../values/scene.ts'

interface Given {
  classifier?: Classifier
  mapper?: Mapper
  fields?: Field[]
  object?: JsonObject
  rawJSON?: JsonObject
  instance?: MappedInstance
}

interface When {
  classify?: true
  fetch?: true
  mapObject?: { type: string; mapper?: string }
}

function openCase({ given }: Case<Given, When>) {
  const { classifier, mapper, fields = [] } = given
  return createMapping({
    ...env,
    mappers: mapper ? [mapper] : [],
    classifiers: classifier ? [classifier] : [],
    fields,
  })
}

function run(one: Case<Given, When>): JsonObject {
  const { given, when } = one
  const { mapper, classifier, object = {}, rawJSON = {} } = given
  const mapping = openCase(one)
  const instance: MappedInstance = {
    ...(given.instance ?? { name: 'Okta_1', brand: 'Okta IAM' }),
    classifier: classifier?.id ?? null,
    mapperIn: mapper?.id ?? null,
  }
  const asked = when.mapObject
  if (asked)
    return outcome('object', () => mapping.mapObject(object, asked.mapper ?? mapper?.name ?? '', asked.type))
  if (when.classify) return outcome('type', () => mapping.classify(rawJSON, instance))
  return sorted(JSON.parse(JSON.stringify(mapping.mapEvent(rawJSON, instance))))
}

/** Labels are compared as a set. */
function sorted(then: JsonObject): JsonObject {
  if (!Array.isArray(then.labels)) return then
  return { ...then, labels: then.labels.map(label => JSON.stringify(label)).sort() }
}

const cases = casesOf<Given, When>('mapping')

describe('mapping', () => {
  test('has all 58 cases', () => expect(cases.length).toBeGreaterThanOrEqual(58))
  test.each(cases.map(one => [`${one.id} ${one.title}`, one] as const))('%s', (_, one) => {
    expect(run(one)).toEqual(sorted(one.then))
  })
})
