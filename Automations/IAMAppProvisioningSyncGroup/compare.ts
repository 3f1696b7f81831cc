/** A member of the group in the application. */
export interface AppMember {
  readonly value: string
  /** The login there, or nothing. */
  readonly display: string
}

/** Somebody who is a member in Okta, and what is known of them in the application. */
export interface Compared {
  /** The id of the account that is to be a member; undefined for one who is not to be added. */
  readonly add?: string | undefined
  /** Every id that may be theirs. */
  readonly ids: readonly string[]
  /** Every name that may be theirs, in lower case. */
  readonly names: readonly string[]
  /** Two accounts may be theirs, so one without a name may be as well. */
  readonly isUnsure?: boolean
}

export interface Comparison {
  readonly add: string[]
  readonly remove: string[]
}

/**
 * Who is to join and who is to leave: members in Okta who are none in the application, and members there who are nobody that is
 * a member in Okta. Nobody leaves whom a member in Okta may be. `members` is undefined when the application does not tell them.
 */
export function compare(people: readonly Compared[], members: readonly AppMember[] | undefined): Comparison {
  const wanted = [...new Set(people.flatMap(({ add }) => (add === undefined ? [] : [add])))]
  if (members === undefined) return { add: wanted, remove: [] }
  const there = new Set(members.map(({ value }) => value))
  const ids = new Set(people.flatMap(one => one.ids))
  const names = new Set(people.flatMap(one => one.names))
  const isUnsure = people.some(one => one.isUnsure)
  const mayBeSomebody = ({ value, display }: AppMember) =>
    ids.has(value) || (display === '' ? isUnsure : names.has(display.toLowerCase()))
  return {
    add: wanted.filter(id => !there.has(id)),
    remove: members.filter(member => !mayBeSomebody(member)).map(({ value }) => value),
  }
}
