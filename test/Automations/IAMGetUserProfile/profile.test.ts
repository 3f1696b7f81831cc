import { describe, expect, test } from 'vitest'
import { applications, userProfile } from '../../../Automations/IAMGetUserProfile/profile.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

const withFields = (fields: Json): JsonObject => ({ id: '1', value: 'ann@example.com', CustomFields: fields })

describe('userProfile', () => {
  test.each<[Json, JsonObject]>([
    [null, { email: 'ann@example.com', username: 'ann@example.com' }],
    [{ email: 'a@b.c' }, { email: 'a@b.c', username: 'a@b.c' }],
    [
      { email: ' ', username: 'ann' },
      { email: 'ann@example.com', username: 'ann' },
    ],
    [
      { givenname: 'Ann', surname: '', title: null, groups: [], more: {}, remote: false, grade: 0 },
      { givenname: 'Ann', remote: false, grade: 0, email: 'ann@example.com', username: 'ann@example.com' },
    ],
    [
      {
        adaccountstatus: 'Enabled',
        isprocessed: true,
        istemporaryuser: false,
        temporaryuserprofile: false,
        sourcepriority: 1,
        sourceoftruth: 'Workday IAM',
        conversionhire: true,
        forcesync: true,
        terminationtrigger: 'TUFE',
        applications: [1],
        appprofiles: '{}',
        oktauserid: '00u1',
        active: true,
        city: 'Bern',
      },
      { city: 'Bern', email: 'ann@example.com', username: 'ann@example.com' },
    ],
  ])('of the fields %j is %j', (fields, expected) => {
    expect(userProfile(withFields(fields))).toEqual(expected)
  })

  test('a field named __proto__ is only a field', () => {
    const found = userProfile(withFields(JSON.parse('{"__proto__":{"polluted":1}}')))
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype)
    expect(Object.keys(found)).toContain('__proto__')
  })
})

describe('applications', () => {
  test.each<[Json | undefined, Json[]]>([
    [undefined, []],
    [null, []],
    ['', []],
    [[], []],
    ['[]', []],
    [[{ instance: 'a' }], [{ instance: 'a' }]],
    ['[{"instance":"a"}]', [{ instance: 'a' }]],
    [{ instance: 'a' }, [{ instance: 'a' }]],
  ])('stored as %j are %j', (stored, rows) => {
    expect(applications(withFields(stored === undefined ? {} : { applications: stored }))).toEqual(rows)
  })

  test.each(['Slack, AD', '5', 'null', 7, true])(
    'stored as %j are refused with field and profile',
    stored => {
      expect(() => applications(withFields({ applications: stored }))).toThrow(
        `The field applications of the User Profile "ann@example.com" is ${JSON.stringify(stored)}; expected a JSON list of rows. Correct or empty the field.`,
      )
    },
  )
})
