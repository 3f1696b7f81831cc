import { parsedField, textOf } from '../texts.ts'
import type { Identity } from './identity.ts'
import type { Profile } from './profiles.ts'

/** Who the person was before a new e-mail that has not come to every account yet: the field Former Identity, JSON. */
export function storedFormer({ fields }: Pick<Profile, 'fields'>): Identity | undefined {
  const held = parsedField(fields.formeridentity)
  if (held === undefined || held === null || typeof held !== 'object' || Array.isArray(held)) return undefined
  const was = { email: textOf(held.email), username: textOf(held.username) || textOf(held.email) }
  return was.email ? was : undefined
}
