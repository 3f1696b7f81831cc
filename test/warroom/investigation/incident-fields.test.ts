import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { newIncident, severityOf } from '../../../warroom/investigation/incident.ts'
import { openIncidentFields, withCustomFields } from '../../../warroom/investigation/incident-fields.ts'
import { Content } from '../../../warroom/pack/content.ts'

const TYPES = ['shortText', 'multiSelect', 'boolean', 'number', 'date', 'grid', 'tagsSelect', 'html', 'user']

const content = new Content()
for (const type of TYPES) {
  const item = { id: `incident_f${type}`, name: `Field ${type}`, cliName: `f${type.toLowerCase()}`, type }
  content.add('incident field', { id: item.id, item, file: 'x' })
}
const read = openIncidentFields(content)

describe('a custom field', () => {
  test.each<[string, Json, Json]>([
    ['shorttext', 5, '5'],
    ['shorttext', ['a', 'b'], 'a,b'],
    ['multiselect', 'a, b', ['a', 'b']],
    ['multiselect', ['a'], ['a']],
    ['tagsselect', '["x","y"]', ['x', 'y']],
    ['boolean', 'True', true],
    ['boolean', 'no', false],
    ['boolean', false, false],
    ['number', '1.5', 1.5],
    ['number', 0, 0],
    ['date', '2026-03-01T08:00:00Z', '2026-03-01T08:00:00Z'],
    ['grid', '[{"a":1}]', [{ a: 1 }]],
    ['grid', [{ a: 1 }], [{ a: 1 }]],
    ['html', { any: 'thing' }, { any: 'thing' }],
    ['user', 'ann', 'ann'],
  ])('of type %s takes %j as %j', (type, given, expected) => {
    const set = read({ [`f${type}`]: given })
    expect({ ...set.custom }).toEqual({ [`f${type}`]: expected })
    expect(set.unknown).toEqual([])
  })

  test.each<[string, Json, string]>([
    ['boolean', 'maybe', 'true or false, not "maybe"'],
    ['number', 'x', 'a number, not "x"'],
    ['number', '', 'a number, not ""'],
    ['date', 'soon', 'a date such as 2026-03-01T08:00:00Z, not "soon"'],
    ['grid', '{}', 'a list of rows, not "{}"'],
  ])('of type %s refuses %j', (type, given, sentence) => {
    expect(() => read({ [`f${type}`]: given })).toThrow(`The incident field "f${type}" must be ${sentence}.`)
  })

  test('is known by display name as well, and an unknown one is kept and told', () => {
    expect({ ...read({ 'Field number': '3' }).custom }).toEqual({ fnumber: 3 })
    const { custom, unknown } = read({ fnumbr: '3', 'Never Heard Of': 1 })
    expect({ ...custom }).toEqual({ fnumbr: '3', 'Never Heard Of': 1 })
    expect(unknown).toEqual([
      'No pack defines an incident field "fnumbr"; it was kept as a custom field; nearest by spelling: fnumber.',
      'No pack defines an incident field "Never Heard Of"; it was kept as a custom field.',
    ])
  })
})

describe('a member', () => {
  test.each<[JsonObject, JsonObject]>([
    [
      { NAME: 'x', Owner: 'ann' },
      { name: 'x', owner: 'ann' },
    ],
    [{ severity: 'Info' }, { severity: 0.5 }],
    [{ roles: 'a,b' }, { roles: ['a', 'b'] }],
    [{ dbotMirrorId: 7 }, { dbotMirrorId: '7' }],
    [{ duedate: '2026-01-01' }, { dueDate: '2026-01-01' }],
  ])('%j is %j', (given, members) => {
    expect(read(given)).toMatchObject({ members, unknown: [] })
  })
})

test.each<[Json, number | undefined]>([
  ['Unknown', 0],
  ['HIGH', 3],
  ['4', 4],
  [0.5, 0.5],
  [5, undefined],
  ['', undefined],
  ['constructor', undefined],
])('severity %j is %j', (given, severity) => {
  expect(severityOf(given)).toBe(severity)
})

test('custom fields are set and removed one by one, whatever their names', () => {
  const incident = newIncident(1, 'One', '2026-03-01T08:00:00Z', { CustomFields: { a: 1, b: 2 } })
  const custom = JSON.parse('{"a":null,"__proto__":3}')
  expect(Object.entries(withCustomFields(incident, custom))).toEqual([
    ['b', 2],
    ['__proto__', 3],
  ])
  expect(incident).toMatchObject({ id: '1', investigationId: '1', status: 1, version: 1, rawType: '' })
})
