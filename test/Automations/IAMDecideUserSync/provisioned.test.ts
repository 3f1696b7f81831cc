import { describe, expect, test } from 'vitest'
import type { Decision } from '../../../Automations/IAMDecideUserSync/decide.ts'
import {
  daysToHire,
  movedFields,
  profileFields,
  userProfile,
} from '../../../Automations/IAMDecideUserSync/provisioned.ts'
import type { Wanted } from '../../../Automations/IAMDecideUserSync/wanted.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { ANN, TEMPORARY, wanted, withFields } from './people.ts'

const UPDATE = 'IAM - Update User'
const TERMINATE = 'IAM - Terminate User'
const decision = (given: Partial<Decision>): Decision => ({
  path: 'Known',
  type: UPDATE,
  reason: '',
  ...given,
})
const identity = { email: 'ann@a.b', username: 'ann@a.b' }
const held: JsonObject = { ...identity, employeeid: 'E1', displayname: 'Ann Lee' }
/** Fields that drive the flows. */
const FLOW: JsonObject = {
  adaccountstatus: 'Enabled',
  isprocessed: true,
  istemporaryuser: false,
  sourcepriority: 1,
  sourceoftruth: 'Workday',
  sourceinstance: 'Workday_1',
  reportdigest: 'a.b',
  conversionhire: true,
  forcesync: true,
  terminationtrigger: 'TUFE',
  applications: [{ instance: 'AD' }],
  appprofiles: '{}',
  oktauserid: '00u1',
  active: 'true',
  formeridentity: '{"email":"x@y.z"}',
}

describe('what the iam- commands take', () => {
  type Row = [string, Partial<Wanted>, Partial<Decision>, JsonObject]
  test.each<Row>([
    [
      'of a new hire: what is filled, and an identity',
      { fields: { title: 'Clerk', city: '', state: null, team: {}, ...FLOW }, username: '' },
      { path: 'New Hire' },
      { ...identity, title: 'Clerk' },
    ],
    [
      'of a new hire with a temporary profile the same',
      { fields: { title: 'Clerk', city: '' } },
      { path: 'New Hire', profile: withFields(TEMPORARY, { city: 'Ulm' }) },
      { ...identity, title: 'Clerk' },
    ],
    [
      'of a new hire whose profile is there: as an update',
      { fields: { title: 'Clerk' } },
      { path: 'New Hire', profile: withFields(ANN, { city: 'Ulm' }) },
      { ...held, title: 'Clerk', city: 'Ulm', olduserdata: { ...held, city: 'Ulm' } },
    ],
    [
      'of an update: the report over the profile; what has become empty is told, what always was is not',
      { fields: { title: 'Boss', city: '', state: '' } },
      { profile: withFields(ANN, { title: 'Clerk', city: 'Ulm', state: '', zipcode: '1', ...FLOW }) },
      {
        ...held,
        title: 'Boss',
        city: '',
        zipcode: '1',
        olduserdata: { ...held, title: 'Clerk', city: 'Ulm', zipcode: '1' },
      },
    ],
    [
      'of a new e-mail: olduserdata is who the person was',
      { email: 'new@a.b', username: 'new@a.b' },
      { profile: ANN, isMoved: true },
      { ...held, email: 'new@a.b', username: 'new@a.b', olduserdata: held },
    ],
    [
      'of a run after the profile was moved: the former identity',
      {},
      { profile: ANN, was: { email: 'old@a.b', username: 'old' } },
      { ...held, olduserdata: { ...held, email: 'old@a.b', username: 'old' } },
    ],
    [
      'of somebody whom the report means by another e-mail: the profile’s own',
      { email: 'new@a.b', username: 'new', fields: { email: 'new@a.b', title: 'Boss' } },
      { profile: ANN, keepsIdentity: true },
      { ...held, title: 'Boss', olduserdata: held },
    ],
    [
      'of a termination: the profile, for the person is found by it',
      { type: TERMINATE, email: 'new@a.b', fields: { title: 'Boss', email: 'new@a.b' } },
      { type: TERMINATE, profile: ANN, keepsIdentity: true },
      { ...held, olduserdata: held },
    ],
    [
      'of a profile without an e-mail: its value',
      { type: TERMINATE, email: '' },
      { type: TERMINATE, profile: { ...ANN, fields: {} }, keepsIdentity: true },
      { ...identity, olduserdata: identity },
    ],
  ])('%s', (_, one, given, expected) => {
    expect(userProfile(wanted(one), decision(given))).toEqual(expected)
  })

  test('names of prototypes are plain data', () => {
    const fields = JSON.parse('{"__proto__":{"x":1},"constructor":"","toString":"y"}') as JsonObject
    const told = userProfile(wanted({ fields }), decision({ profile: ANN }))
    expect(Object.getPrototypeOf(told)).toBe(Object.prototype)
    expect(Object.keys(told).sort()).toEqual(
      ['__proto__', 'toString', 'olduserdata', ...Object.keys(held)].sort(),
    )
  })
})

