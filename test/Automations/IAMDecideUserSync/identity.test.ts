import { describe, expect, test } from 'vitest'
import {
  formerIdentity,
  heldIdentity,
  identityChange,
  identityOf,
  keptIdentity,
} from '../../../Automations/IAMDecideUserSync/identity.ts'
import type { Wanted } from '../../../Automations/IAMDecideUserSync/wanted.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { ANN, met, NAMESAKE, profile, wanted, withFields } from './people.ts'

test.each<[JsonObject, string, string]>([
  [{}, 'Ann@a.b', 'Ann@a.b'],
  [{ email: 'x@a.b' }, 'x@a.b', 'x@a.b'],
  [{ email: ' ', username: 'ann' }, 'Ann@a.b', 'ann'],
  [{ email: { a: 1 }, username: null }, 'Ann@a.b', 'Ann@a.b'],
])('the identity of a profile with %j', (fields, email, username) => {
  expect(heldIdentity(profile('Ann@a.b', fields))).toEqual({ email, username })
})

describe('the identity that is wanted, and what changes by it', () => {
  const LOGIN = { email: 'ann@a.b', username: 'Ann.Lee' }
  const OTHER_VALUE = { email: 'mail@a.b', username: 'mail@a.b' }
  test.each<[string, Partial<Wanted>, JsonObject, string, string, boolean]>([
    ['nothing', {}, {}, 'ann@a.b', '', false],
    ['the case of letters', {}, { email: 'ANN@A.B', username: 'Ann@a.B' }, 'ann@a.b', '', false],
    ['a username that is not said stays', { username: '' }, LOGIN, 'Ann.Lee', '', false],
    [
      'it stays beside a new e-mail',
      { email: 'new@a.b', username: '' },
      LOGIN,
      'Ann.Lee',
      'the e-mail ann@a.b becomes new@a.b',
      true,
    ],
    [
      'one that was the e-mail becomes the new one',
      { email: 'new@a.b', username: '' },
      {},
      'new@a.b',
      'the e-mail ann@a.b becomes new@a.b and the username ann@a.b becomes new@a.b',
      true,
    ],
    ['a new username', { username: 'lee' }, LOGIN, 'lee', 'the username ann.lee becomes lee', false],
    [
      'an e-mail that is the value already',
      {},
      OTHER_VALUE,
      'ann@a.b',
      'the e-mail mail@a.b becomes ann@a.b and the username mail@a.b becomes ann@a.b',
      false,
    ],
    [
      'a value that is not the e-mail stays',
      { email: 'mail@a.b', username: '' },
      OTHER_VALUE,
      'mail@a.b',
      '',
      false,
    ],
  ])('%s', (_, one, fields, username, changes, isMoved) => {
    const held = profile('ann@a.b', fields)
    expect(identityOf(wanted(one), held).username).toBe(username)
    expect(identityChange(wanted(one), held)).toEqual({ changes, isMoved })
  })

  test('without a profile the e-mail is the username, too', () => {
    expect(identityOf(wanted({ username: '' }), undefined)).toEqual({ email: 'ann@a.b', username: 'ann@a.b' })
    expect(identityOf(wanted({ username: 'ann' }), undefined)).toEqual({ email: 'ann@a.b', username: 'ann' })
  })
})

describe('who the person was when the incident was raised', () => {
  test.each<[string, JsonObject, JsonObject | undefined]>([
    ['another e-mail', { email: 'old@a.b', username: 'old' }, { email: 'old@a.b', username: 'old' }],
    ['another username', { email: 'ann@a.b', username: 'old' }, { email: 'ann@a.b', username: 'old' }],
    ['the same in another case', { email: 'Ann@a.b', username: 'ANN@a.b' }, undefined],
    ['nobody', {}, undefined],
    ['rubbish', { email: ['old@a.b'], username: 'old' }, undefined],
  ])('%s', (_, old, was) => {
    expect(formerIdentity(wanted({ old }), met(), ANN)).toEqual(was)
  })

  test('an address that somebody else has by now is nobody’s former one', () => {
    const old = { email: 'lee@a.b' }
    expect(formerIdentity(wanted({ old }), met({ oldEmailOwners: [NAMESAKE] }), ANN)).toBeUndefined()
  })
})

describe('the former identity that the profile keeps', () => {
  test.each<[JsonObject[string], JsonObject | undefined]>([
    ['{"email":"old@a.b","username":"old"}', { email: 'old@a.b', username: 'old' }],
    ['{"email":" old@a.b "}', { email: 'old@a.b', username: 'old@a.b' }],
    ['{"username":"old"}', undefined],
    ['{"email":["old@a.b"]}', undefined],
    ['{"email":"old@a.b"', undefined],
    ['null', undefined],
    ['[1]', undefined],
    ['"old@a.b"', undefined],
    ['', undefined],
    [null, undefined],
    [{ email: 'old@a.b' }, { email: 'old@a.b', username: 'old@a.b' }],
  ])('%j is %j', (formeridentity, was) => {
    expect(keptIdentity(withFields(ANN, { formeridentity }), [])).toEqual(was)
  })

  test.each<[string, JsonObject, boolean]>([
    ['has the e-mail', { email: 'OLD@a.b' }, false],
    ['has the username', { username: 'old' }, false],
    ['has neither', { email: 'lee@a.b' }, true],
  ])('of which somebody else %s', (_, fields, isKept) => {
    const one = withFields(ANN, { formeridentity: '{"email":"Old@a.b","username":"Old"}' })
    const owners = [withFields(NAMESAKE, fields)]
    expect(keptIdentity(one, owners) !== undefined).toBe(isKept)
    const was = formerIdentity(wanted(), met({ oldEmailOwners: owners }), one)
    expect(was !== undefined).toBe(isKept)
  })
})
