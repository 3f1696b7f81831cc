import { Refusal } from '../../../kit/errors.ts'
import type { Call } from './client.ts'
import { segment } from './filter.ts'
import { lifecycle, type User } from './users.ts'

export const unsuspendUser = (id: string) => lifecycle(id, 'unsuspend')
export const unlockUser = (id: string) => lifecycle(id, 'unlock')
export const expirePassword = (id: string) => lifecycle(id, 'expire_password')

/** Okta replaces the password by one of its own, which only the answer tells. Its own endpoint (quirk V24). */
export const expirePasswordWithTempPassword = (id: string, revokeSessions: boolean) =>
  lifecycle(id, `expire_password_with_temp_password?revokeSessions=${revokeSessions}`)

/** With sendEmail=false the answer holds the link. */
export const resetPassword = (id: string, sendEmail: boolean) =>
  lifecycle(id, `reset_password?sendEmail=${sendEmail}`)

/** Deletes who is DEPROVISIONED; on anybody else it only deactivates, so the status is to be read before. */
export const deleteUser = (id: string): Call => ({ method: 'DELETE', path: `/api/v1/users/${segment(id)}` })

/** Ends every session; with `oauthTokens` the tokens that apps hold for the user are revoked too (quirk V18). */
export const clearUserSessions = (id: string, oauthTokens: boolean): Call => ({
  method: 'DELETE',
  path: `/api/v1/users/${segment(id)}/sessions${oauthTokens ? '?oauthTokens=true' : ''}`,
})

/** The status that activating leads to: who has a way to sign in is ACTIVE at once. */
export function statusAfterActivation({ credentials }: User): 'ACTIVE' | 'PROVISIONED' {
  const { password, provider } = (credentials ?? {}) as { password?: unknown; provider?: { type?: unknown } }
  const signsInElsewhere = provider?.type === 'FEDERATION' || provider?.type === 'SOCIAL'
  return password !== undefined || signsInElsewhere ? 'ACTIVE' : 'PROVISIONED'
}

const FIRST_WAIT_MILLISECONDS = 250
const READS = 8

/**
 * Resolves once the user is DEPROVISIONED or gone: Okta answers a deactivation before it is done (quirk V14).
 * Reads at most 8 times over some 30 seconds, then throws Refusal with the status that it found last.
 */
export async function untilDeprovisioned(
  read: () => Promise<User | undefined>,
  sleep: (milliseconds: number) => Promise<unknown>,
): Promise<void> {
  let status = ''
  for (let attempt = 0; attempt < READS; attempt += 1) {
    if (attempt) await sleep(FIRST_WAIT_MILLISECONDS * 2 ** (attempt - 1))
    const user = await read()
    if (!user || user.status === 'DEPROVISIONED') return
    status = user.status
  }
  throw new Refusal(
    `Okta took the deactivation, but the user is still ${status}; run the command again later, it goes on from there.`,
    { status },
  )
}
