import type { Application } from './context.ts'
import { ScimError } from './errors.ts'
import { membersNamed, readGroupChanges } from './group-patch.ts'
import type { Group } from './groups.ts'
import { readResource } from './reading.ts'
import type { Kind } from './resources.ts'
import { userSchema } from './schemas.ts'
import { Shown } from './shown.ts'
import { patchedUser } from './user-patch.ts'
import type { User } from './users.ts'

export function userKind(application: Application): Kind<User> {
  const { directory } = application
  const { users } = directory
  return {
    path: '/Users',
    all: () => users.all(),
    keyed: (attribute, value) => {
      if (attribute === 'username') return some(users.named(value))
      return attribute === 'id' ? some(users.find(value)) : undefined
    },
    show: (user, base) => new Shown(directory, base).user(user, application.switches),
    get: id => users.get(id),
    make: body => users.add(body),
    replace: (user, body) => users.set(user, readResource(body, userSchema)),
    patch: (user, operations) => users.set(user, patchedUser(user.attributes, operations)),
    remove: id => directory.removeUser(id),
  }
}

export function groupKind(application: Application): Kind<Group> {
  const { directory } = application
  const { groups } = directory
  return {
    path: '/Groups',
    all: () => groups.all(),
    keyed: (attribute, value) => (attribute === 'id' ? some(groups.find(value)) : undefined),
    show: (group, base) => new Shown(directory, base).group(group, application.switches),
    get: id => groups.get(id),
    make: body => groups.add(body),
    replace: (group, body) => groups.replace(group, body),
    patch: (group, operations) => {
      const changes = readGroupChanges(operations)
      const { memberLimit, memberLimitStatus } = application.switches
      const count = membersNamed(changes)
      if (memberLimit !== null && count > memberLimit)
        throw new ScimError(memberLimitStatus, `a PATCH may name ${memberLimit} members, not ${count}`)
      groups.change(group, changes)
    },
    remove: id => directory.removeGroup(id),
  }
}

function some<T>(one: T | undefined): T[] {
  return one === undefined ? [] : [one]
}
