import {
  anything,
  flag,
  mapOf,
  number,
  olderMarketplaces,
  record,
  strict,
  text,
  textOrNull,
  texts,
} from './build.ts'

const facts = {
  description: text,
  version: number,
  fromVersion: text,
  toVersion: text,
  defaultIncidentType: textOrNull,
  definitionId: text,
  feed: flag,
  marketplaces: olderMarketplaces,
}

/** mapping.md §1.1. */
export const classifier = strict(
  {
    id: text,
    name: text,
    type: text,
    description: text,
    version: number,
    transformer: record,
    keyTypeMap: mapOf(text),
  },
  {
    ...facts,
    propagationLabels: anything,
    sortValues: anything,
    incidentSamples: texts,
    indicatorSamples: texts,
    isDefault: flag,
    unclassifiedCases: record,
    custom: flag,
    modified: text,
  },
)

const mapped = strict({ internalMapping: record }, { dontMapEventToLabels: flag })

/** mapping.md §1.2. */
export const mapper = strict(
  { id: text, name: text, type: text, description: text, version: number, mapping: mapOf(mapped) },
  facts,
)
