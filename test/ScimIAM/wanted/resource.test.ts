import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ENTERPRISE, parsePath, unitOf } from '../../../Integrations/ScimIAM/wanted/path.ts'
import { bodyOf, merged, operations, wantedOf } from '../../../Integrations/ScimIAM/wanted/resource.ts'
import type { JsonObject } from '../../../kit/wire.ts'

describe('attribute paths', () => {
  it.each([
    ['userName', {}, 'userName'],
    [' title ', { attribute: 'title' }, 'title'],
    ['name.givenName', { attribute: 'name', sub: 'givenName' }, 'name.givenName'],
    ['emails[type eq "work"].value', { attribute: 'emails', type: 'work', sub: 'value' }, 'emails'],
    ['emails[type eq "work"]', { attribute: 'emails', type: 'work', sub: undefined }, 'emails'],
    [`${ENTERPRISE}:department`, { urn: ENTERPRISE, attribute: 'department' }, `${ENTERPRISE}:department`],
    [
      `${ENTERPRISE}:manager.value`,
      { urn: ENTERPRISE, attribute: 'manager', sub: 'value' },
      `${ENTERPRISE}:manager.value`,
    ],
    ['urn:ietf:params:scim:schemas:core:2.0:User:title', { urn: undefined, attribute: 'title' }, 'title'],
  ])('%s', (text, expected, unit) => {
    expect(parsePath(text)).toMatchObject(expected)
    expect(unitOf(parsePath(text))).toBe(unit)
  })

  it.each(['', 'a b', 'emails[value eq "x"].value', 'emails[type eq "a"b"]', '9a', 'a.b.c', 'urn:x'])(
    '%j is none',
    text => expect(() => parsePath(text)).toThrow(/is no attribute path of SCIM; expected one such as/),
  )
})

const ann: JsonObject = {
  id: '1',
  userName: 'ann',
  Name: { givenName: 'Ann', familyName: 'Lee' },
  emails: [
    { type: 'home', value: 'h@x' },
    { type: 'work', value: 'w@x', primary: true },
  ],
  tags: ['a'],
  [ENTERPRISE]: { department: 'HR' },
}
const changes = (mapped: JsonObject, current = ann) => operations(current, wantedOf(mapped))

describe('the operations of a change', () => {
  it.each<[string, JsonObject, JsonObject[]]>([
    ['nothing', {}, []],
    [
      'the same',
      { userName: 'ann', 'name.givenName': 'Ann', 'emails[type eq "work"].value': 'w@x', tags: ['a'] },
      [],
    ],
    ['another value', { userName: 'anna' }, [{ op: 'replace', path: 'userName', value: 'anna' }]],
    ['a new value', { title: 'Cook' }, [{ op: 'add', path: 'title', value: 'Cook' }]],
    ['no value any more', { tags: null, title: null }, [{ op: 'remove', path: 'tags' }]],
    [
      'a part, whatever its case',
      { 'name.FamilyName': 'Ray' },
      [{ op: 'replace', path: 'name.FamilyName', value: 'Ray' }],
    ],
    [
      'an object as its parts',
      { name: { givenName: 'A' } },
      [{ op: 'replace', path: 'name.givenName', value: 'A' }],
    ],
    [
      'one of a list, which goes as a whole',
      { 'emails[type eq "work"].value': 'n@x' },
      [
        {
          op: 'replace',
          path: 'emails',
          value: [
            { type: 'home', value: 'h@x' },
            { type: 'work', primary: true, value: 'n@x' },
          ],
        },
      ],
    ],
    [
      'one less of a list',
      { 'emails[type eq "home"].value': null },
      [{ op: 'replace', path: 'emails', value: [{ type: 'work', value: 'w@x', primary: true }] }],
    ],
    [
      'the first of a list',
      { 'phoneNumbers[type eq "mobile"].value': '+1' },
      [{ op: 'add', path: 'phoneNumbers', value: [{ type: 'mobile', value: '+1' }] }],
    ],
    [
      'two of one list in one operation',
      { 'phoneNumbers[type eq "mobile"].value': '+1', 'phoneNumbers[type eq "work"].value': '+2' },
      [
        {
          op: 'add',
          path: 'phoneNumbers',
          value: [
            { type: 'mobile', value: '+1' },
            { type: 'work', value: '+2' },
          ],
        },
      ],
    ],
    [
      'of an extension',
      { [`${ENTERPRISE}:costCenter`]: '7' },
      [{ op: 'add', path: `${ENTERPRISE}:costCenter`, value: '7' }],
    ],
    [
      'an extension as an object',
      { [ENTERPRISE]: { department: null } },
      [{ op: 'remove', path: `${ENTERPRISE}:department` }],
    ],
    ['what the integration decides', { active: false, id: '2', meta: {}, schemas: [], groups: ['a'] }, []],
  ])('%s', (_, mapped, expected) => expect(changes(mapped)).toEqual(expected))

  it('an e-mail without a type is the one that is meant, an empty list is none', () => {
    const untyped = { id: '1', emails: [{ value: 'a@x', primary: true }], phoneNumbers: [] }
    expect(
      changes({ 'emails[type eq "work"].value': 'a@x', 'phoneNumbers[type eq "work"].value': null }, untyped),
    ).toEqual([])
    expect(changes({ 'emails[type eq "work"].value': 'b@x' }, untyped)).toEqual([
      { op: 'replace', path: 'emails', value: [{ primary: true, value: 'b@x' }] },
    ])
  })

  it('of what is merged there are none, and nothing else is touched', () => {
    const target = fc.constantFrom(
      'userName',
      'title',
      'name.givenName',
      'emails[type eq "work"].value',
      `${ENTERPRISE}:department`,
    )
    const value = fc.oneof(fc.string(), fc.constant(null))
    fc.assert(
      fc.property(fc.dictionary(target, value), mapped => {
        const wanted = wantedOf(mapped)
        const now = merged(ann, wanted)
        expect(operations(now, wanted)).toEqual([])
        expect(merged(now, wanted)).toEqual(now)
        expect(now.tags).toEqual(['a'])
      }),
    )
  })
})

describe('the body of a new user', () => {
  it('names the schemas of what it holds and leaves out what the server writes', () => {
    const resource = merged(
      { meta: { version: '1' }, groups: [] },
      wantedOf({ userName: 'a', [`${ENTERPRISE}:department`]: 'HR' }),
    )
    expect(bodyOf(resource)).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
      userName: 'a',
      [ENTERPRISE]: { department: 'HR' },
    })
  })

  it('holds names of the prototype as plain data', () => {
    const resource = merged({}, wantedOf(JSON.parse('{"constructor":"x","name":{"constructor":"y"}}')))
    expect(JSON.stringify(resource)).toBe('{"constructor":"x","name":{"constructor":"y"}}')
  })
})

describe('names that every object inherits', () => {
  it.each(['constructor', 'toString', 'valueOf', `${ENTERPRISE}:constructor`])(
    '%s is added, and then replaced',
    target => {
      const wanted = wantedOf({ [target]: 'new' })
      expect(operations({}, wanted)).toMatchObject([{ op: 'add', value: 'new' }])
      const before = merged({}, wantedOf({ [target]: 'old' }))
      expect(operations(before, wanted)).toMatchObject([{ op: 'replace', value: 'new' }])
    },
  )
})
