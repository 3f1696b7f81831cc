import { describe, expect, it } from 'vitest'
import type { Status } from '../../../Integrations/OktaIAM/okta/statuses.ts'
import {
  clearUserSessions,
  deleteUser,
  statusAfterActivation,
  untilDeprovisioned,
} from '../../../Integrations/OktaIAM/okta/user-lifecycle.ts'
import type { User } from '../../../Integrations/OktaIAM/okta/users.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const who = (status: Status, more: JsonObject = {}): User => ({ id: '00u1', status, profile: {}, ...more })

/** Runs the wait over the given statuses, the last one for ever; gives the reads and the pauses. */
async function wait(...statuses: (Status | undefined)[]) {
  const pauses: number[] = []
  let reads = 0
  const read = async () => {
    const status = statuses[Math.min(reads, statuses.length - 1)]
    reads += 1
    return status && who(status)
  }
  const error = await untilDeprovisioned(read, async ms => pauses.push(ms)).catch((cause: unknown) => cause)
  return { reads, pauses, error }
}

describe('V14: a deletion waits for the deactivation', () => {
  it.each<[string, (Status | undefined)[], number]>([
    ['done at once', ['DEPROVISIONED'], 1],
    ['done after a while', ['ACTIVE', 'ACTIVE', 'DEPROVISIONED'], 3],
    ['the user is gone', ['ACTIVE', undefined], 2],
  ])('%s', async (_, statuses, reads) => {
    const waited = await wait(...statuses)
    expect(waited).toMatchObject({ reads, error: undefined })
    expect(waited.pauses).toHaveLength(reads - 1)
  })

  it('is bounded, and the pauses grow', async () => {
    const { reads, pauses, error } = await wait('SUSPENDED')
    expect(reads).toBe(8)
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000])
    expect(error).toMatchObject({
      message: expect.stringMatching(/still SUSPENDED; run the command again later/),
      facts: { status: 'SUSPENDED' },
    })
  })
})

describe('statusAfterActivation', () => {
  it.each<[JsonObject, string]>([
    [{}, 'PROVISIONED'],
    [{ credentials: { provider: { type: 'OKTA' } } }, 'PROVISIONED'],
    [{ credentials: { password: {}, provider: { type: 'OKTA' } } }, 'ACTIVE'],
    [{ credentials: { provider: { type: 'FEDERATION' } } }, 'ACTIVE'],
    [{ credentials: { provider: { type: 'SOCIAL' } } }, 'ACTIVE'],
  ])('%j leads to %s', (more, status) => expect(statusAfterActivation(who('STAGED', more))).toBe(status))
})

describe('the calls', () => {
  it('name the user in the path, encoded', () => {
    expect(deleteUser('a/b')).toEqual({ method: 'DELETE', path: '/api/v1/users/a%2Fb' })
    expect(clearUserSessions('00u1', false).path).toBe('/api/v1/users/00u1/sessions')
    expect(clearUserSessions('00u1', true).path).toBe('/api/v1/users/00u1/sessions?oauthTokens=true')
    expect(() => deleteUser('..')).toThrow()
  })
})
