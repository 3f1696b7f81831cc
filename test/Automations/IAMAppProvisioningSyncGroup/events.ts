import type { JsonObject } from '../../../kit/wire.ts'

export const GROUP = { id: '00gSales', displayName: 'Sales' }

export const user = (login: string, id = `00u${login.split('@')[0]}`): JsonObject => ({
  id,
  type: 'User',
  alternateId: login,
})
export const groupTarget = (id = GROUP.id, displayName = GROUP.displayName): JsonObject => ({
  id,
  type: 'UserGroup',
  displayName,
})

let count = 0
/** An event of the log; minutes count from 08:00. */
export function event(
  eventType: string,
  minute: number,
  target: JsonObject[],
  more: JsonObject = {},
): JsonObject {
  count += 1
  const published = new Date(Date.UTC(2026, 2, 2, 8, minute)).toISOString()
  return { uuid: `u${count}`, eventType, published, outcome: { result: 'SUCCESS' }, target, ...more }
}

export const joined = (login: string, minute: number, more: JsonObject = {}): JsonObject =>
  event('group.user_membership.add', minute, [user(login), groupTarget()], more)
export const left = (login: string, minute: number, more: JsonObject = {}): JsonObject =>
  event('group.user_membership.remove', minute, [user(login), groupTarget()], more)

/** An event of an import, whose targets name the group by its name in the directory. */
export const imported = (what: string, login: string, minute: number, more: JsonObject = {}): JsonObject =>
  event(
    'app.user_management',
    minute,
    [
      { id: '0uaX', type: 'AppUser', alternateId: login },
      { id: '0gX', type: 'AppGroup', displayName: GROUP.displayName },
    ],
    { legacyEventType: `app.user_management.${what}`, ...more },
  )
