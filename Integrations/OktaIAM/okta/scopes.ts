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

/** The scopes that were asked for and not given; `manage` includes the reads of its family. */
export function missingOf(asked: readonly string[], given: string): string[] {
  const scopes = given.split(' ')
  return asked.filter(
    scope => !scopes.includes(scope) && !scopes.includes(scope.replace(/\.read$/, '.manage')),
  )
}

/** The sentence on scopes that were never granted, with both remedies. */
export function notGranted(missing: readonly string[]): string {
  return `The service app was not given ${missing.join(', ')}; grant it under Okta API Scopes, or take it out of the parameter Scopes.`
}
