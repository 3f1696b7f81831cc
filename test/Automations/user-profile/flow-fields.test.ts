import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { personFields } from '../../../Automations/user-profile/flow-fields.ts'

const FIELDS = new URL('../../../IndicatorFields/', import.meta.url)
const cliNames = readdirSync(FIELDS)
  .map(file => JSON.parse(readFileSync(new URL(file, FIELDS), 'utf8')) as Record<string, string[] | string>)
  .filter(({ associatedTypes }) => associatedTypes?.includes('User Profile'))
  .map(({ cliName }) => String(cliName))

test('of the fields of a User Profile the person’s are left, and those that drive the flows are not', () => {
  const left = Object.keys(personFields(Object.fromEntries(cliNames.map(name => [name, 'x']))))
  // Whoever adds a field to the User Profile decides here whether a target system is to get it.
  expect(cliNames.filter(name => !left.includes(name)).sort()).toEqual([
    'active',
    'adaccountstatus',
    'applications',
    'appprofiles',
    'conversionhire',
    'forcesync',
    'formeridentity',
    'isprocessed',
    'istemporaryuser',
    'oktauserid',
    'reportdigest',
    'sourceinstance',
    'sourceoftruth',
    'sourcepriority',
    'terminationtrigger',
  ])
  expect(left).toContain('email')
})

test('values stay as they are, names of prototypes too', () => {
  const fields = JSON.parse('{"title":"","city":null,"__proto__":{"a":1},"temporaryuserprofile":"true"}')
  expect(Object.entries(personFields(fields))).toEqual([
    ['title', ''],
    ['city', null],
    ['__proto__', { a: 1 }],
  ])
})
