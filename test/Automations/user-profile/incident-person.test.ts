import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { personOf } from '../../../Automations/user-profile/incident-person.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const ANN = { email: 'ann@a.b', title: 'Clerk' }
const of = (CustomFields: JsonObject) => personOf({ CustomFields })

describe('what an incident says of the person', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['its User Profile as text', { userprofile: JSON.stringify(ANN) }, ANN],
    ['its User Profile as an object', { userprofile: ANN }, ANN],
    ['the profile alone, not the fields beside it', { userprofile: ANN, city: 'Ulm' }, ANN],
    ['cleared fields of the profile, too', { userprofile: { ...ANN, city: '' } }, { ...ANN, city: '' }],
    [
      'without a profile the filled fields',
      { email: 'ann@a.b', title: ' ', city: null, department: 7 },
      { email: 'ann@a.b', department: 7 },
    ],
    [
      'only fields that a User Profile has, too',
      { email: 'ann@a.b', actor: 'x', reportdigest: 'y', userid: 'z' },
      { email: 'ann@a.b' },
    ],
    ['an empty profile is none', { userprofile: '{}', email: 'ann@a.b' }, { email: 'ann@a.b' }],
    ['empty text is none', { userprofile: '', email: 'ann@a.b' }, { email: 'ann@a.b' }],
    ['broken JSON is none', { userprofile: '{"email":', email: 'ann@a.b' }, { email: 'ann@a.b' }],
    ['a list is none', { userprofile: '[{"email":"x"}]', email: 'ann@a.b' }, { email: 'ann@a.b' }],
    ['a list as such is none', { userprofile: [ANN], email: 'ann@a.b' }, { email: 'ann@a.b' }],
    ['null is none', { userprofile: 'null', email: 'ann@a.b' }, { email: 'ann@a.b' }],
    ['text in text is none', { userprofile: '"{}"', email: 'ann@a.b' }, { email: 'ann@a.b' }],
    ['nothing', {}, {}],
  ])('%s', (_, custom, person) => {
    expect(of(custom)).toEqual(person)
  })

  test('any JSON can stand in it, as text or as such, and says the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const given = JSON.parse(JSON.stringify(value)) as JsonObject[string]
        // A text is read, and so is another one in its text.
        fc.pre(typeof given !== 'string')
        expect(of({ userprofile: JSON.stringify(given) })).toEqual(of({ userprofile: given }))
      }),
    )
  })

  test('any text can stand in it', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(typeof of({ userprofile: text, email: 'ann@a.b' })).toBe('object')
      }),
    )
  })

  test('names of prototypes are plain data', () => {
    const person = of({ userprofile: '{"__proto__":{"email":"x@y.z"},"constructor":"y"}' })
    expect(Object.keys(person)).toEqual(['__proto__', 'constructor'])
    expect(person.email).toBeUndefined()
  })
})

test.each<JsonObject>([{}, { CustomFields: null }, { CustomFields: [1] }, { CustomFields: 'x' }])(
  'an incident with %j says nothing',
  incident => {
    expect(personOf(incident)).toEqual({})
  },
)
