import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldArguments, isFieldName } from '../../../Automations/IAMWriteUserProfile/arguments.ts'
import type { JsonObject } from '../../../kit/wire.ts'

test.each<[string, boolean]>([
  ['givenname', true],
  ['field2', true],
  ['id', false],
  ['value', false],
  ['type', false],
  ['using', false],
  ['retry-count', false],
  ['customFields', false],
  ['Given Name', false],
  ['__proto__', false],
  ['', false],
])('%j as the name of a field: %j', (name, expected) => {
  expect(isFieldName(name)).toBe(expected)
})

test.each<[JsonObject, JsonObject]>([
  [
    { title: 'Clerk', isprocessed: false, sourcepriority: 0 },
    { title: 'Clerk', isprocessed: false, sourcepriority: 0 },
  ],
  [{ title: null }, {}],
  [{ applications: [{ instance: 'CRM' }] }, { applications: [{ instance: 'CRM' }] }],
  [{ appprofiles: { CRM: { id: '${x}' } } }, { appprofiles: '{"CRM":{"id":"\\u0024{x}"}}' }],
  [{ title: '${incident.owner}' }, { customFields: '{"title":"\\u0024{incident.owner}"}' }],
  [{ 'Odd name': 1 }, { customFields: '{"Odd name":1}' }],
])('fields %j are the arguments %j, of a new profile and of one that is there', (fields, args) => {
  expect(fieldArguments(fields, 'new')).toEqual(args)
  expect(fieldArguments(fields, 'there')).toEqual(args)
})

test.each<[JsonObject, string]>([
  [{ terminationdate: '' }, '{"terminationdate":""}'],
  [{ title: ' ' }, '{"title":" "}'],
  [{ applications: [] }, '{"applications":[]}'],
])('what is empty, %j, clears the field of a profile that is there', (fields, customFields) => {
  expect(fieldArguments(fields, 'there')).toEqual({ customFields })
  expect(fieldArguments(fields, 'new')).toEqual({})
})

test('every field that says something reaches a profile once, and nothing that would be filled in', () => {
  const value = fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.constant('${a}'), fc.constant(null))
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), fields => {
      const { customFields = '{}', ...own } = fieldArguments(fields, 'there')
      expect(String(customFields)).not.toContain('${')
      for (const [name, given] of Object.entries(own)) {
        expect(isFieldName(name)).toBe(true)
        expect(String(given)).not.toContain('${')
      }
      const aside = JSON.parse(String(customFields)) as JsonObject
      expect(Object.keys(own).filter(name => Object.hasOwn(aside, name))).toEqual([])
      const written = new Map([...Object.entries(own), ...Object.entries(aside)])
      expect(written).toEqual(new Map(Object.entries(fields).filter(([, each]) => each !== null)))
    }),
  )
})
