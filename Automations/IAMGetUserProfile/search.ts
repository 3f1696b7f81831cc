import type { AutomationHost } from '../../kit/automation.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { quoted } from '../query.ts'
import { customFields, isTemporary, profilesWith, USER_PROFILE } from '../user-profile/search.ts'

/** One way to look for a person: what the platform is asked, and what of its answer really fits. */
export interface Step {
  /** Completes "a User Profile with …". */
  readonly by: string
  readonly query: string
  fits(profile: JsonObject): boolean
}

export interface Person {
  readonly user_id?: string | undefined
  readonly username?: string | undefined
}

/** The ways to look for a person, the surest first. Okta ids are compared exactly, logins and addresses without case. */
export function stepsFor({ user_id, username }: Person): Step[] {
  const steps: Step[] = []
  if (user_id !== undefined)
    steps.push({
      by: `the Okta id "${user_id}"`,
      query: `type:${quoted(USER_PROFILE)} and oktauserid:${quoted(user_id)}`,
      fits: profile => customFields(profile).oktauserid === user_id,
    })
  if (username === undefined) return steps
  const isSame = (value: Json | undefined) =>
    typeof value === 'string' && value.trim().toLowerCase() === username.toLowerCase()
  return [
    ...steps,
    {
      by: `the username "${username}"`,
      query: `type:${quoted(USER_PROFILE)} and username:${quoted(username)}`,
      fits: profile => isSame(customFields(profile).username),
    },
    {
      by: `the e-mail "${username}"`,
      query: `type:${quoted(USER_PROFILE)} and (email:${quoted(username)} or value:${quoted(username)})`,
      fits: profile => isSame(customFields(profile).email) || isSame(profile.value),
    },
  ]
}

/** The profiles that fit a step. Temporary ones do not count. */
export const profilesFor = (host: AutomationHost, { query, fits }: Step): Promise<JsonObject[]> =>
  profilesWith(host, query, one => !isTemporary(one) && fits(one))
