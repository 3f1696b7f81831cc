type Access = 'read' | 'manage'

/** The families of scopes for what this org serves; Okta has no `okta.logs.manage`. */
const families: Record<string, readonly Access[]> = {
  users: ['read', 'manage'],
  groups: ['read', 'manage'],
  apps: ['read', 'manage'],
  roles: ['read', 'manage'],
  networkZones: ['read', 'manage'],
  idps: ['read', 'manage'],
  schemas: ['read', 'manage'],
  logs: ['read'],
}

/** Which family a path belongs to, as the `security` of Okta's OpenAPI says; the first that fits counts. */
const paths: readonly [RegExp, string][] = [
  [/^\/api\/v1\/users\/[^/]+\/roles(\/|$)/, 'roles'],
  [/^\/api\/v1\/users(\/|$)/, 'users'],
  [/^\/api\/v1\/groups(\/|$)/, 'groups'],
  [/^\/api\/v1\/apps(\/|$)/, 'apps'],
  [/^\/api\/v1\/zones(\/|$)/, 'networkZones'],
  [/^\/api\/v1\/idps(\/|$)/, 'idps'],
  [/^\/api\/v1\/logs(\/|$)/, 'logs'],
  [/^\/api\/v1\/meta\/schemas(\/|$)/, 'schemas'],
]

/** Every scope there is. */
export const scopes: readonly string[] = Object.entries(families).flatMap(([family, accesses]) =>
  accesses.map(access => `okta.${family}.${access}`),
)

/** The scope that an operation needs, undefined for a path that no family has (okta-api §2.2). */
export function neededScope(method: string, path: string): string | undefined {
  const family = paths.find(([fits]) => fits.test(path))?.[1]
  if (family === undefined) return undefined
  return `okta.${family}.${method === 'GET' || method === 'HEAD' ? 'read' : 'manage'}`
}

/** Whether these scopes allow what needs that one: `manage` includes the reads of its family. */
export function covers(granted: readonly string[], needed: string): boolean {
  return granted.includes(needed) || granted.includes(needed.replace(/\.read$/, '.manage'))
}
