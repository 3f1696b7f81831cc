import type { JsonObject } from '../json.ts'
import type { Group } from './group.ts'

/** The group as Okta shows it; imported ones also tell their source (okta-api §13). */
export function groupObject(group: Group, origin: string): JsonObject {
  const { id, created, lastUpdated, lastMembershipUpdated, type, profile, sourceId } = group
  const self = `${origin}/api/v1/groups/${id}`
  return {
    id,
    created,
    lastUpdated,
    lastMembershipUpdated,
    objectClass: ['okta:user_group'],
    type,
    profile: { ...profile },
    ...(sourceId !== undefined && { source: { id: sourceId } }),
    _links: {
      logo: ['medium', 'large'].map(name => ({
        name,
        href: `${origin}/assets/img/logos/groups/${type.toLowerCase()}-${name}.png`,
        type: 'image/png',
      })),
      users: { href: `${self}/users` },
      apps: { href: `${self}/apps` },
      ...(sourceId !== undefined && { source: { href: `${origin}/api/v1/apps/${sourceId}` } }),
    },
  }
}
