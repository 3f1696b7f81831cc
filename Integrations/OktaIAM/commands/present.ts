import type { Json, JsonObject } from '../../../kit/wire.ts'

/** The members that have a value: the older packs left out of the context what Okta has none for. */
export function present(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter((one): one is [string, Json] => one[1] !== undefined && one[1] !== null),
  )
}
