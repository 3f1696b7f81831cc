import type { AutomationHost } from '../../kit/automation.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { quoted } from '../query.ts'

const TYPE = 'User Profile'
const PAGE_SIZE = 100

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
      query: `type:${quoted(TYPE)} and oktauserid:${quoted(user_id)}`,
      fits: profile => customFields(profile).oktauserid === user_id,
    })
  if (username === undefined) return steps
  const isSame = (value: Json | undefined) =>
    typeof value === 'string' && value.trim().toLowerCase() === username.toLowerCase()
  return [
    ...steps,
    {
      by: `the username "${username}"`,
      query: `type:${quoted(TYPE)} and username:${quoted(username)}`,
      fits: profile => isSame(customFields(profile).username),
    },
    {
      by: `the e-mail "${username}"`,
      query: `type:${quoted(TYPE)} and (email:${quoted(username)} or value:${quoted(username)})`,
      fits: profile => isSame(customFields(profile).email) || isSame(profile.value),
    },
  ]
}

/** The profiles that fit a step, over all pages, each once. The platform's search may be wider than what was asked. */
export async function profilesFor(host: AutomationHost, { query, fits }: Step): Promise<JsonObject[]> {
  const found = new Map<Json | undefined, JsonObject>()
  for (let page = 0, seen = 0; ; page += 1) {
    const { total, iocs } = await host.searchIndicators({ query, size: PAGE_SIZE, page })
    for (const one of iocs)
      if (one.indicator_type === TYPE && !isTemporary(one) && fits(one)) found.set(one.id, one)
    seen += iocs.length
    if (iocs.length === 0 || seen >= total) return [...found.values()]
  }
}

/** A temporary profile waits for a decision and stands for nobody yet; two names of one field are in use (L11). */
function isTemporary(profile: JsonObject): boolean {
  const { istemporaryuser, temporaryuserprofile } = customFields(profile)
  return [istemporaryuser, temporaryuserprofile].some(value =>
    ['true', 'yes'].includes(String(value ?? '').toLowerCase()),
  )
}

export function customFields({ CustomFields: fields }: JsonObject): JsonObject {
  return fields && typeof fields === 'object' && !Array.isArray(fields) ? fields : {}
}
