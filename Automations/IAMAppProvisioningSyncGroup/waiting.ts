import { keyOf, type Wish } from './events.ts'
import type { Sync } from './finish.ts'
import { oktaGroup } from './groups.ts'
import type { Changes } from './places.ts'

/** Those who are still waiting, and then what the log says of everybody, them too. */
export function withWaiting(wishes: readonly Wish[], waiting: readonly Wish[]): Wish[] {
  const told = new Set(wishes.map(({ person }) => keyOf(person)))
  return [...waiting.filter(({ person }) => !told.has(keyOf(person))), ...wishes]
}

/**
 * The wishes without those of people who waited to join, could now, and are members in Okta no more: nobody is told of in the log
 * who was deactivated or deleted. Okta is asked only when there is somebody of that kind. Throws as oktaGroup.
 */
export async function withoutGone(
  { host, between, group, mapping }: Sync,
  wishes: readonly Wish[],
  { skipped }: Changes,
): Promise<readonly Wish[]> {
  const left = new Set(skipped.map(({ person }) => keyOf(person)))
  const waited = new Set(mapping.waiting.map(({ person }) => keyOf(person)))
  const joinsNow = ({ person, direction }: Wish) =>
    direction === 'add' && waited.has(keyOf(person)) && !left.has(keyOf(person))
  if (!wishes.some(joinsNow)) return wishes
  const { members = [] } = await oktaGroup(host, between.okta, group, true)
  const ids = new Set(members.map(({ value }) => value))
  const logins = new Set(members.map(({ display }) => display.toLowerCase()))
  return wishes.filter(
    wish =>
      !joinsNow(wish) || (wish.person.id === '' ? logins.has(wish.person.login) : ids.has(wish.person.id)),
  )
}
