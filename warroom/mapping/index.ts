export { MappingError } from './map.ts'
export { createMapping, type Mapping, type MappingContent } from './mapping.ts'
export type { Classifier, Field, Label, MappedEvent, MappedInstance, Mapper } from './types.ts'
