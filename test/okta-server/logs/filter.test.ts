import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { OktaError } from '../../../okta-server/errors.ts'
import type { JsonObject } from '../../../okta-server/json.ts'
import { logFilter } from '../../../okta-server/logs/filter.ts'

const event: JsonObject = {
  uuid: 'u-1',
  eventType: 'user.lifecycle.create',
  legacyEventType: null,
  published: '2026-05-01T10:00:00.123Z',
  outcome: { result: 'SUCCESS', reason: null },
  actor: { id: '00u1', type: 'User', alternateId: 'admin@org.example' },
  authenticationContext: { authenticationStep: 0 },
  securityContext: { isProxy: null },
  target: [
    { id: '0ua1', type: 'AppUser' },
    { id: '00u2', type: 'User' },
  ],
  debugContext: { debugData: { url: '/api/v1/users?', changedAttributes: 'title,city' } },
}

const refusal = (filter: string) => {
  try {
    logFilter(filter)
  } catch (error) {
    if (error instanceof OktaError) return [error.code, error.status, error.message]
    throw error
  }
  return 'accepted'
}

describe('a log filter', () => {
  test.each<[string, boolean]>([
    ['eventType eq "user.lifecycle.create"', true],
    ['eventType eq "USER.lifecycle.create"', false],
    ['eventType sw "user." and outcome.result eq "SUCCESS"', true],
    ['eventType sw "group." or outcome.result eq "SUCCESS"', true],
    ['eventType co "lifecycle"', true],
    ['eventType ew ".create"', true],
    ['eventType ne "user.lifecycle.create"', false],
    ['not (eventType sw "group.")', true],
    ['not (eventType sw "user." or eventType sw "group.")', false],
    ['outcome.reason pr', false],
    ['legacyEventType pr', false],
    ['actor.id pr', true],
    ['target.id eq "0ua1"', true],
    ['target.id eq "0ua1" and target.id eq "00u2"', true],
    ['target.id eq "00u3"', false],
    ['target.type eq "User"', true],
    ['authenticationContext.authenticationStep eq 0', true],
    ['securityContext.isProxy eq true', false],
    ['debugContext.debugData.changedAttributes co "city"', true],
    ['debugContext.debugData.url eq "/api/v1/users?"', true],
    ['debugContext.debugData.constructor pr', false],
    ['debugContext.debugData.anything pr', false],
  ])('%s', (filter, fits) => {
    expect(logFilter(filter)(event)).toBe(fits)
  })

  test.each([
    [
      'eventType eqq "x"',
      'E0000053',
      `Invalid filter 'eventType eqq "x"': Unrecognized attribute operator 'eqq' at position 10. Expected: eq,co,sw,pr,gt,ge,lt,le`,
    ],
    [
      'eventType eq x',
      'E0000053',
      `Invalid filter 'eventType eq x': expected a JSON value, not 'x' at position 13`,
    ],
    ['colour eq "x"', 'E0000053', 'field is not valid: colour'],
    ['published gt "2026-01-01"', 'E0000053', 'field is not valid: published'],
    ['target eq "x"', 'E0000053', 'field is not valid: target'],
    ['target[type eq "User"]', 'E0000053', /^Invalid filter/],
    [
      'debugContext.debugData.url co "x"',
      'E0000031',
      'The supplied combination of operator and field is not currently supported. Operator: co, Field: debugContext.debugData.url',
    ],
    ['debugContext.debugData.requestUri co "x"', 'E0000031', /Operator: co/],
    ['eventType eq 7', 'E0000031', 'Invalid search criteria.'],
  ])('%s is refused', (filter, code, message) => {
    const [actual, status, text] = refusal(filter)
    expect([actual, status]).toEqual([code, 400])
    if (typeof message === 'string') expect(text).toBe(message)
    else expect(text).toMatch(message)
  })

  it('is refused as Okta does or works, whatever the text', () => {
    const words = fc.constantFrom(
      'eventType',
      'target.id',
      'eq',
      'sw',
      'pr',
      'not',
      '(',
      ')',
      '"x"',
      'and',
      '7',
      '"',
    )
    const texts = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 12 }).map(all => all.join(' ')),
    )
    fc.assert(
      fc.property(texts, text => {
        const answer = refusal(text)
        expect(answer === 'accepted' || ['E0000053', 'E0000031'].includes(String(answer[0]))).toBe(true)
      }),
    )
  })
})
