import { json } from '../../../kit/command.ts'
import { InputError, Refusal } from '../../../kit/errors.ts'
import type { GroupOutcome } from '../../../kit/iam/group-outcome.ts'
import { textOf } from '../../../kit/iam/profile.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { SeveralFound } from '../scim/errors.ts'
import { GroupNotFound, groupNamed } from '../scim/groups.ts'
import type { Server } from '../scim/server.ts'
import { failureOf } from './failure.ts'

export const scimArgument = json({
  description:
    'The group as SCIM data: {"id": …} or {"displayName": …}. The id wins; the name must be exactly that of the group.',
  required: true,
})

/** A group as far as the arguments and the server name it. */
export interface GroupName {
  readonly id: string
  readonly displayName: string | undefined
}

/** The id of the group that the SCIM data mean; a name is looked up. Throws GroupNotFound, and SeveralFound for a name of several. */
export async function meant(server: Server, scim: JsonObject): Promise<GroupName> {
  const { id, displayName } = askedGroup(scim)
  if (id) return { id, displayName }
  if (!displayName) throw new InputError("You must supply either 'id' or 'displayName' in the scim data.")
  const group = await groupNamed(server, displayName)
  if (group) return named(group)
  throw new GroupNotFound(`No group has the name ${JSON.stringify(displayName)}.`)
}

export function named({ id, displayName }: JsonObject & { id: string }): GroupName {
  return { id, displayName: textOf(displayName) }
}

function askedGroup(scim: JsonObject) {
  return { id: textOf(scim.id), displayName: textOf(scim.displayName) }
}

/** What stopped a command, as an outcome. Throws again what the caller got wrong and whatever is a fault of ours. */
export function groupFailure(error: unknown, scim: JsonObject): GroupOutcome {
  if (error instanceof InputError || !(error instanceof Refusal)) throw error
  const asked = { success: false, ...askedGroup(scim) }
  if (error instanceof GroupNotFound) return { ...asked, errorCode: 404, errorMessage: 'Group Not Found' }
  const details = error instanceof SeveralFound && error.facts ? { details: error.facts } : {}
  return { ...asked, ...failureOf(error), ...details }
}
