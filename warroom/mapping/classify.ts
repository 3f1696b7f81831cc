import type { Json } from '../../kit/wire.ts'
import { evaluateValue } from '../values/evaluate.ts'
import type { Env } from '../values/value.ts'
import { placed } from './map.ts'
import type { Classifier, MappedInstance } from './types.ts'

function keyOf(classifier: Classifier, rawJSON: Json, env: Env): Json | undefined {
  try {
    return evaluateValue(classifier.transformer, rawJSON, env, 'path')
  } catch (cause) {
    throw placed(cause, `classifier "${classifier.name ?? classifier.id}"`)
  }
}

function typeOf(key: Json, keyTypeMap: { [key: string]: string }): string | undefined {
  const text = typeof key === 'object' ? JSON.stringify(key) : String(key)
  return Object.hasOwn(keyTypeMap, text) ? keyTypeMap[text] : undefined
}

/**
 * The incident type of a fetched event: by the classifier's key, exactly and as text, of a list the first element that
 * has one (MP-1, MP-3); else the classifier's default; else the instance's type; else undefined, unclassified (MP-2).
 */
export function classify(
  classifier: Classifier | undefined,
  rawJSON: Json,
  instance: Pick<MappedInstance, 'incidentType'> | undefined,
  env: Env,
): string | undefined {
  const found = classifier ? keyOf(classifier, rawJSON, env) : undefined
  const keys = Array.isArray(found) ? found : found === undefined ? [] : [found]
  for (const key of keys) {
    const type = typeOf(key, classifier?.keyTypeMap ?? {})
    if (type) return type
  }
  return classifier?.defaultIncidentType || instance?.incidentType || undefined
}
