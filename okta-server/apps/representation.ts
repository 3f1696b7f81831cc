import { isMember } from '../groups/members.ts'
import type { JsonObject } from '../json.ts'
import type { Org } from '../org.ts'
import { type Application, type AppUser, type GroupAssignment, keepsPasswords } from './app.ts'
import { appSettings } from './settings.ts'

/** The application as Okta shows it; alone and in lists alike (okta-api §14). */
export function listedApp(app: Application, org: Org, origin: string): JsonObject {
  const self = `${origin}/api/v1/apps/${app.id}`
  return {
    id: app.id,
    orn: `orn:okta:idp:${org.typeId}:apps:${app.name}:${app.id}`,
    name: app.name,
    label: app.label,
    status: app.status,
    lastUpdated: app.lastUpdated,
    created: app.created,
    accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null },
    visibility: {
      autoLaunch: false,
      autoSubmitToolbar: false,
      hide: { iOS: app.hidden, web: app.hidden },
      appLinks: { login: true },
    },
    features: [...app.features],
    signOnMode: app.signOnMode,
    credentials: {
      ...(keepsPasswords(app) && { scheme: 'EDIT_USERNAME_AND_PASSWORD' }),
      userNameTemplate: { template: '${source.login}', type: 'BUILT_IN' },
      signing: {},
    },
    settings: appSettings(app),
    universalLogout: null,
    _links: {
      self: { href: self },
      users: { href: `${self}/users` },
      groups: { href: `${self}/groups` },
      logo: [{ name: 'medium', href: logoUrl(app, origin), type: 'image/png' }],
      appLinks: [{ name: 'login', href: linkUrl(app, origin), type: 'text/html' }],
      ...(app.status === 'ACTIVE'
        ? { deactivate: { href: `${self}/lifecycle/deactivate` } }
        : { activate: { href: `${self}/lifecycle/activate` } }),
    },
  }
}

/** Where a person opens the application. */
export function linkUrl(app: Application, origin: string): string {
  return `${origin}/home/${app.name}/${app.id}/aln${app.id.slice(3)}`
}

export function logoUrl(app: Application, origin: string): string {
  return `${origin}/assets/img/logos/${app.name}.png`
}

/** The assignment to a user; without provisioning it is ACTIVE and never synchronised (okta-api §14). */
export function appUserObject(app: Application, assigned: AppUser, org: Org, origin: string): JsonObject {
  const api = `${origin}/api/v1`
  const groupId = assigned.scope === 'GROUP' ? givingGroup(app, assigned, org) : undefined
  return {
    id: assigned.userId,
    externalId: null,
    created: assigned.created,
    lastUpdated: assigned.lastUpdated,
    scope: assigned.scope,
    status: 'ACTIVE',
    statusChanged: assigned.statusChanged,
    passwordChanged: assigned.passwordChanged,
    syncState: 'DISABLED',
    credentials: { userName: assigned.userName, ...(assigned.passwordChanged && { password: {} }) },
    profile: { ...assigned.profile },
    _links: {
      app: { href: `${api}/apps/${app.id}` },
      user: { href: `${api}/users/${assigned.userId}` },
      ...(groupId !== undefined && {
        group: { href: `${api}/groups/${groupId}`, name: groupName(org, groupId) },
      }),
    },
  }
}

/** The group with the highest priority among those that give the user the app. */
function givingGroup(app: Application, { userId }: AppUser, org: Org): string | undefined {
  const giving = [...app.groups.values()].filter(({ id }) => {
    const group = org.groups.get(id)
    return group !== undefined && isMember(group, userId)
  })
  return giving.sort((a, b) => a.priority - b.priority)[0]?.id
}

function groupName(org: Org, id: string): string {
  return org.groups.get(id)?.profile.name ?? ''
}

export function groupAssignmentObject(
  app: Application,
  assigned: GroupAssignment,
  origin: string,
): JsonObject {
  const api = `${origin}/api/v1`
  return {
    id: assigned.id,
    lastUpdated: assigned.lastUpdated,
    priority: assigned.priority,
    profile: { ...assigned.profile },
    _links: {
      app: { href: `${api}/apps/${app.id}` },
      self: { href: `${api}/apps/${app.id}/groups/${assigned.id}` },
      group: { href: `${api}/groups/${assigned.id}` },
    },
  }
}
