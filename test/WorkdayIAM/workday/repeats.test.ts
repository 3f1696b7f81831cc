import { describe, expect, it } from 'vitest'
import { waitAfterFailure, waitAfterStatus } from '../../../Integrations/WorkdayIAM/workday/repeats.ts'
import { type Headers, retryAfter } from '../../../kit/http.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')

describe('milliseconds until an answer is asked for again', () => {
  it.each<[number, Headers, number, number | undefined]>([
    [429, {}, 0, 1000],
    [502, {}, 1, 2000],
    [503, { 'retry-after': '0' }, 1, 0],
    [503, { 'retry-after': ' 10 ' }, 0, 10_000],
    [503, { 'retry-after': '11' }, 0, undefined],
    [504, { 'retry-after': 'soon' }, 0, 1000],
    [429, { 'retry-after': ['3', '9'] }, 0, 3000],
    [429, { 'retry-after': 'Sun, 01 Mar 2026 12:00:05 GMT' }, 0, 5000],
    [429, { 'retry-after': 'Sun, 01 Mar 2026 13:00:05 GMT', date: 'Sun, 01 Mar 2026 13:00:01 GMT' }, 0, 4000],
    [429, { 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0, 0],
    [200, {}, 0, undefined],
    [401, { 'retry-after': '1' }, 0, undefined],
    [500, { 'retry-after': '1' }, 0, undefined],
  ])('%i %j, attempt %i: %s', (status, headers, attempt, wait) => {
    expect(waitAfterStatus(status, headers, attempt, NOW)).toBe(wait)
  })

  it.each<[string, number | undefined]>([
    ['ECONNREFUSED', 1000],
    ['ECONNRESET', 1000],
    ['UND_ERR_SOCKET', 1000],
    ['ENOTFOUND', undefined],
    ['CERT_HAS_EXPIRED', undefined],
    ['UND_ERR_HEADERS_TIMEOUT', undefined],
  ])('after %s: %s', (code, wait) => {
    expect(waitAfterFailure(Object.assign(new Error('failed'), { code }), 0)).toBe(wait)
  })

  it('a failure without a code is not repeated, the second wait is twice the first', () => {
    expect(waitAfterFailure(new Error('failed'), 0)).toBeUndefined()
    expect(waitAfterFailure(new Error('failed', { cause: { code: 'x' } }), 0)).toBeUndefined()
    expect(waitAfterFailure(Object.assign(new Error('failed'), { code: 'ECONNRESET' }), 1)).toBe(2000)
  })

  it('no Retry-After says nothing', () => {
    expect(retryAfter({}, NOW)).toBeUndefined()
  })
})
