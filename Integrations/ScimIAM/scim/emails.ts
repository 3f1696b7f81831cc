import { textOf } from '../../../kit/iam/profile.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

/** Every e-mail of a user, the primary one first. */
export function emailsOf({ emails }: JsonObject): string[] {
  const listed = (Array.isArray(emails) ? emails : []) as (JsonObject | string | null)[]
  const isPrimary = (one: unknown) => Number((one as JsonObject | null)?.primary === true)
  return [...listed]
    .sort((one, other) => isPrimary(other) - isPrimary(one))
    .flatMap(one => textOf(typeof one === 'object' ? (one?.value as Json | undefined) : one) ?? [])
}
