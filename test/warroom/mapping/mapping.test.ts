import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import {
  type Classifier,
  createMapping,
  type Field,
  type Mapper,
  type MappingContent,
  MappingError,
} from '../../../warroom/mapping/index.ts'
import type { Complex } from '../../../warroom/values/index.ts'
import { env } from '../values/scene.ts'

function mapper(fields: { [target: string]: string | Complex }, more: Partial<Mapper> = {}): Mapper {
  const internalMapping = Object.fromEntries(
    Object.entries(fields).map(([target, source]) => [
      target,
      typeof source === 'string' ? { simple: source, complex: null } : { simple: '', complex: source },
    ]),
  )
  return {
    id: 'M',
    name: 'My Mapper',
    type: 'mapping-incoming',
    mapping: { T: { internalMapping } },
    ...more,
  }
}

const open = (content: Partial<MappingContent>) => createMapping({ ...env, mappers: [], ...content })
const INSTANCE = { name: 'Okta_1', brand: 'Okta IAM', incidentType: 'T', mapperIn: 'M' }
const SOURCE = [
  { type: 'Instance', value: 'Okta_1' },
  { type: 'Brand', value: 'Okta IAM' },
]

describe('finding a mapper', () => {
  test('an unknown one is an error that lists those there are', () => {
    const mapping = open({
      mappers: [mapper({}, { id: 'b', name: 'Beta' }), { id: 'alpha', type: 'mapping-incoming' }],
    })
    const failing = () => mapping.mapObject({}, 'Gamma', 'T')
    expect(failing).toThrow(MappingError)
    expect(failing).toThrow('There is no mapper "Gamma"; the loaded ones are "Beta", "alpha".')
  })

  test('an unknown classifier too, and none at all', () => {
    const failing = () => open({}).classify({}, { ...INSTANCE, classifier: 'C' })
    expect(failing).toThrow('There is no classifier "C"; none is loaded.')
  })

  test('an id wins over a name', () => {
    const [byName, byId] = [
      mapper({ A: 'name' }, { id: '1', name: 'X' }),
      mapper({ A: 'id' }, { id: 'X', name: 'Y' }),
    ]
    expect(open({ mappers: [byName, byId] }).mapObject({ name: 'n', id: 'i' }, 'X', 'T')).toEqual({ a: 'i' })
  })

  test('the mappings of two types are not mixed up when they are asked for in turn', () => {
    const types = ['One', 'Two'].map(type => [type, { internalMapping: { A: { simple: type } } }])
    const both = mapper({}, { mapping: Object.fromEntries(types) })
    const mapping = open({ mappers: [both] })
    expect(mapping.mapObject({ One: 1, Two: 2 }, 'M', 'One')).toEqual({ a: 1 })
    expect(mapping.mapObject({ One: 1, Two: 2 }, 'M', 'Two')).toEqual({ a: 2 })
    expect(mapping.mapObject({ One: 3, Two: 4 }, 'M', 'One')).toEqual({ a: 3 })
  })
})

describe('failures name mapper, type, field and operator', () => {
  test.each([
    [
      { root: 'o', transformers: [{ operator: 'toUpperCase' }] },
      'The transformer toUpperCase takes text, but got an object',
    ],
    [
      { root: 'o', transformers: [{ operator: 'Nope' }] },
      'The transformer Nope is neither built in nor an automation',
    ],
    [
      { root: 'o', filters: [[{ operator: 'greaterThan', right: { value: { simple: '3' } } }]] },
      'The filter greaterThan takes a number',
    ],
    ['a(val.x', 'The query "a(val.x" cannot be read'],
  ] as [string | Complex, string][])('%j', (source, reason) => {
    const failing = () =>
      open({ mappers: [mapper({ 'Job Title': source })] }).mapObject({ o: { a: 1 }, a: 1 }, 'M', 'T')
    expect(failing).toThrow(MappingError)
    expect(failing).toThrow(reason)
    expect(failing).toThrow(/; used in mapper "My Mapper", type "T", field "Job Title"\.$/)
  })

  test('a classifier is named as well', () => {
    const transformer = { complex: { root: 'o', transformers: [{ operator: 'trim' }] } }
    const classifiers: Classifier[] = [{ id: 'C', name: 'My Classifier', transformer, keyTypeMap: {} }]
    const failing = () => open({ classifiers }).classify({ o: {} }, { ...INSTANCE, classifier: 'C' })
    expect(failing).toThrow(
      'The transformer trim takes text, but got an object ({}); used in classifier "My Classifier".',
    )
  })
})

