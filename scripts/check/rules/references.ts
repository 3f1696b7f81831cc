import type { JsonObject } from '../../../kit/wire.ts'
import type { Finding, Item, Kind } from '../item.ts'
import { listOf, objectOf, objectsOf, shown, textOf, textsOf } from '../json.ts'
import type { Names, ReferenceRule } from '../known.ts'

/** MP-10: the mapping that applies to all types. */
const ALL_TYPES = 'dbot_classification_incident_type_all'

type Wanted = readonly [at: string, name: string, kind: Kind]

/** The items that an integration, type, field, job and so on names, by where and as what. */
const WANTED: Partial<Record<Kind, (data: JsonObject) => Wanted[]>> = {
  integration: data => [
    ['/defaultclassifier', textOf(data.defaultclassifier), 'classifier'],
    ['/defaultmapperin', textOf(data.defaultmapperin), 'mapper'],
    ['/defaultmapperout', textOf(data.defaultmapperout), 'mapper'],
    // An IAM integration names its mappers by these parameters (pack layout §8; Workday IAM writes underscores).
    ...objectsOf(data.configuration)
      .filter(({ name }) => /^mapper[-_](in|out)$/.test(textOf(name)))
      .map(({ name, defaultvalue }): Wanted => [`parameter ${shown(name)}`, textOf(defaultvalue), 'mapper']),
  ],
  classifier: data => [
    ['/defaultIncidentType', textOf(data.defaultIncidentType), 'incident type'],
    ...Object.entries(objectOf(data.keyTypeMap)).map(
      ([key, type]): Wanted => [`/keyTypeMap/${key}`, textOf(type), 'incident type'],
    ),
  ],
  mapper: data =>
    Object.keys(objectOf(data.mapping))
      .filter(type => type !== ALL_TYPES)
      .map((type): Wanted => ['/mapping', type, 'incident type']),
  'incident type': data => [
    ['/playbookId', textOf(data.playbookId), 'playbook'],
    ['/layout', textOf(data.layout), 'layout'],
    ['/closureScript', textOf(data.closureScript), 'automation'],
    ['/preProcessingScript', textOf(data.preProcessingScript), 'automation'],
  ],
  'incident field': data => [
    ...textsOf(data.associatedTypes).map((type): Wanted => ['/associatedTypes', type, 'incident type']),
    ...fieldScripts(data),
  ],
  'indicator field': data => [
    ...textsOf(data.associatedTypes).map((type): Wanted => ['/associatedTypes', type, 'indicator type']),
    ...fieldScripts(data),
  ],
  'indicator type': data => [
    ['/layout', textOf(data.layout), 'layout'],
    ['/reputationScriptName', textOf(data.reputationScriptName), 'automation'],
    ['/formatScript', textOf(data.formatScript), 'automation'],
    ...textsOf(data.enhancementScriptNames).map(
      (name): Wanted => ['/enhancementScriptNames', name, 'automation'],
    ),
  ],
  job: data => [
    ['/playbookId', textOf(data.playbookId), 'playbook'],
    ['/type', textOf(data.type), 'incident type'],
  ],
  'pre-process rule': data => [['/scriptName', textOf(data.scriptName), 'automation']],
  layout: data =>
    sectionsOf(data)
      .filter(({ queryType }) => queryType === 'script')
      .map(({ query, name }): Wanted => [`section ${shown(name)}`, textOf(query), 'automation']),
}

function fieldScripts(data: JsonObject): Wanted[] {
  return ['script', 'fieldCalcScript', 'breachScript'].map(
    (key): Wanted => [`/${key}`, textOf(data[key]), 'automation'],
  )
}

/** The sections of a layout, wherever a tab or view has them. */
export function sectionsOf(data: JsonObject): JsonObject[] {
  return Object.values(data).flatMap(view => {
    const { tabs, sections } = objectOf(view)
    return [...objectsOf(sections), ...objectsOf(tabs).flatMap(tab => objectsOf(tab.sections))]
  })
}

/** Whether a kind's name is known; playbooks and automations of the platform and its common packs are. */
export function isKnown(kind: Kind, name: string, names: Names): boolean {
  if (kind === 'playbook') return names.playbooks.has(name)
  if (kind === 'automation') return names.automations.has(name)
  if (kind !== 'list') return names.of(kind).has(name)
  // Lists are delivered as <name>-sample, so that an upgrade never overwrites what a customer has set.
  return names.of(kind).has(name) || names.of(kind).has(`${name}-sample`)
}

/** What is wrong with naming an item that nobody ships, GR103; listed when it may be a dependency's that is not at hand. */
export function unknown(at: string, kind: Kind | 'command', name: string, names: Names): Finding {
  const place = `names the ${kind} "${name}", which`
  return names.unread.length
    ? { at, message: `${place} may come with ${names.unread.join(', ')}`, listed: true }
    : { at, message: `${place} does not exist; add it or correct the name.` }
}

function* items({ kind, data }: Item, names: Names): Iterable<Finding> {
  for (const [at, name, wanted] of WANTED[kind]?.(data) ?? [])
    if (name !== '' && !isKnown(wanted, name, names)) yield unknown(at, wanted, name, names)
}

function* reputationCommand({ data }: Item, names: Names): Iterable<Finding> {
  const command = textOf(data.reputationCommand)
  if (command !== '' && !names.commands.has(command))
    yield unknown('/reputationCommand', 'command', command, names)
}

function* extracted({ data }: Item, names: Names): Iterable<Finding> {
  const settings = objectOf(objectOf(data.extractSettings).fieldCliNameToExtractSettings)
  for (const field of Object.keys(settings))
    for (const type of listOf(objectOf(settings[field]).extractIndicatorTypesIDs))
      if (!isKnown('indicator type', textOf(type), names))
        yield unknown('/extractSettings', 'indicator type', textOf(type), names)
}

export const REFERENCES: readonly ReferenceRule[] = [
  { code: 'GR103', kinds: Object.keys(WANTED).filter(kind => kind !== 'layout') as Kind[], find: items },
  { code: 'LO100', kinds: ['layout'], find: items },
  { code: 'GR103', kinds: ['indicator type'], find: reputationCommand },
  { code: 'IT103', kinds: ['incident type'], find: extracted },
]
