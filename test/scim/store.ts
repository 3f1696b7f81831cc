import SCIMMY from 'scimmy'
import type { ScimGroup, ScimUser } from '../../scim-server/server.ts'

type Data = Record<string, unknown>
interface Kept {
  readonly id: string
  readonly data: Data
  readonly meta: { readonly created: string; readonly lastModified: string }
}

/** The users and groups of one scimmy server: what an application behind it would keep, and refuse. */
export class Store {
  readonly #users = new Map<string, Kept>()
  readonly #groups = new Map<string, Kept>()
  #made = 0

  readUsers(id: string | undefined): Data[] {
    return (id === undefined ? [...this.#users.values()] : [present(this.#users, id)]).map(shown)
  }

  readGroups(id: string | undefined): Data[] {
    return (id === undefined ? [...this.#groups.values()] : [present(this.#groups, id)]).map(shown)
  }

  writeUser(id: string | undefined, data: Data): Data {
    const name = String(data.userName).toLowerCase()
    const owner = [...this.#users.values()].find(one => String(one.data.userName).toLowerCase() === name)
    if (owner && owner.id !== id)
      throw new SCIMMY.Types.Error(409, 'uniqueness', `a user with the userName ${name} is there already`)
    return shown(this.#keep(this.#users, 'u', id, { active: true, ...data }))
  }

  writeGroup(id: string | undefined, data: Data): Data {
    for (const { value } of members(data))
      if (!this.#users.has(value) && !this.#groups.has(value))
        throw new SCIMMY.Types.Error(400, 'invalidValue', `there is no member with the id ${value}`)
    // scimmy adds a member a second time (RFC 7644 §3.5.2.1: who is there already stays as it is).
    const distinct = new Map(members(data).map(member => [member.value, member]))
    return shown(this.#keep(this.#groups, 'g', id, { ...data, members: [...distinct.values()] }))
  }

  removeUser(id: string): void {
    present(this.#users, id)
    this.#users.delete(id)
    for (const [group, kept] of this.#groups)
      this.#groups.set(group, {
        ...kept,
        data: { ...kept.data, members: members(kept.data).filter(({ value }) => value !== id) },
      })
  }

  removeGroup(id: string): void {
    present(this.#groups, id)
    this.#groups.delete(id)
  }

  /** What a test may look at and do without HTTP. */
  face() {
    return {
      users: (): ScimUser[] =>
        [...this.#users.values()].map(({ id, data: { schemas: _, meta: __, ...data } }) => ({
          ...data,
          ...{ id, userName: String(data.userName), active: data.active === true },
        })),
      groups: (): ScimGroup[] =>
        [...this.#groups.values()].map(({ id, data }) => ({
          ...{ id, displayName: String(data.displayName), members: members(data).map(({ value }) => value) },
        })),
      addUser: (resource: Data): string => String(this.writeUser(undefined, resource).id),
      addGroup: (group: { displayName: string; members?: readonly string[] }): string => {
        const list = (group.members ?? []).map(value => ({ value }))
        return String(this.writeGroup(undefined, { displayName: group.displayName, members: list }).id)
      },
      removeUser: (id: string): void => this.removeUser(id),
    }
  }

  #keep(all: Map<string, Kept>, type: string, known: string | undefined, data: Data): Kept {
    this.#made += known === undefined ? 1 : 0
    const id = known ?? `${type}${String(this.#made).padStart(6, '0')}`
    const now = new Date().toISOString()
    const created = all.get(id)?.meta.created ?? now
    const kept = { id, data, meta: { created, lastModified: now } }
    all.set(id, kept)
    return kept
  }
}

function present(all: Map<string, Kept>, id: string): Kept {
  const kept = all.get(id)
  if (kept) return kept
  throw new SCIMMY.Types.Error(404, '', `Resource ${id} not found`)
}

function shown({ id, data, meta }: Kept): Data {
  return { ...data, id, meta }
}

function members(data: Data): { value: string }[] {
  return Array.isArray(data.members) ? data.members : []
}
