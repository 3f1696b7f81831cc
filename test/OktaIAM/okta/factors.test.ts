import { describe, expect, it } from 'vitest'
import { type Factor, goneWith, pushAnswer, verifyPush } from '../../../Integrations/OktaIAM/okta/factors.ts'
import type { Json } from '../../../kit/wire.ts'

const link = (href: string) => ({ poll: { href, hints: { allow: ['GET'] } } })

describe('pushAnswer', () => {
  it.each<[string, Json, object]>([
    ['a result', { factorResult: 'SUCCESS' }, { factorResult: 'SUCCESS' }],
    [
      'where to ask, whatever host Okta names (S6: a host with v1 in it)',
      {
        factorResult: 'WAITING',
        _links: link('https://v1.acme.com/api/v1/users/u/factors/f/transactions/v2mABC?x=1'),
      },
      { factorResult: 'WAITING', transaction: 'v2mABC' },
    ],
    [
      'the number to match, 0 too',
      {
        factorResult: 'WAITING',
        _links: link('/x/transactions/t'),
        _embedded: { challenge: { correctAnswer: 0 } },
      },
      { factorResult: 'WAITING', transaction: 't', number: 0 },
    ],
    ['no link', { factorResult: 'WAITING', _links: {} }, { factorResult: 'WAITING' }],
    ['an unknown result', { factorResult: 'TIME_WINDOW_EXCEEDED' }, { factorResult: 'TIME_WINDOW_EXCEEDED' }],
  ])('%s', (_, raw, expected) => expect(pushAnswer(raw, 'GET x')).toEqual({ raw, ...expected }))

  it.each<[Json | undefined]>([[undefined], [null], ['x'], [{}], [{ factorResult: 1 }]])(
    '%j is no answer of Okta',
    raw => expect(() => pushAnswer(raw, 'GET x')).toThrow(/GET x/),
  )
})

describe('goneWith', () => {
  const factor = (id: string, factorType: string, provider = 'OKTA'): Factor => ({ id, factorType, provider })
  const all = [
    factor('1', 'push'),
    factor('2', 'token:software:totp'),
    factor('3', 'signed_nonce'),
    factor('4', 'sms'),
    factor('5', 'token:software:totp', 'GOOGLE'),
  ]
  it.each([
    ['push', ['2', '3']],
    ['token:software:totp', []],
    ['sms', []],
  ])('%s takes %j with it', (factorType, ids) =>
    expect(goneWith(factor('1', factorType), all).map(({ id }) => id)).toEqual(ids),
  )
})

it('number matching is asked for in the body, and only then is there one', () => {
  expect(verifyPush('u', 'f', false)).toEqual({ method: 'POST', path: '/api/v1/users/u/factors/f/verify' })
  expect(verifyPush('u', 'f', true).body).toEqual({ useNumberMatchingChallenge: true })
})
