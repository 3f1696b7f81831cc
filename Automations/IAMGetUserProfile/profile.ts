import { Refusal } from '../../kit/errors.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { parsedField } from '../texts.ts'
import { personFields } from '../user-profile/flow-fields.ts'
import { customFields } from '../user-profile/search.ts'

/** What the iam- commands take as user-profile: the filled fields by cli name, and always an e-mail and a username. */
export function userProfile(indicator: JsonObject): JsonObject {
  const fields = Object.fromEntries(
    Object.entries(personFields(customFields(indicator))).filter(([, value]) => !isEmpty(value)),
  )
  const email = fields.email ?? indicator.value ?? ''
  return { ...fields, email, username: fields.username ?? email }
}

/** The rows of the profile's applications field, which may be stored as JSON text. A Refusal when it holds no list. */
export function applications(indicator: JsonObject): Json[] {
  const { applications: stored = null } = customFields(indicator)
  if (isEmpty(stored)) return []
  const parsed = parsedField(stored)
  if (Array.isArray(parsed)) return parsed
  if (parsed && typeof parsed === 'object') return [parsed]
  throw new Refusal(
    `The field applications of the User Profile "${String(indicator.value)}" is ${JSON.stringify(stored).slice(0, 80)}; expected a JSON list of rows. Correct or empty the field.`,
  )
}

/**
 * The id that the person of a profile has in the org of an Okta instance, as far as the profile knows it. The one id of the
 * field oktauserid may be that of another org; appprofiles says of which.
 */
export function oktaIdIn(indicator: JsonObject, oktaInstance: string | undefined): string | undefined {
  const { oktauserid, appprofiles = null } = customFields(indicator)
  if (typeof oktauserid !== 'string' || oktauserid === '') return undefined
  const parsed = parsedField(appprofiles)
  const byInstance = (
    parsed && typeof parsed === 'object' && !Array.isArray(parsed) ? parsed : {}
  ) as JsonObject
  const idOf = (instance: string) => (byInstance[instance] as { id?: Json } | null)?.id
  if (oktaInstance !== undefined && typeof idOf(oktaInstance) === 'string') return String(idOf(oktaInstance))
  const isOfAnother = Object.keys(byInstance).some(name => name !== oktaInstance && idOf(name) === oktauserid)
  return isOfAnother ? undefined : oktauserid
}

function isEmpty(value: Json): boolean {
  if (value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  return typeof value === 'object' && Object.keys(value).length === 0
}
