import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkProof, claimProblem, hash, ProofError } from '../../../okta-server/oauth/proof.ts'
import { Replay } from '../../../okta-server/oauth/replay.ts'

const now = 1_800_000_000
const url = 'https://org.example/api/v1/users/ann%40org.example'
const good = { htm: 'GET', htu: url, iat: now, jti: 'one' }

describe('the claims of a proof', () => {
  test.each<[object, RegExp | undefined]>([
    [{}, undefined],
    [{ iat: now - 300 }, undefined],
    [{ iat: now + 5 }, undefined],
    [{ htu: url.replace('https://org', 'HTTPS://ORG') }, undefined],
    [{ htu: url.replace('.example/', '.example:443/') }, undefined],
    [{ htm: 'get' }, /^'htm' claim in the DPoP proof JWT is invalid\.$/],
    [{ htm: 'POST' }, /'htm'/],
    [{ htm: undefined }, /'htm'/],
    [{ htu: `${url}?limit=1` }, /^'htu' claim in the DPoP proof JWT is invalid\.$/],
    [{ htu: `${url}#here` }, /'htu'/],
    [{ htu: `${url}/` }, /'htu'/],
    [{ htu: url.replace('https', 'http') }, /'htu'/],
    [{ htu: '/api/v1/users' }, /'htu'/],
    [{ htu: undefined }, /'htu'/],
    [{ iat: undefined }, /'iat'/],
    [{ iat: String(now) }, /'iat'/],
    [{ iat: now + 6 }, /'iat'/],
    [{ iat: now - 301 }, /older than five minutes/],
    [{ jti: undefined }, /'jti'/],
    [{ jti: '' }, /'jti'/],
  ])('%o', (changes, problem) => {
    const found = claimProblem({ ...good, ...changes } as typeof good, 'GET', url, now)
    if (problem) expect(found).toMatch(problem)
    else expect(found).toBeUndefined()
  })
})

describe('what is no proof', () => {
  it('is refused and never anything worse', async () => {
    const part = fc.oneof(
      fc.base64String(),
      fc.string(),
      fc.json().map(json => Buffer.from(json).toString('base64url')),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 4 }), async parts => {
        const checked = checkProof(parts.join('.'), { method: 'GET', url, used: new Replay() })
        await expect(checked).rejects.toThrow(ProofError)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the hash of a token', () => {
  it('is the one of RFC 9449', () => {
    expect(hash('Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU')).toBe(
      'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo',
    )
  })
})

describe('ids that may be used once', () => {
  it('are new the first time only, and the oldest of very many are forgotten', () => {
    const replay = new Replay()
    const tries = ['a', 'a', 'b', '__proto__', '__proto__'].map(id => replay.isFirst(id))
    expect(tries).toEqual([true, false, true, true, false])
    for (let n = 0; n < 10_000; n += 1) replay.isFirst(String(n))
    expect([replay.isFirst('9999'), replay.isFirst('a')]).toEqual([false, true])
  })
})
