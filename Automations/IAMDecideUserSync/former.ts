import type { Json } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'
import type { Identity } from './identity.ts'
import type { Profile } from './profiles.ts'

/** Who the person was before a new e-mail that has not come to every account yet: the field Former Identity, JSON. */
export function storedFormer({ fields }: Pick<Profile, 'fields'>): Identity | undefined {
  try {
    const { email, username } = JSON.parse(textOf(fields.formeridentity)) as Record<string, Json>
    const was = { email: textOf(email), username: textOf(username) || textOf(email) }
    return was.email ? was : undefined
  } catch {
    return undefined
  }
}
