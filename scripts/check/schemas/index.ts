import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { JsonObject } from '../../../kit/wire.ts'
import type { Finding, Kind } from '../item.ts'
import { automation } from './automation.ts'
import { integration } from './code.ts'
import { incidentField, incidentType, indicatorField } from './incident.ts'
import { indicatorType } from './indicator.ts'
import { layout } from './layout.ts'
import { classifier, mapper } from './mapping.ts'
import { job, list, preProcessRule } from './other.ts'
import { packMetadata } from './pack.ts'
import { playbook } from './playbook.ts'

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, allowMatchingProperties: true })

const VALIDATORS: Readonly<Record<Kind | 'pack', ValidateFunction>> = {
  automation: ajv.compile(automation),
  classifier: ajv.compile(classifier),
  'incident field': ajv.compile(incidentField),
  'incident type': ajv.compile(incidentType),
  'indicator field': ajv.compile(indicatorField),
  'indicator type': ajv.compile(indicatorType),
  integration: ajv.compile(integration),
  job: ajv.compile(job),
  layout: ajv.compile(layout),
  list: ajv.compile(list),
  mapper: ajv.compile(mapper),
  pack: ajv.compile(packMetadata),
  playbook: ajv.compile(playbook),
  'pre-process rule': ajv.compile(preProcessRule),
}

function sentence({ keyword, params, message }: ErrorObject): string {
  if (keyword === 'additionalProperties')
    return `has the unknown key "${params.additionalProperty}"; remove it or correct its spelling.`
  if (keyword === 'required') return `lacks the key "${params.missingProperty}"; add it.`
  if (keyword === 'enum') return `must be one of ${params.allowedValues.join(', ')}.`
  if (keyword === 'type') return `must be ${[params.type].flat().join(' or ')}.`
  return `${message}.`
}

/** Where an item of a kind departs from its schema (ST110, ST111): path and sentence of each place. */
export function schemaFindings(kind: Kind | 'pack', data: JsonObject): Finding[] {
  const validate = VALIDATORS[kind]
  if (validate(data)) return []
  return (validate.errors ?? []).map(error => ({ at: error.instancePath || '/', message: sentence(error) }))
}
