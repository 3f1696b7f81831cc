import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Env } from '../values/value.ts'
import { classify } from './classify.ts'
import { openFields } from './field-names.ts'
import { labelsOf, sourceLabels } from './labels.ts'
import { MappingError, mapEntries, type Plan, planOf, toObject } from './map.ts'
import { mapEvent } from './map-event.ts'
import type { Classifier, Field, MappedEvent, MappedInstance, Mapper } from './types.ts'

/** The loaded content, and what evaluating it needs. */
export interface MappingContent extends Omit<Env, 'roots'> {
  mappers: Iterable<Mapper>
  classifiers?: Iterable<Classifier>
  fields?: Iterable<Field>
}

/** What the war room asks of classifiers and mappers. */
export interface Mapping {
  /** Runs a mapper's mapping of a type on an object and gives a flat object (MP-34). */
  mapObject(object: Json, mapperName: string, type: string): JsonObject
  /** The incident type of a fetched event; undefined is unclassified (MP-1 … MP-3). */
  classify(rawJSON: Json, instance: MappedInstance): string | undefined
  /** Type, fields and labels of a fetched event (mapping.md §4, steps 2, 3 and 5). */
  mapEvent(rawJSON: JsonObject, instance: MappedInstance): MappedEvent
}

function finder<T extends { id: string; name?: string }>(kind: string, items: T[]): (name: string) => T {
  return name => {
    const found = items.find(item => item.id === name) ?? items.find(item => item.name === name)
    if (found) return found
    const names = items.map(item => `"${item.name ?? item.id}"`).sort()
    const known = names.length > 0 ? `the loaded ones are ${names.join(', ')}` : 'none is loaded'
    throw new MappingError(`There is no ${kind} "${name}"; ${known}.`)
  }
}

/**
 * Opens the loaded mappers and classifiers. Each is found by id or name; one that does not exist, and a value that
 * cannot be mapped, is a MappingError.
 */
export function createMapping(content: MappingContent): Mapping {
  const mapperNamed = finder('mapper', [...content.mappers])
  const classifierNamed = finder('classifier', [...(content.classifiers ?? [])])
  const field = openFields(content.fields ?? [])
  // A root such as `incident` or `inputs` has no meaning in a mapper: its paths start at the mapped object.
  const env: Env = content.findScript
    ? { language: content.language, findScript: content.findScript }
    : { language: content.language }
  const plans = new Map<string, Plan>()

  function plan(mapper: Mapper, type: string | undefined): Plan {
    const key = JSON.stringify([mapper.id, mapper.type, type])
    const known = plans.get(key) ?? planOf(mapper, type)
    plans.set(key, known)
    return known
  }

  function classifyEvent(rawJSON: Json, instance: MappedInstance): string | undefined {
    const classifier = instance.classifier ? classifierNamed(instance.classifier) : undefined
    return classify(classifier, rawJSON, instance, env)
  }

  return {
    mapObject(object, mapperName, type) {
      const mapper = mapperNamed(mapperName)
      const mapped = mapEntries(plan(mapper, type), object, env)
      if (plan(mapper, type).outgoing) return toObject(mapped)
      return toObject(mapped.map(([target, value]) => [field(target).cliName, value]))
    },
    classify: classifyEvent,
    mapEvent(rawJSON, instance) {
      const type = classifyEvent(rawJSON, instance)
      const mapper = instance.mapperIn ? mapperNamed(instance.mapperIn) : undefined
      const { fields, unmapped } = mapper
        ? mapEvent(plan(mapper, type ?? mapper.defaultIncidentType ?? undefined), rawJSON, field, env)
        : { fields: {}, unmapped: labelsOf(rawJSON, []) }
      const labels = [...unmapped, ...sourceLabels(instance)]
      return type === undefined ? { fields, labels } : { type, fields, labels }
    },
  }
}
