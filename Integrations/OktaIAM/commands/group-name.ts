import { Refusal } from '../../../kit/errors.ts'
import type { Client } from '../okta/client.ts'
import { type Group, groupsOf } from '../okta/groups.ts'

/** Who has a name that a group is to be given. */
export interface NameHolders {
  /** The one group kept in Okta that has it: Okta gives such a name once. */
  readonly taken: Group | undefined
  /** What to tell of groups from applications, which may have any name (okta-api §13). */
  readonly note: string | undefined
}

/** Who has a name already. Throws Refusal when it is one of Okta's own groups: a second Everyone would only mislead. */
export async function holdersOf(client: Client, name: string): Promise<NameHolders> {
  const found = await groupsOf(client).named(name)
  const builtIn = found.find(({ type }) => type === 'BUILT_IN')
  if (builtIn)
    throw new Refusal(
      `The name ${JSON.stringify(name)} is that of one of Okta's own groups (${builtIn.id}, BUILT_IN); choose another.`,
      { groupId: builtIn.id, type: 'BUILT_IN' },
    )
  const taken = found.find(({ type }) => type === 'OKTA_GROUP')
  const others = found.filter(one => one !== taken).map(({ id, type }) => `${id} (${String(type)})`)
  const note = others.length
    ? `The name is also that of ${others.join(', ')}, so only the ids tell the groups apart.`
    : undefined
  return { taken, note }
}

/** Refuses a new name for a group that another one has, as Okta would (E0000001). */
export async function requireFreeName(client: Client, name: string, { id }: Group): Promise<void> {
  const { taken } = await holdersOf(client, name)
  if (!taken || taken.id === id) return
  throw new Refusal(
    `A group with the name ${JSON.stringify(name)} already exists (${taken.id}); choose another name.`,
    {
      groupId: taken.id,
      name,
    },
  )
}
