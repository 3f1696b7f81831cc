import { describe, expect, test } from 'vitest'
import { claimProblem } from '../../../okta-server/oauth/assertion.ts'

const now = 1_800_000_000
const audience = 'https://org.example/oauth2/v1/token'
const good = { iss: '0oa1', sub: '0oa1', aud: audience, exp: now + 60 }

describe('the claims of an assertion', () => {
  test.each<[object, RegExp | undefined]>([
    [{}, undefined],
    [{ aud: ['https://other.example', audience] }, undefined],
    [{ iat: now }, undefined],
    [{ iat: now + 5 }, undefined],
    [{ exp: now + 3600 }, undefined],
    [{ exp: now + 1 }, undefined],
    [{ iss: '0oa2' }, /issuer and the subject/],
    [{ sub: '0oa2' }, /issuer and the subject/],
    [{ sub: undefined }, /issuer and the subject/],
    [{ aud: 'https://org.example' }, /audience/],
    [{ aud: `${audience}/` }, /audience/],
    [{ aud: undefined }, /audience/],
    [{ aud: ['https://other.example'] }, /audience/],
    [{ exp: undefined }, /must contain an expiration/],
    [{ exp: 'soon' }, /must contain an expiration/],
    [{ exp: now }, /is expired/],
    [{ exp: now + 3606 }, /too far/],
    [{ iat: now + 6 }, /in the future/],
    [{ iat: 'now' }, /in the future/],
  ])('%o', (changes, problem) => {
    const found = claimProblem({ ...good, ...changes } as typeof good, '0oa1', audience, now)
    if (problem) expect(found).toMatch(problem)
    else expect(found).toBeUndefined()
  })
})
