import type { Application, AppUser } from '../apps/app.ts'
import type { Group } from '../groups/group.ts'
import type { ServiceApp } from '../oauth/service-app.ts'
import type { User } from '../users/user.ts'
import type { Zone } from '../zones/zone.ts'
import type { Target } from './event.ts'

/** A user as a target or an actor: `alternateId` is the login. */
export function userTarget({ id, profile }: User): Target {
  return {
    id,
    type: 'User',
    alternateId: profile.login,
    displayName: `${profile.firstName} ${profile.lastName}`,
  }
}

export function groupTarget({ id, profile }: Group): Target {
  return { id, type: 'UserGroup', alternateId: 'unknown', displayName: profile.name }
}

export function appTarget({ id, label }: Application): Target {
  return { id, type: 'AppInstance', alternateId: label, displayName: label }
}

/** The three targets of an application membership, in the order of live samples (okta-api §17.5). */
export function membershipTargets(app: Application, assignment: AppUser, user: User): Target[] {
  const { alternateId, displayName, ...target } = userTarget(user)
  const appUser: Target = {
    id: assignment.id,
    type: 'AppUser',
    alternateId: assignment.userName,
    displayName,
  }
  return [appUser, appTarget(app), { ...target, alternateId, displayName }]
}

export function zoneTarget({ id, name }: Zone): Target {
  return { id, type: 'NetworkZone', alternateId: 'unknown', displayName: name }
}

/** A service app as a target or an actor (okta-api §17.4). */
export function serviceAppTarget({ clientId, label }: ServiceApp): Target {
  return { id: clientId, type: 'PublicClientApp', alternateId: clientId, displayName: label }
}
