import type { JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'

/** What says who a person is. It has a flow of its own, in which a person decides (a changed e-mail, a name that is taken). */
const IDENTITY = ['id', 'email', 'username']

/**
 * The profile with every non-empty scalar of `okta` over it. Who the person is stays as the profile says, so that no
 * target takes the account of one person for that of another; only where the profile says nothing Okta is taken.
 */
export function mergedProfile(profile: JsonObject, okta: JsonObject): JsonObject {
  const isOwn = (name: string) => IDENTITY.includes(name) && textOf(profile[name]) !== ''
  const taken = Object.entries(okta).filter(([name, value]) => textOf(value) !== '' && !isOwn(name))
  return Object.fromEntries([...Object.entries(profile), ...taken])
}
