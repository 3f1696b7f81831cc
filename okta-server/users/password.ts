import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'

/**
 * How a password or a recovery answer is kept: never in clear, not even in the state file. `seed` stands for the
 * one documented password of everybody who came with the seed, so that 100,000 people need no hashing;
 * `unknown` for an imported hash that this server does not check.
 */
export type Digest = { kind: 'scrypt'; salt: string; hash: string } | { kind: 'seed' } | { kind: 'unknown' }

export const seedPassword = 'Northwind-2024'

// Far below what a real org needs: these are throw-away accounts, and tests create thousands of them.
const cost = { N: 1024, r: 8, p: 1 }

const requirements =
  'Password requirements were not met. Password requirements: at least 8 characters, a lowercase letter, ' +
  'an uppercase letter, a number, no parts of your username.'
const shortestNamePart = 4
const remembered = 4

/** Hashes a secret with a fresh salt. */
export function digest(secret: string): Digest {
  const salt = randomBytes(16)
  const hash = scryptSync(secret, salt, 32, cost)
  return { kind: 'scrypt', salt: salt.toString('base64'), hash: hash.toString('base64') }
}

/** Whether a secret is the one that was digested. */
export function matches(secret: string, kept: Digest): boolean {
  if (kept.kind === 'seed') return secret === seedPassword
  if (kept.kind === 'unknown') return false
  const hash = scryptSync(secret, Buffer.from(kept.salt, 'base64'), 32, cost)
  return timingSafeEqual(hash, Buffer.from(kept.hash, 'base64'))
}

/** What Okta's default password policy says against a new password, or undefined when nothing. */
export function policyProblem(password: string, login: string): string | undefined {
  const lower = password.toLowerCase()
  const nameParts = (login.split('@')[0] ?? '').toLowerCase().split(/[.,\-_#]/)
  const met =
    password.length >= 8 &&
    password.length <= 72 &&
    /[a-z]/.test(password) &&
    /[A-Z]/.test(password) &&
    /\d/.test(password) &&
    !nameParts.some(part => part.length >= shortestNamePart && lower.includes(part))
  return met ? undefined : requirements
}

/** `strict=true` also refuses the passwords used last. */
export function usedRecently(password: string, current: Digest | null, former: readonly Digest[]): boolean {
  const kept = current ? [current, ...former] : former
  return kept.slice(0, remembered).some(one => matches(password, one))
}

/** The former passwords after the current one was replaced. */
export function rememberedAfter(current: Digest | null, former: readonly Digest[]): readonly Digest[] {
  return current ? [current, ...former].slice(0, remembered) : former
}
