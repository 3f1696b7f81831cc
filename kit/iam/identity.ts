import type { Json } from '../wire.ts'
import { textOf } from './profile.ts'
import type { Plan } from './switches.ts'

/** What is known of a person. A profile that changes its e-mail or login is looked up by two: the old one first. */
export interface Identity {
  readonly id?: string
  /** The id was told by this very system; any other may be an indicator's or that of another system. */
  readonly isOwnId?: true
  readonly login?: string
  readonly email?: string
  /** Nobody is looked for by name; it tells two people apart who share an e-mail. */
  readonly firstName?: string
  readonly lastName?: string
}

/** Whoever was found, in the same words. */
export interface Found extends Identity {
  readonly id: string
}

const NAMES = ['id', 'login', 'email', 'firstName', 'lastName'] as const

/** The identity that these values give; what is empty, or no text, is left out. */
export function identity(values: Readonly<Record<string, Json | undefined>>): Identity {
  const given = NAMES.flatMap(name => {
    const text = Object.hasOwn(values, name) ? textOf(values[name]) : undefined
    return text ? [[name, text] as const] : []
  })
  return Object.fromEntries(given)
}

/** By what somebody was found, and how two people are told apart who have it both. */
export interface How {
  readonly by: string
  readonly advice: string
}

const byEmail = (found: Found | undefined): How => ({
  by: `its e-mail ${found?.email}`,
  advice: 'Give each of them an e-mail of their own',
})

/**
 * The plan for somebody who was found by nothing but the e-mail (or what `how` says) and has another login. The first
 * step with a hit decides (design: finding a user), so a rename is done, but never without a word. When first and last name
 * are others as well, two people share a mailbox: then nothing is changed, or the one would lose the account for what
 * happens to the other.
 */
export function ofFoundByEmail<Step extends string>(
  decided: Plan<Step>,
  found: Found | undefined,
  identities: readonly Identity[],
  how: How = byEmail(found),
): Plan<Step> {
  const wanted = identities.at(-1)
  if (!found?.login || wanted?.login === undefined) return decided
  const { id, login, firstName, lastName } = found
  const isNamed = identities.some(one => one.id === id || isSame(one.login, login))
  if (isNamed || !decided.steps.length) return decided
  if (isSomebodyElse(wanted, found)) {
    const other = `${firstName} ${lastName} (${login})`
    const meant = `${wanted.firstName} ${wanted.lastName} (${wanted.login})`
    const reason = `Found by ${how.by} alone is ${other}, not ${meant}; nothing was changed. ${how.advice}, or the profile the username ${login} if it is the same person.`
    return { action: decided.action, steps: [], reason, refused: true }
  }
  if (!decided.steps.some(step => step === 'update')) return decided
  const told = `Found by ${how.by}; its login ${login} becomes ${wanted.login}.`
  return { ...decided, reason: [told, decided.reason].filter(Boolean).join(' ') }
}

/** Somebody who marries keeps one of the names. */
function isSomebodyElse(wanted: Identity, other: Found): boolean {
  const pairs = [
    [wanted.firstName, other.firstName],
    [wanted.lastName, other.lastName],
  ] as const
  return pairs.every(([meant, found]) => meant && found && !isSame(meant, found))
}

function isSame(one: string | undefined, other: string): boolean {
  return one?.trim().toLowerCase() === other.trim().toLowerCase()
}