describe('field names', () => {
  const fields: Field[] = [
    { id: 'incident_empid', name: 'Employee ID', cliName: 'empid', type: 'shortText' },
    {
      id: 'incident_costcentre',
      name: 'Cost Centre',
      cliName: 'costcentre',
      Aliases: [{ name: 'Cost Center', cliName: 'costcenter' }],
    },
    { id: 'incident_email', name: 'Email', cliName: 'email', Aliases: [{ name: 'Employee ID' }] },
    { id: 'indicator_workphone', name: 'Work Phone', cliName: 'wp', Aliases: null },
  ]
  test.each([
    ['Employee ID', 'empid'],
    ['employee-id', 'empid'],
    ['EMPID', 'empid'],
    ['Cost Center', 'costcentre'],
    ['costcenter', 'costcentre'],
    ['Email', 'email'],
    ['workphone', 'wp'],
    ['Zip Code (2nd)', 'zipcode2nd'],
    ['Straße', 'straße'],
    ['Name', 'name'],
    ['Due Date', 'dueDate'],
    ['dbotMirrorId', 'dbotMirrorId'],
    ['constructor', 'constructor'],
  ])('%s is %s', (target, cliName) => {
    expect(open({ mappers: [mapper({ [target]: 'v' })], fields }).mapObject({ v: 1 }, 'M', 'T')).toEqual({
      [cliName]: 1,
    })
  })

  test('outgoing names are kept as they are', () => {
    const out = mapper({ 'Employee ID': 'v', 'a.b': 'v' }, { type: 'mapping-outgoing' })
    expect(open({ mappers: [out], fields }).mapObject({ v: 1 }, 'M', 'T')).toEqual({
      'Employee ID': 1,
      'a.b': 1,
    })
  })

  test('__proto__ is a key like any other', () => {
    const internalMapping = JSON.parse('{"__proto__": {"simple": "__proto__.x"}}')
    const out = mapper({}, { type: 'mapping-outgoing', mapping: { T: { internalMapping } } })
    const object = open({ mappers: [out] }).mapObject(
      JSON.parse('{"__proto__": {"x": {"polluted": true}}}'),
      'M',
      'T',
    )
    expect(Object.keys(object)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
    expect(({} as JsonObject).polluted).toBeUndefined()
  })

  test('a type that is called like a member of every object is unknown', () => {
    expect(open({ mappers: [mapper({ A: 'v' })] }).mapObject({ v: 1 }, 'M', 'constructor')).toEqual({})
  })
})

describe('special roots', () => {
  test('mean nothing in a mapper: its paths start at the mapped object', () => {
    const roots = (name: string) => (name === 'incident' ? { id: 'wrong' } : undefined)
    const mapping = createMapping({ ...env, ...{ roots }, mappers: [mapper({ A: 'incident.id' })] })
    expect(mapping.mapObject({ incident: { id: 'right' } }, 'M', 'T')).toEqual({ a: 'right' })
  })
})

describe('an event', () => {
  test('without a mapper: everything becomes labels', () => {
    const { mapperIn, ...instance } = INSTANCE
    expect(mapperIn).toBe('M')
    expect(open({}).mapEvent({ a: 'x', n: 1 }, instance)).toEqual({
      type: 'T',
      fields: {},
      labels: [{ type: 'a', value: 'x' }, { type: 'n', value: '1' }, ...SOURCE],
    })
  })

  test('unclassified and without any type: no type at all', () => {
    const event = open({ mappers: [mapper({ A: 'a' })] }).mapEvent(
      { a: 'x' },
      { ...INSTANCE, incidentType: '' },
    )
    expect(event).toEqual({ fields: {}, labels: [{ type: 'a', value: 'x' }, ...SOURCE] })
  })

  test.each([
    ['a', { a: 1 }],
    ['a.b', { a: { b: 1 } }],
    ['.a.b', { a: { b: 1 } }],
    ['${a.b}', { a: { b: 1 } }],
    ['a(val.b == 1).b', { a: { b: 1 } }],
    ['a=val + 1', { a: 1 }],
    ['urn:x:1\\.0.b', { 'urn:x:1.0': { b: 1 } }],
    [{ root: 'a', accessor: 'b' }, { a: { b: 1 } }],
    [{ root: '${a.b' }, { a: { b: 1 } }],
  ] as [string | Complex, JsonObject][])('the attribute that %j reads is no label', (source, event) => {
    const mapping = open({ mappers: [mapper({ Field: source })] })
    expect(mapping.mapEvent({ ...event, other: 'x' }, INSTANCE).labels).toEqual([
      { type: 'other', value: 'x' },
      ...SOURCE,
    ])
  })

  test.each(['.', '.=val.a', '${.="x"}'])('%s reads no single attribute', source => {
    const mapping = open({ mappers: [mapper({ Field: source })] })
    expect(mapping.mapEvent({ a: 'x' }, INSTANCE).labels).toEqual([{ type: 'a', value: 'x' }, ...SOURCE])
  })

  test('null is no attribute, empty text is one', () => {
    const { labels } = open({ mappers: [mapper({})] }).mapEvent({ a: null, b: '' }, INSTANCE)
    expect(labels).toEqual([{ type: 'b', value: '' }, ...SOURCE])
  })

  test.each(['Type', 'type', 'Category', 'closeReason', 'Close Notes', 'Labels', 'SLA'])(
    '%s is kept by the system',
    target => {
      const event = open({ mappers: [mapper({ [target]: 'a' })] }).mapEvent({ a: 'x' }, INSTANCE)
      expect(event).toEqual({ type: 'T', fields: {}, labels: [{ type: 'a', value: 'x' }, ...SOURCE] })
    },
  )

  test.each([
    ['the own setting wins over the common one', false, true, 0],
    ['also where it asks for labels', true, false, 1],
    ['the common one counts where the type has none', true, undefined, 0],
  ] as [string, boolean, boolean | undefined, number][])('labels: %s', (_, common, own, count) => {
    const one = (dontMapEventToLabels: boolean) => ({ dontMapEventToLabels, internalMapping: {} })
    const mapping = {
      dbot_classification_incident_type_all: one(common),
      ...(own === undefined ? {} : { T: one(own) }),
    }
    const { labels } = open({ mappers: [mapper({}, { mapping })] }).mapEvent({ a: 'x' }, INSTANCE)
    expect(labels).toHaveLength(count + SOURCE.length)
  })

  test('objects in a list for a shortText field become JSON text', () => {
    const fields: Field[] = [{ name: 'Team', cliName: 'team', type: 'shortText' }]
    const mapping = open({ mappers: [mapper({ Team: 'teams' })], fields })
    expect(mapping.mapEvent({ teams: ['a', { b: 1 }] }, INSTANCE).fields).toEqual({ team: 'a,{"b":1}' })
    expect(mapping.mapEvent({ teams: [] }, INSTANCE).fields).toEqual({ team: '' })
  })
})

describe('classification', () => {
  const classifiers: Classifier[] = [
    {
      id: 'C',
      transformer: { simple: 'kind' },
      keyTypeMap: { true: 'Flag', '{"a":1}': 'Object', hire: 'Hire', none: '' },
    },
  ]
  test.each([
    ['hire', 'Hire'],
    [true, 'Flag'],
    [{ a: 1 }, 'Object'],
    [['x', 'hire'], 'Hire'],
    [['x', 'y'], 'From Instance'],
    [[], 'From Instance'],
    ['none', 'From Instance'],
    ['constructor', 'From Instance'],
    [null, 'From Instance'],
  ] as [JsonObject[string], string][])('%j is %s', (kind, type) => {
    const instance = { name: 'i', brand: 'b', incidentType: 'From Instance', classifier: 'C' }
    expect(open({ classifiers }).classify({ kind }, instance)).toBe(type)
  })
})
