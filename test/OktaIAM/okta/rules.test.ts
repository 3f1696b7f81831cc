import { describe, expect, it } from 'vitest'
import { baseUrl } from '../../../Integrations/OktaIAM/okta/base-url.ts'
import { nextLink } from '../../../Integrations/OktaIAM/okta/link.ts'
import { isRepeatableReply, rateLimitWait } from '../../../Integrations/OktaIAM/okta/retry.ts'
import { InputError } from '../../../kit/errors.ts'
import { type Headers, isRepeatableFailure } from '../../../kit/http.ts'

describe('O8: the URL of the org', () => {
  it.each([
    ['https://acme.okta.com', 'https://acme.okta.com'],
    [' https://acme.okta.com/ ', 'https://acme.okta.com'],
    ['https://acme.okta.com/api/v1', 'https://acme.okta.com'],
    ['https://acme.okta.com/api/v1/', 'https://acme.okta.com'],
    ['acme.okta.com', 'https://acme.okta.com'],
    ['HTTPS://Acme.OKTA.com:443', 'https://acme.okta.com'],
    ['http://127.0.0.1:8065', 'http://127.0.0.1:8065'],
    ['http://localhost:8065/', 'http://localhost:8065'],
    ['http://[::1]:8065', 'http://[::1]:8065'],
  ])('%s means %s', (given, origin) => expect(baseUrl(given)).toBe(origin))

  it.each([
    ['http://acme.okta.com', /not https/],
    ['http://127.0.0.1.example.com', /not https/],
    ['ftp://acme.okta.com', /not https/],
    ['https://acme.okta.com/admin/users', /path of its own/],
    ['https://acme.okta.com/?x=1', /path of its own/],
    ['https://acme.okta.com/#x', /path of its own/],
    ['https://', /not a URL/],
    ['two words', /not a URL/],
  ])('%s is refused, saying what is expected', (given, why) => {
    expect(() => baseUrl(given)).toThrow(InputError)
    expect(() => baseUrl(given)).toThrow(why)
    expect(() => baseUrl(given)).toThrow(/expected https:\/\/<domain>\.okta\.com\.$/)
  })

  it('does not repeat a password that stands in a URL', () => {
    expect(() => baseUrl('https://ann:hunter2@acme.okta.com')).toThrow(/^(?!.*hunter2).*name or password/)
  })
})

describe('the wait after a 429, by the server clock', () => {
  const date = 'Sun, 22 Nov 2026 09:30:00 GMT'
  const seconds = Date.parse(date) / 1000
  const local = Date.parse('2026-11-22T11:11:11Z')
  it.each<[string, Headers, number, number]>([
    ['reset - Date + 1 s', { 'x-rate-limit-reset': String(seconds + 30), date }, 0, 31_000],
    [
      'a local clock that is wrong does not matter',
      { 'x-rate-limit-reset': String(seconds + 5), date },
      3,
      6_000,
    ],
    ['without Date, the local clock', { 'x-rate-limit-reset': String(local / 1000 + 2) }, 0, 3_000],
    ['a reset in the past is a second', { 'x-rate-limit-reset': String(seconds - 100), date }, 0, 1_000],
    [
      'a doubled header: the later one',
      { 'x-rate-limit-reset': [String(seconds + 10), String(seconds + 20)], date },
      0,
      21_000,
    ],
    [
      'doubled and joined: the later one',
      { 'x-rate-limit-reset': `${seconds + 20}, ${seconds + 10}`, date },
      0,
      21_000,
    ],
    ['absent: from 1 s', { date }, 0, 1_000],
    ['absent: doubling', { date }, 3, 8_000],
    [
      'zero, as a concurrency limit says: from 1 s',
      { 'x-rate-limit-limit': '0', 'x-rate-limit-reset': '0', date },
      1,
      2_000,
    ],
    ['absent, but Retry-After', { 'retry-after': '7', date }, 0, 7_000],
    ['nonsense counts as absent', { 'x-rate-limit-reset': 'soon', date }, 0, 1_000],
  ])('%s', (_, headers, attempt, expected) => expect(rateLimitWait(headers, attempt, local)).toBe(expected))
})

describe('what is repeated', () => {
  it.each<[string, string | undefined, boolean]>([
    ['GET', 'ECONNRESET', true],
    ['GET', 'UND_ERR_SOCKET', true],
    ['GET', undefined, true],
    ['POST', 'ECONNRESET', false],
    ['PUT', 'UND_ERR_SOCKET', false],
    ['DELETE', 'UND_ERR_HEADERS_TIMEOUT', false],
    ['POST', 'UND_ERR_CONNECT_TIMEOUT', true],
    ['POST', 'EAI_AGAIN', true],
    ['GET', 'ECONNREFUSED', false],
    ['GET', 'ENOTFOUND', false],
  ])('%s after %s: %s', (method, code, expected) =>
    expect(isRepeatableFailure(method === 'GET', code)).toBe(expected),
  )

  it.each<[string, number, string, boolean]>([
    ['GET', 503, '', true],
    ['GET', 502, '', true],
    ['GET', 504, '', true],
    ['GET', 500, '', false],
    ['GET', 404, '', false],
    ['POST', 503, '', false],
    ['DELETE', 502, '', false],
    ['POST', 429, '', true],
    ['POST', 409, '{"errorCode":"E0000112"}', true],
    ['POST', 409, '{"errorCode":"E0000055"}', false],
  ])('%s answered by %i: %s', (method, status, body, expected) =>
    expect(isRepeatableReply(method, status, body)).toBe(expected),
  )
})

describe('the next link', () => {
  const self = '<https://a.test/api/v1/users?limit=2>; rel="self"'
  const next = '<https://a.test/api/v1/users?after=1,2&limit=2>; rel="next"'
  it.each<[string, string | string[] | undefined, string | undefined]>([
    ['two headers', [self, next], 'https://a.test/api/v1/users?after=1,2&limit=2'],
    ['one header, joined by a proxy', `${self}, ${next}`, 'https://a.test/api/v1/users?after=1,2&limit=2'],
    ['next first', `${next},${self}`, 'https://a.test/api/v1/users?after=1,2&limit=2'],
    ['without quotes', '<https://a.test/x>; rel=next', 'https://a.test/x'],
    ['the last page', self, undefined],
    ['a URL that speaks of next', '<https://a.test/?rel="next">; rel="self"', undefined],
    ['none', undefined, undefined],
  ])('%s', (_, header, expected) => expect(nextLink(header)).toBe(expected))
})
