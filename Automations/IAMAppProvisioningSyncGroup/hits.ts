import type { AutomationHost } from '../../kit/automation.ts'
import { textOf } from '../texts.ts'
import { customFields } from '../user-profile/search.ts'
import type { Known } from './people.ts'
import { profilesOf } from './profile-pages.ts'

/** What the application says of one name: an account, several of them, or not enough. */
export type Hit = { readonly login: string } & (
  | { readonly id: string; readonly isInactive: boolean; readonly userName: string }
  /** The ids of all of them; none where it does not tell. */
  | { readonly ids: readonly string[] }
  | { readonly isUnknown: true }
)

export type Account = { readonly id: string; readonly isInactive: boolean }

/** Nobody's account for sure. */
export interface Nobody {
  readonly missing: string
  /** There may be one all the same. */
  readonly isUnsure: boolean
  /** The accounts that may be theirs. */
  readonly ids: readonly string[]
  /** Other accounts may be theirs as well. */
  readonly isAnybody: boolean
}

export type Looked = Account | Nobody

/** What is known of others: names that a User Profile of somebody else has, and ids of accounts that are surely somebody's. */
interface Others {
  readonly taken: ReadonlySet<string>
  readonly owned: ReadonlySet<string>
}

/**
 * Whether an account is surely that of the person: it is called as they are. One that only has the e-mail may be that of a
 * colleague, who got the address of somebody who left.
 */
export function isOwn({ names, isUnsure }: Known, hit: Hit): boolean {
  return !isUnsure && 'id' in hit && (hit.userName === '' || names.includes(hit.userName))
}

/** Of the userNames of accounts that were found by an e-mail alone, those that somebody's User Profile has. */
export async function takenNames(
  host: Pick<AutomationHost, 'searchIndicators'>,
  hits: ReadonlyMap<Known, readonly Hit[]>,
): Promise<Set<string>> {
  const strange = [...hits].flatMap(([one, all]) =>
    all.flatMap(hit => ('id' in hit && !one.isUnsure && !isOwn(one, hit) ? hit.userName : [])),
  )
  const asked = [...new Set(strange)].map(login => ({ id: '', login }))
  const profiles = await profilesOf(host, asked)
  const names = profiles.flatMap(profile => {
    const { username, email } = customFields(profile)
    return [profile.value, username, email].map(name => textOf(name).toLowerCase())
  })
  return new Set(names)
}

/** What the hits of all names of a person come to. */
export function withinReason(
  app: string,
  one: Known,
  hits: readonly Hit[],
  { taken, owned }: Others,
): Looked {
  const own = hits.find(hit => isOwn(one, hit))
  if (own && 'id' in own) return { id: own.id, isInactive: own.isInactive }
  const ids = hits.flatMap(hit => ('id' in hit ? hit.id : 'ids' in hit ? hit.ids : []))
  const unsure = (missing: string): Nobody => ({
    ...{ missing, isUnsure: true, ids },
    isAnybody: hits.some(hit => 'isUnknown' in hit || ('ids' in hit && hit.ids.length === 0)),
  })
  if (one.isUnsure) return unsure(one.missing ?? '')
  const [hit] = hits
  if (!hit) return nobody(one)
  if ('isUnknown' in hit) return unsure(`${app} does not tell whether it has an account ${hit.login}.`)
  if ('ids' in hit) return unsure(`${app} has several accounts with the name ${hit.login}.`)
  const isAlone = hits.every(other => 'id' in other && other.id === hit.id)
  if (isAlone && !one.missing && !taken.has(hit.userName) && !owned.has(hit.id))
    return { id: hit.id, isInactive: hit.isInactive }
  return unsure(
    `The account ${hit.id} of ${app} has the address ${hit.login}, but its name is ${hit.userName}, so it may be that of somebody else.`,
  )
}

const nobody = ({ names, person }: Known): Nobody => ({
  missing: `There is no account of ${names[0] ?? person.id} in the application.`,
  ...{ isUnsure: false, ids: [], isAnybody: false },
})
