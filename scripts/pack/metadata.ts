import type { JsonObject } from '../../kit/wire.ts'
import { idOf, type Kind } from '../../warroom/pack/identify.ts'
import type { PackItem } from './items.ts'

/** What metadata.json calls a kind, and what it shows people for one of them (demisto-sdk, content_graph/common.py). */
const NAMES: Readonly<Record<Kind, readonly [string, string]>> = {
  integration: ['integration', 'Integration'],
  automation: ['automation', 'Automation'],
  playbook: ['playbook', 'Playbook'],
  classifier: ['classifier', 'Classifier'],
  mapper: ['classifier', 'Classifier'],
  'incident type': ['incidenttype', 'Incident Type'],
  'incident field': ['incidentfield', 'Incident Field'],
  'indicator type': ['reputation', 'Reputation'],
  'indicator field': ['indicatorfield', 'Indicator Field'],
  layout: ['layoutscontainer', 'Layouts Container'],
  list: ['list', 'List'],
  job: ['job', 'Job'],
  'pre-process rule': ['preprocessrule', 'Preprocess Rule'],
}

/** Members of a kind's own, by the name in metadata.json and the one in the item. */
const OWN: Readonly<Partial<Record<Kind, readonly (readonly [string, string])[]>>> = {
  integration: [['category', 'category']],
  automation: [['tags', 'tags']],
  playbook: [['tags', 'tags']],
  classifier: [['type', 'type']],
  mapper: [['type', 'type']],
  'incident type': [
    ['playbook', 'playbookId'],
    ['closureScript', 'closureScript'],
    ['hours', 'hours'],
    ['days', 'days'],
    ['weeks', 'weeks'],
  ],
  'incident field': [['type', 'type']],
  'indicator field': [['type', 'type']],
  'indicator type': [['details', 'details']],
  layout: [['group', 'group']],
}

/** An item as metadata.json lists it. */
function summary({ kind, data }: PackItem): JsonObject {
  const id = idOf(data)
  const own = (OWN[kind] ?? []).flatMap(([name, member]) => {
    const value = data[member]
    return value === undefined ? [] : [[name, value] as const]
  })
  const script = kind === 'integration' ? (data.script as JsonObject) : {}
  const commands = (script.commands as JsonObject[] | undefined)?.map(({ name, description }) => ({
    name: name ?? '',
    description: description ?? '',
  }))
  return {
    id,
    name: data.name ?? id,
    description: data.description ?? data.comment ?? '',
    fromversion: data.fromversion ?? data.fromVersion ?? '',
    toversion: '',
    deprecated: data.deprecated === true,
    ...Object.fromEntries(own),
    ...(commands && { commands, isfetch: script.isfetch === true }),
  }
}

/** The pack's id: its name without blanks. */
export const packId = (pack: JsonObject): string => String(pack.name).replaceAll(' ', '')

/** Each pack that this one needs, as metadata.json tells it: what is not known of it is empty. */
function dependenciesOf({ dependencies }: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries((dependencies ?? {}) as Record<string, JsonObject>).map(([id, one]) => [
      id,
      {
        mandatory: one.mandatory === true,
        minVersion: '',
        author: '',
        name: one.display_name ?? id,
        certification: '',
      },
    ]),
  )
}

/** The generated metadata.json: what the pack is and what is in it (pack layout, "metadata.json"). */
export function packMetadata(pack: JsonObject, items: readonly PackItem[]): JsonObject {
  const { url, email, dependencies: _, ...facts } = pack
  const contentItems: Record<string, JsonObject[]> = {}
  const contentDisplays: JsonObject = {}
  for (const item of items) {
    const [name, display] = NAMES[item.kind]
    const listed = contentItems[name] ?? []
    contentItems[name] = [...listed, summary(item)]
    contentDisplays[name] = listed.length ? `${display}s` : display
  }
  return {
    ...facts,
    id: packId(pack),
    firstCreated: pack.created ?? '',
    display_name: pack.name ?? '',
    authorImage: '',
    certification: '',
    versionInfo: '',
    price: 0,
    hidden: false,
    hybrid: false,
    downloads: 0,
    videos: [],
    modules: [],
    integrations: [],
    excludedDependencies: [],
    supportDetails: { ...(url ? { url } : {}), ...(email ? { email } : {}) },
    contentItems,
    contentDisplays,
    dependencies: dependenciesOf(pack),
  }
}
