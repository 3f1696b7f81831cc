import { invalid } from '../errors.ts'
import type { JsonObject } from '../json.ts'

/** The standard roles with the labels that Okta shows (okta-api §11); MOBILE_ADMIN exists in older orgs only. */
const labels = {
  SUPER_ADMIN: 'Super Organization administrator',
  ORG_ADMIN: 'Organization Administrator',
  APP_ADMIN: 'Application Administrator',
  USER_ADMIN: 'User Administrator',
  HELP_DESK_ADMIN: 'Help Desk Administrator',
  READ_ONLY_ADMIN: 'Read-only Administrator',
  API_ACCESS_MANAGEMENT_ADMIN: 'API Access Management Administrator',
  REPORT_ADMIN: 'Report Administrator',
  GROUP_MEMBERSHIP_ADMIN: 'Group Membership Administrator',
  WORKFLOWS_ADMIN: 'Workflows Administrator',
  ACCESS_CERTIFICATIONS_ADMIN: 'Access Certifications Administrator',
  ACCESS_REQUESTS_ADMIN: 'Access Requests Administrator',
  MOBILE_ADMIN: 'Mobile Administrator',
} as const

/** A role that an admin has. */
export interface Role {
  readonly id: string
  readonly type: keyof typeof labels | 'CUSTOM'
  readonly label: string
  readonly created: string
  /** Only CUSTOM roles: the role and what it reaches. */
  readonly custom?: { readonly role: string; readonly resourceSet: string }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The unpadded base32 of a text, which is what live ids of standard roles are (okta-api §11). */
export function base32(text: string): string {
  const bits = [...Buffer.from(text)].map(byte => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map(group => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

/** The role that a body asks for; E0000001 for a type that there is not. `customId` makes the id of a custom one. */
export function newRole(
  { type, role, 'resource-set': resourceSet }: JsonObject,
  created: string,
  customId: () => string,
): Role {
  if (type === 'CUSTOM') {
    if (typeof role !== 'string' || typeof resourceSet !== 'string')
      throw invalid('role', 'role: a CUSTOM role needs role and resource-set')
    return { id: customId(), type, label: role, created, custom: { role, resourceSet } }
  }
  const known = (Object.keys(labels) as (keyof typeof labels)[]).find(one => one === type)
  if (!known)
    throw invalid('type', `type: must be one of ${Object.keys(labels).join(', ')}, CUSTOM, not '${type}'`)
  return { id: base32(known), type: known, label: labels[known], created }
}

/** Whether two are the same role to Okta, which a user has only once. */
export function isSame(one: Role, other: Role): boolean {
  return (
    one.type === other.type &&
    one.custom?.role === other.custom?.role &&
    one.custom?.resourceSet === other.custom?.resourceSet
  )
}

export function roleObject(role: Role, userId: string, origin: string): JsonObject {
  return {
    id: role.id,
    label: role.label,
    type: role.type,
    status: 'ACTIVE',
    created: role.created,
    lastUpdated: role.created,
    assignmentType: 'USER',
    ...(role.custom && { role: role.custom.role, 'resource-set': role.custom.resourceSet }),
    _links: { assignee: { href: `${origin}/api/v1/users/${userId}` } },
  }
}