describe('what the User Profile has at the end', () => {
  type Row = [string, Partial<Wanted>, Partial<Decision>, JsonObject]
  test.each<Row>([
    [
      'what the report says, cleared fields too, but no states',
      { fields: { title: 'Boss', city: '', ...FLOW } },
      { profile: ANN },
      {
        ...identity,
        title: 'Boss',
        city: '',
        sourcepriority: 1,
        sourceoftruth: 'Workday',
        sourceinstance: 'Workday_1',
        reportdigest: 'a.b',
        conversionhire: true,
      },
    ],
    ['a new hire', { username: '' }, { path: 'New Hire' }, identity],
    [
      'a new e-mail',
      { email: 'new@a.b', username: 'new' },
      { profile: ANN },
      { email: 'new@a.b', username: 'new' },
    ],
    [
      'an identity that is kept',
      { email: 'new@a.b', username: 'new', fields: { email: 'new@a.b', username: 'new', title: 'Boss' } },
      { profile: ANN, keepsIdentity: true },
      { ...identity, title: 'Boss' },
    ],
    [
      'of somebody who is overwritten: the employee id of the report, and an account that is at work already',
      { fields: { employeeid: 'E9', title: 'Boss' } },
      { profile: ANN, keepsIdentity: true, isOverwritten: true },
      { ...identity, employeeid: 'E9', title: 'Boss', conversionhire: true },
    ],
    [
      'a new e-mail that has come to every account',
      { email: 'new@a.b', username: 'new' },
      { profile: ANN, isMoved: true },
      { email: 'new@a.b', username: 'new', formeridentity: '' },
    ],
    [
      'one that has at last',
      {},
      { profile: withFields(ANN, { formeridentity: '{"email":"old@a.b"}' }) },
      { ...identity, formeridentity: '' },
    ],
    [
      'a rehire clears the trigger',
      {},
      { type: 'IAM - Rehire User', profile: ANN },
      { ...identity, terminationtrigger: '' },
    ],
    [
      'a termination of the report',
      { type: TERMINATE, fields: { employmentstatus: 'Terminated' } },
      { type: TERMINATE, profile: ANN, keepsIdentity: true },
      { ...identity, employmentstatus: 'Terminated' },
    ],
    [
      'TUFE',
      { source: 'TUFE', fields: { title: 'x', email: 'x@y.z' } },
      { profile: ANN },
      { terminationtrigger: 'TUFE' },
    ],
    [
      'an orphan',
      { source: 'Orphan', fields: { title: 'x' } },
      { profile: ANN },
      { terminationtrigger: 'Orphan' },
    ],
    ['nobody', { email: '', username: '' }, { path: 'Refused' }, {}],
  ])('%s', (_, one, given, expected) => {
    expect(profileFields(wanted(one), decision(given))).toEqual(expected)
  })
})

describe('what the User Profile has while a new e-mail has not come to every account', () => {
  const NEW = { email: 'new@a.b', username: 'new', fields: { title: 'Boss', formeridentity: 'x' } }
  test.each<[string, Partial<Decision>, JsonObject]>([
    [
      'who the person was',
      { profile: withFields(ANN, { username: 'ann.lee' }), isMoved: true },
      { ...{ email: 'new@a.b', username: 'new', title: 'Boss' }, formeridentity: former('ann.lee') },
    ],
    [
      'of a second move: what the profile has',
      { profile: withFields(ANN, { formeridentity: '{"email":"old@a.b"}' }), isMoved: true },
      { ...{ email: 'new@a.b', username: 'new', title: 'Boss' }, formeridentity: former('ann@a.b') },
    ],
    [
      'without a move the same as at the end',
      { profile: ANN },
      { email: 'new@a.b', username: 'new', title: 'Boss' },
    ],
  ])('%s', (_, given, expected) => {
    expect(movedFields(wanted(NEW), decision(given))).toEqual(expected)
  })

  function former(username: string): string {
    return JSON.stringify({ email: 'ann@a.b', username })
  }
})

test.each<[Json | undefined, number | undefined]>([
  ['2026-11-22', 0],
  ['2026-11-22T00:00:00Z', 0],
  // A calendar date, whatever the zone that stands behind it.
  ['2026-11-23T00:00:00+02:00', 1],
  ['12/02/2026', 10],
  ['2026-11-20', -2],
  ['2027-11-22', 365],
  ['0001-01-01T00:00:00Z', undefined],
  ['2026-13-45', undefined],
  ['soon', undefined],
  ['7', undefined],
  [7, undefined],
  ['', undefined],
  [undefined, undefined],
  [{ a: 1 }, undefined],
])('hired on %j, it is %s days', (hiredate, days) => {
  const fields = hiredate === undefined ? {} : { hiredate }
  expect(daysToHire(fields, new Date('2026-11-22T23:59:59Z'))).toBe(days)
  expect(daysToHire(fields, new Date('2026-11-22T00:00:00Z'))).toBe(days)
})
