import { json } from '../../../kit/command.ts'
import { InputError, Refusal } from '../../../kit/errors.ts'
import type { GroupOutcome } from '../../../kit/iam/group-outcome.ts'
import { textOf } from '../../../kit/iam/profile.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { OktaError, RateLimitError } from '../okta/errors.ts'
import type { Group } from '../okta/groups.ts'
import type { Session } from '../session.ts'
import { NotFound, namedGroup } from './named.ts'

export const scimArgument = json({
  description:
    'The group as SCIM data: {"id": …} or {"displayName": …}. The id wins; the name must be exactly that of the group.',
  required: true,
})

/** The group that the SCIM data mean, by id or else by its exact name. Throws NotFound, and SeveralFound for a name of several. */
export function scimGroup(session: Session, scim: JsonObject): Promise<Group> {
  const { id, displayName } = askedOf(scim)
  if (!id && !displayName)
    throw new InputError("You must supply either 'id' or 'displayName' in the scim data.")
  return namedGroup(session, id ? { groupId: id } : { groupName: displayName })
}

/** The group as an outcome names it. */
export function named({ id, profile }: Group) {
  return { id, displayName: textOf(profile.name) }
}

/**
 * What stopped a command as an outcome: playbooks read it, so that it is no error entry. Throws again what the caller got
 * wrong and whatever is a fault of ours. `found` is the group, when it is the one that was found already.
 */
export function groupFailure(error: unknown, scim: JsonObject, found?: Group): GroupOutcome {
  if (error instanceof InputError || !(error instanceof Refusal)) throw error
  const asked = { success: false, ...(found ? named(found) : askedOf(scim)) }
  if (error instanceof NotFound) return { ...asked, errorCode: 404, errorMessage: 'Group Not Found' }
  return {
    ...asked,
    errorCode: error instanceof OktaError ? error.code : '',
    errorMessage: error.message,
    ...(error.facts !== undefined && { details: error.facts }),
    ...(error instanceof RateLimitError && { failed: true }),
  }
}

function askedOf(scim: JsonObject) {
  return { id: textOf(scim.id), displayName: textOf(scim.displayName) }
}
