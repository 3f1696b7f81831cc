/** A member of the group in the application. */
export interface AppMember {
  readonly value: string
  /** A name: the login with some applications, that of the person with others; or nothing. */
  readonly display: string
  /** A group within the group, of whose members Okta knows nothing (RFC 7643 §4.2). */
  readonly isGroup?: boolean
}

/** Somebody who is a member in Okta, and what is known of them in the application. */
export interface Compared {
  /** The id of the account that is to be a member; undefined for one who is not to be added. */
  readonly add?: string | undefined
  /** Every id that is surely theirs: the User Profile may name an account that has been made again since. */
  readonly own?: readonly string[]
  /** Every id that may be theirs. */
  readonly ids: readonly string[]
  /** Every name that may be theirs, in lower case. */
  readonly names: readonly string[]
  /** Any account may be theirs. */
  readonly isUnsure?: boolean
}

export interface Comparison {
  readonly add: string[]
  readonly remove: string[]
  /** How many would leave if it were known of everybody which account is theirs. */
  readonly kept: number
}

/**
 * Who is to join and who is to leave: members in Okta who are none in the application, and members there who are nobody that is
 * a member in Okta. Nobody leaves whom a member in Okta may be. `members` is undefined when the application does not tell them.
 */
export function compare(people: readonly Compared[], members: readonly AppMember[] | undefined): Comparison {
  const there = new Set((members ?? []).map(({ value }) => value))
  const absent = people.filter(({ own = [] }) => !own.some(id => there.has(id)))
  const add = new Set(absent.flatMap(({ add: id }) => (id === undefined || there.has(id) ? [] : [id])))
  const ids = new Set(people.flatMap(one => one.ids))
  const names = new Set(people.flatMap(one => one.names))
  const strangers = (members ?? []).filter(
    ({ value, display, isGroup }) =>
      !isGroup && !ids.has(value) && !(display !== '' && names.has(display.toLowerCase())),
  )
  const isUnsure = people.some(one => one.isUnsure)
  return {
    add: [...add],
    remove: isUnsure ? [] : strangers.map(({ value }) => value),
    kept: isUnsure ? strangers.length : 0,
  }
}
