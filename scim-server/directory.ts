import { Groups } from './groups.ts'
import type { JsonObject } from './json.ts'
import { Register } from './kept.ts'
import { type User, Users } from './users.ts'

/** The users and groups of a SCIM application; who goes also leaves every group. */
export class Directory {
  readonly users: Users
  readonly groups: Groups

  constructor(now: () => Date) {
    const register = new Register(now)
    this.users = new Users(register)
    this.groups = new Groups(register, id => this.member(id))
  }

  /** Throws 404. */
  removeUser(id: string): void {
    this.users.remove(id)
    this.groups.forget(id)
  }

  /** Throws 404. */
  removeGroup(id: string): void {
    this.groups.remove(id)
    this.groups.forget(id)
  }

  /** What a group shows of a member, or undefined for nobody. */
  member(id: string): JsonObject | undefined {
    const user = this.users.find(id)
    if (user) return { value: id, type: 'User', display: nameOf(user) }
    const group = this.groups.find(id)
    return group && { value: id, type: 'Group', display: group.displayName }
  }
}

function nameOf({ attributes: { displayName, userName } }: User): string {
  return typeof displayName === 'string' ? displayName : userName
}
