import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Kind } from '../../scripts/check/item.ts'

const uuid = (last: number): string => `00000000-0000-5000-8000-${String(last).padStart(12, '0')}`

/** A task as the platform exports it, below the one before it. */
export function task(key: number, type: string, more: JsonObject = {}, inner: JsonObject = {}): JsonObject {
  return {
    id: String(key),
    taskid: uuid(key),
    type,
    task: {
      id: uuid(key),
      version: -1,
      name: `Task ${key}`,
      description: '',
      iscommand: false,
      brand: '',
      ...inner,
    },
    view: JSON.stringify({ position: { x: 50, y: 50 + 175 * key } }),
    ...more,
  }
}

const next = (...keys: number[]): JsonObject => ({ nexttasks: { '#none#': keys.map(String) } })

export function playbook(tasks: JsonObject[], more: JsonObject = {}): JsonObject {
  return {
    id: 'Sample',
    version: -1,
    name: 'Sample',
    description: 'A sample.',
    starttaskid: '0',
    tasks: Object.fromEntries(tasks.map((one): [string, Json] => [String(one.id), one])),
    view: '{}',
    inputs: [],
    outputs: [],
    fromversion: '6.10.0',
    ...more,
  }
}

const comparison = { operator: 'isEmpty', left: { value: { simple: 'incident.name' }, iscontext: true } }

/** A playbook with every kind of key that a task can have; valid as a shape. */
const fullPlaybook = playbook(
  [
    task(0, 'start', next(1)),
    task(1, 'regular', {
      ...next(2),
      scriptarguments: { value: { simple: 'x' } },
      loop: {
        iscommand: false,
        exitCondition: '',
        max: 1,
        wait: 1,
        forEach: false,
        builtincondition: [[comparison]],
      },
      timertriggers: [{ fieldname: 'due', action: 'start' }],
      fieldMapping: [{ incidentfield: 'Name', output: { simple: 'x' } }],
      evidencedata: { description: { simple: 'x' }, customfields: {} },
      results: ['x'],
      quietmode: 0,
      reputationcalc: 1,
      continueonerrortype: '',
    }),
    task(2, 'condition', {
      nexttasks: { yes: ['3'], '#default#': ['3'] },
      conditions: [{ label: 'yes', condition: [[comparison]] }],
      message: {},
      form: {},
    }),
    task(3, 'title'),
  ],
  {
    inputs: [{ key: 'Who', value: {}, required: false, description: '', playbookInputQuery: null }],
    outputs: [{ contextPath: 'X', description: '', type: 'String' }],
    inputSections: [{ name: 'General', description: '', inputs: ['Who'] }],
    outputSections: [{ name: 'General', description: '', outputs: ['X'] }],
    tests: ['No tests'],
  },
)

const item = (name: string, more: JsonObject): JsonObject => ({
  id: name,
  name,
  version: -1,
  fromVersion: '6.10.0',
  ...more,
})
const field = { cliName: 'room', type: 'shortText', content: true, system: false, associatedTypes: ['Guest'] }
const argument = {
  name: 'who',
  description: '',
  required: true,
  default: true,
  auto: 'PREDEFINED',
  predefined: ['a'],
}
const output = { contextPath: 'A.B', description: '', type: 'String' }

/** A valid item of every kind: what the linter's schema and the platform's must both take. */
export const SAMPLES: Readonly<Record<Kind, JsonObject>> = {
  automation: {
    commonfields: { id: 'Shout', version: -1 },
    name: 'Shout',
    type: 'python',
    subtype: 'python3',
    script: '',
    args: [argument],
    outputs: [output],
    tags: ['transformer'],
    dependson: {},
    timeout: '0s',
  },
  classifier: item('Guests', {
    type: 'classification',
    description: '',
    transformer: { simple: 'a' },
    keyTypeMap: { a: 'b' },
  }),
  'incident field': { ...item('Room', field), id: 'incident_room', group: 0 },
  'incident type': item('Guest', {
    color: '#fff',
    hours: 0,
    extractSettings: { mode: 'All' },
    playbookId: '',
  }),
  'indicator field': { ...item('Room', field), id: 'indicator_room', group: 2 },
  'indicator type': {
    id: 'Badge',
    version: -1,
    regex: '',
    details: 'Badge',
    expiration: 0,
    fromVersion: '6.10.0',
  },
  integration: {
    commonfields: { id: 'Sample', version: -1 },
    name: 'Sample',
    display: 'Sample',
    category: 'Utilities',
    description: '',
    configuration: [{ name: 'url', display: 'URL', type: 0, required: true, options: ['a'], hidden: false }],
    script: {
      script: '',
      type: 'python',
      subtype: 'python3',
      isfetch: true,
      commands: [{ name: 'greet', description: '', arguments: [argument], outputs: [output] }],
    },
  },
  job: item('Daily', {
    details: '',
    playbookId: 'Sample',
    isFeed: false,
    selectedFeeds: ['a'],
    isAllFeeds: false,
    humanCron: { timePeriod: 1, timePeriodType: 'days' },
  }),
  layout: item('Guests', {
    group: 'incident',
    detailsV2: { tabs: [{ id: 'x' }], sections: [{ id: 's', fields: [{ fieldId: 'a' }] }] },
  }),
  list: item('guests', {
    type: 'plain_text',
    itemVersion: '',
    packID: '',
    system: false,
    locked: false,
    nameLocked: false,
    data: 'ann',
    tags: ['a'],
  }),
  mapper: item('Guests (Incoming)', {
    type: 'mapping-incoming',
    description: '',
    mapping: {
      Guest: { dontMapEventToLabels: true, internalMapping: { Room: { simple: 'room', complex: null } } },
    },
  }),
  playbook: fullPlaybook,
  'pre-process rule': item('Drop', {
    action: 'drop',
    enabled: true,
    index: 0,
    scriptName: '',
    linkTo: '',
    searchClosed: false,
    system: false,
    locked: false,
    packID: '',
    itemVersion: '',
    toServerVersion: '',
    period: { by: 'days', fromValue: 1 },
  }),
}
// A job and an indicator type know no version and no name.
delete SAMPLES.job.version
