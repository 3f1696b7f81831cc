import { describe, expect, test } from 'vitest'
import { didYouMean, nearest } from '../../warroom/nearest.ts'

const NAMES = ['iam-get-user', 'iam-create-user', 'okta-get-user', 'Set', 'help', 'test']

describe('nearest', () => {
  test.each([
    ['iam-get-usr', ['iam-get-user']],
    ['IAM-GET-USER', ['iam-get-user', 'iam-create-user', 'okta-get-user']],
    ['get-user', ['iam-get-user', 'okta-get-user']],
    ['hlep', ['help']],
    ['hel', ['help']],
    ['tst', ['test']],
    ['zzz', []],
    ['', []],
  ])('%j → %j', (name, expected) => {
    expect(nearest(name, NAMES)).toEqual(expected)
  })

  test('names three at most', () => {
    expect(nearest('aaaa', ['aaab', 'aaac', 'aaad', 'aaae'])).toEqual(['aaab', 'aaac', 'aaad'])
  })
})

test.each([
  ['hel', '; nearest by spelling: help'],
  ['get-user', '; nearest by spelling: iam-get-user, okta-get-user'],
  ['zzz', ''],
])('didYouMean %j → %j', (name, hint) => {
  expect(didYouMean(name, NAMES)).toBe(hint)
})
