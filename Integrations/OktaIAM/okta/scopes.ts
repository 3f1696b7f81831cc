/** Every scope that a command of ours may need; the command reference says which needs which. */
export const SCOPES = [
  'okta.users.manage',
  'okta.users.read',
  'okta.groups.manage',
  'okta.groups.read',
  'okta.apps.manage',
  'okta.apps.read',
  'okta.networkZones.manage',
  'okta.networkZones.read',
  'okta.roles.manage',
  'okta.roles.read',
  'okta.idps.read',
  'okta.schemas.read',
  'okta.logs.read',
] as const
